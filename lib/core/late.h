// A function of a library that a process loads when it first needs it: until then the process carries nothing
// of what the library brings.
#pragma once
#include <dlfcn.h>

#include <mutex>
#include <stdexcept>
#include <utility>

namespace core {

// `Function` is its type. The library (vigie_module in CMakeLists.txt) stands beside libvigie.so, and defines
// the variable `symbol`, with C linkage, that points to the function. It is never unloaded: what it opened
// stays until the process ends. Any thread.
template <class Function>
class Late {
 public:
  // Both names must outlive it.
  Late(const char* library, const char* symbol) : library_(library), symbol_(symbol) {}

  // Throws std::runtime_error when the library or its variable is missing.
  template <class... Arguments>
  auto operator()(Arguments&&... arguments) const {
    std::call_once(once_, [this] {
      void* library = ::dlopen(library_, RTLD_NOW | RTLD_LOCAL);
      void* variable = library ? ::dlsym(library, symbol_) : nullptr;
      if (!variable) throw std::runtime_error(::dlerror());
      function_ = *static_cast<Function**>(variable);
    });
    return function_(std::forward<Arguments>(arguments)...);
  }

 private:
  const char *const library_, *const symbol_;
  mutable std::once_flag once_;
  mutable Function* function_ = nullptr;
};

}  // namespace core

// Mustache without its silences. For lib/render alone, which alone includes the mustache library.
#pragma once
#include <kainjow/mustache.hpp>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "lib/json/value.h"

namespace render {

// The model in the library's own shape. Null and empty texts become false, so that a section over them is
// left out.
kainjow::mustache::data ToData(const json::Value& value);

// The names of a directory's templates: their paths without ".mustache" ("pages/home").
std::vector<std::string> TemplateNames(const std::string& directory);

// One template of a directory, its partials written in place. It is read and parsed once to be checked, then
// again when it is first rendered: a process renders few of them, and should not keep the others in memory.
// Render() may be called from several threads: each works on a parsed copy of its own, kept for the next
// call.
class Template {
 public:
  // Throws std::runtime_error that names the template: it cannot be read, unknown partial, circle of
  // partials, section not closed, changed delimiters.
  Template(const std::string& directory, std::string name);
  // `levels`: outermost first. Throws std::runtime_error naming the template and the name that no level has.
  std::string Render(const std::vector<const kainjow::mustache::data*>& levels) const;

 private:
  using Parsed = std::unique_ptr<kainjow::mustache::mustache>;
  Parsed Parse() const;
  Parsed Take() const;

  const std::string& directory_;
  const std::string name_;
  mutable std::mutex mutex_;
  mutable std::vector<Parsed> idle_;
};

}  // namespace render

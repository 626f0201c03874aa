// What a visitor sent, as ordered names and texts: the one shape for urlencoded, multipart and JSON bodies.
//
// In JSON, a list is a repeated name, a nested object's members are joined by a dot ("identity.mode"), numbers and booleans are
// written out, null and empty text are left out. HTML forms use the very same names.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/core/result.h"

namespace form {

class Fields {
 public:
  // The first value of the name, empty when absent.
  const std::string& Get(std::string_view name) const;
  std::vector<std::string> All(std::string_view name) const;
  bool Has(std::string_view name) const;
  bool HasValue(std::string_view name, std::string_view value) const;
  void Add(std::string name, std::string value);
  // Replaces every value of the name by this one.
  void Set(std::string_view name, std::string value);
  void Remove(std::string_view name);
  const std::vector<std::pair<std::string, std::string>>& Items() const { return items_; }

 private:
  std::vector<std::pair<std::string, std::string>> items_;
};

inline constexpr std::size_t kMaxFields = 256;

// Each refuses (field "", code "form.…") bad escapes, NUL, control characters other than tab and line ends, text that is not
// UTF-8, and more than kMaxFields fields. Line ends become "\n".
core::Result<Fields> ParseUrlEncoded(std::string_view body);
core::Result<Fields> ParseJson(std::string_view body);

// The checks above for one value that came another way (multipart). Gives the value with its line ends made "\n".
core::Result<std::string> Clean(std::string_view value);

}  // namespace form

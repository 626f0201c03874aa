// One JSON value: what a data card, a message catalogue, a page's model and an API answer are made of.
//
// Objects keep the order in which their keys came. Numbers are int64 or double. A plain value type: copy it,
// move it.
#pragma once
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "lib/core/result.h"

namespace json {

class Value;
using Array = std::vector<Value>;
using Object = std::vector<std::pair<std::string, Value>>;

class Value {
 public:
  Value() = default;  // null
  Value(std::nullptr_t) {}
  Value(bool v) : data_(v) {}
  Value(int v) : data_(std::int64_t{v}) {}
  Value(std::int64_t v) : data_(v) {}
  Value(std::size_t v) : data_(static_cast<std::int64_t>(v)) {}
  Value(double v) : data_(v) {}
  Value(const char* v) : data_(std::string(v)) {}
  Value(std::string_view v) : data_(std::string(v)) {}
  Value(std::string v) : data_(std::move(v)) {}
  Value(Array v);
  Value(Object v);
  static Value MakeObject(std::initializer_list<std::pair<std::string, Value>> members);

  bool IsNull() const { return data_.index() == 0; }
  bool IsBool() const { return std::holds_alternative<bool>(data_); }
  bool IsInt() const { return std::holds_alternative<std::int64_t>(data_); }
  bool IsNumber() const { return IsInt() || std::holds_alternative<double>(data_); }
  bool IsString() const { return std::holds_alternative<std::string>(data_); }
  bool IsArray() const { return std::holds_alternative<Array>(data_); }
  bool IsObject() const { return std::holds_alternative<Object>(data_); }

  // Each throws std::runtime_error when the value is of another kind.
  bool Bool() const;
  std::int64_t Int() const;
  double Number() const;
  const std::string& String() const;
  const Array& Items() const;
  Array& Items();
  const Object& Members() const;

  // The member of an object, null when absent (or when this is no object).
  const Value& operator[](std::string_view key) const;
  bool Has(std::string_view key) const;
  // The member as text; `otherwise` when absent or null. Numbers and booleans are written out.
  std::string Text(std::string_view key, std::string_view otherwise = {}) const;

  // Adds or replaces a member (a null value becomes an object). Returns *this, so that calls chain.
  Value& Set(std::string_view key, Value value);
  // Adds an item (a null value becomes an array).
  Value& Push(Value value);

  bool operator==(const Value&) const = default;

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> data_;
};

// Strict: refuses trailing commas, comments, duplicate keys, NUL characters, whole numbers beyond int64,
// numbers beyond double, more than 32 levels, bad UTF-8, and anything after the value. The refusal's code is
// "json.syntax", "json.duplicate" or "json.depth"; its field is the position or the key.
core::Result<Value> Parse(std::string_view text);

// Compact, valid UTF-8; "</" is written "<\/" so that the text can never close an element. Throws
// std::runtime_error for a number that is not finite.
std::string Write(const Value& value);

// The JSON document of a file. Throws std::runtime_error that names the file and what is wrong with it: data
// files of the program are checked when it starts.
Value ReadFile(const std::string& path);

}  // namespace json

#include "lib/json/value.h"

#include <algorithm>
#include <boost/json.hpp>
#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <cmath>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>

namespace json {
namespace {

namespace bj = boost::json;

template <class T, class V>
auto& As(V& data, const char* expected) {
  auto* found = std::get_if<T>(&data);
  if (!found) throw std::runtime_error(std::string("JSON value is not ") + expected);
  return *found;
}

core::Result<Value> FromBoost(const bj::value& from);

core::Result<Value> FromObject(const bj::object& from) {
  Object out;
  out.reserve(from.size());
  for (const auto& [key, member] : from) {
    if (key.find('\0') != bj::string_view::npos) return core::Refuse("", "json.syntax");
    auto value = FromBoost(member);
    if (!value) return value;
    out.emplace_back(std::string(key), std::move(*value));
  }
  return Value(std::move(out));
}

core::Result<Value> FromBoost(const bj::value& from) {
  switch (from.kind()) {
    case bj::kind::null:
      return Value();
    case bj::kind::bool_:
      return Value(from.get_bool());
    case bj::kind::int64:
      return Value(from.get_int64());
    case bj::kind::uint64:
      return core::Refuse("", "json.syntax");
    case bj::kind::double_:
      if (!std::isfinite(from.get_double())) return core::Refuse("", "json.syntax");
      return Value(from.get_double());
    case bj::kind::string: {
      const auto& text = from.get_string();
      if (text.find('\0') != bj::string::npos) return core::Refuse("", "json.syntax");
      return Value(std::string(text));
    }
    case bj::kind::array: {
      Array out;
      out.reserve(from.get_array().size());
      for (const auto& item : from.get_array()) {
        auto value = FromBoost(item);
        if (!value) return value;
        out.push_back(std::move(*value));
      }
      return Value(std::move(out));
    }
    case bj::kind::object:
      return FromObject(from.get_object());
  }
  return Value();
}

bj::value ToBoost(const Value& from) {
  if (from.IsNull()) return nullptr;
  if (from.IsBool()) return from.Bool();
  if (from.IsInt()) return from.Int();
  if (from.IsNumber()) {
    if (!std::isfinite(from.Number())) throw std::runtime_error("JSON has no infinite number");
    return from.Number();
  }
  if (from.IsString()) return bj::value(from.String());
  if (from.IsArray()) {
    bj::array out;
    for (const auto& item : from.Items()) out.push_back(ToBoost(item));
    return out;
  }
  bj::object out;
  for (const auto& [key, value] : from.Members()) out[key] = ToBoost(value);
  return out;
}

// Boost.JSON keeps the last of two equal keys without a word; this handler only counts them.
struct DuplicateFinder {
  static constexpr std::size_t max_object_size = std::size_t(-1);
  static constexpr std::size_t max_array_size = std::size_t(-1);
  static constexpr std::size_t max_key_size = std::size_t(-1);
  static constexpr std::size_t max_string_size = std::size_t(-1);
  std::vector<std::set<std::string>> open;
  std::string key, twice;

  bool on_document_begin(bj::error_code&) { return true; }
  bool on_document_end(bj::error_code&) { return true; }
  bool on_object_begin(bj::error_code&) {
    open.emplace_back();
    return true;
  }
  bool on_object_end(std::size_t, bj::error_code&) {
    open.pop_back();
    return true;
  }
  bool on_array_begin(bj::error_code&) { return true; }
  bool on_array_end(std::size_t, bj::error_code&) { return true; }
  bool on_key_part(bj::string_view part, std::size_t, bj::error_code&) {
    key.append(part.data(), part.size());
    return true;
  }
  bool on_key(bj::string_view part, std::size_t, bj::error_code&) {
    key.append(part.data(), part.size());
    if (!open.back().insert(key).second) twice = key;
    key.clear();
    return true;
  }
  bool on_string_part(bj::string_view, std::size_t, bj::error_code&) { return true; }
  bool on_string(bj::string_view, std::size_t, bj::error_code&) { return true; }
  bool on_number_part(bj::string_view, bj::error_code&) { return true; }
  bool on_int64(std::int64_t, bj::string_view, bj::error_code&) { return true; }
  bool on_uint64(std::uint64_t, bj::string_view, bj::error_code&) { return true; }
  bool on_double(double, bj::string_view, bj::error_code&) { return true; }
  bool on_bool(bool, bj::error_code&) { return true; }
  bool on_null(bj::error_code&) { return true; }
  bool on_comment_part(bj::string_view, bj::error_code&) { return true; }
  bool on_comment(bj::string_view, bj::error_code&) { return true; }
};

}  // namespace

Value::Value(Array v) : data_(std::move(v)) {}
Value::Value(Object v) : data_(std::move(v)) {}

Value Value::MakeObject(std::initializer_list<std::pair<std::string, Value>> members) {
  return Value(Object(members));
}

bool Value::Bool() const { return As<bool>(data_, "a boolean"); }
std::int64_t Value::Int() const { return As<std::int64_t>(data_, "a whole number"); }
double Value::Number() const { return IsInt() ? static_cast<double>(Int()) : As<double>(data_, "a number"); }
const std::string& Value::String() const { return As<std::string>(data_, "text"); }
const Array& Value::Items() const { return As<Array>(data_, "a list"); }
Array& Value::Items() { return As<Array>(data_, "a list"); }
const Object& Value::Members() const { return As<Object>(data_, "an object"); }

const Value& Value::operator[](std::string_view key) const {
  static const Value null;
  if (const auto* members = std::get_if<Object>(&data_))
    for (const auto& [name, value] : *members)
      if (name == key) return value;
  return null;
}

bool Value::Has(std::string_view key) const {
  const auto* members = std::get_if<Object>(&data_);
  return members &&
         std::any_of(members->begin(), members->end(), [&](const auto& m) { return m.first == key; });
}

std::string Value::Text(std::string_view key, std::string_view otherwise) const {
  const Value& value = (*this)[key];
  if (value.IsNull()) return std::string(otherwise);
  if (value.IsString()) return value.String();
  if (!value.IsNumber() || value.IsInt()) return Write(value);
  char text[32];  // Write would say 3.5E0
  return {text, std::to_chars(text, text + sizeof text, value.Number()).ptr};
}

Value& Value::Set(std::string_view key, Value value) {
  if (IsNull()) data_ = Object();
  auto& members = As<Object>(data_, "an object");
  for (auto& [name, old] : members)
    if (name == key) {
      old = std::move(value);
      return *this;
    }
  members.emplace_back(std::string(key), std::move(value));
  return *this;
}

Value& Value::Push(Value value) {
  if (IsNull()) data_ = Array();
  As<Array>(data_, "a list").push_back(std::move(value));
  return *this;
}

core::Result<Value> Parse(std::string_view text) {
  bj::error_code error;
  bj::basic_parser<DuplicateFinder> finder{bj::parse_options{}};
  const std::size_t read = finder.write_some(false, text.data(), text.size(), error);
  if (error == bj::error::too_deep) return core::Refuse("", "json.depth");
  if (error || read != text.size()) return core::Refuse(std::to_string(read), "json.syntax");
  if (!finder.handler().twice.empty()) return core::Refuse(finder.handler().twice, "json.duplicate");
  bj::monotonic_resource apart;  // what is thrown away leaves no holes between what is kept
  const bj::value parsed = bj::parse(bj::string_view(text.data(), text.size()), error, &apart);
  if (error) return core::Refuse("", "json.syntax");
  return FromBoost(parsed);
}

std::string Write(const Value& value) {
  const std::string text = bj::serialize(ToBoost(value));
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '/' && i && text[i - 1] == '<') out += '\\';
    out += text[i];
  }
  return out;
}

Value ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error(path + ": cannot be read");
  std::ostringstream text;
  text << in.rdbuf();
  auto value = Parse(text.str());
  if (!value) throw std::runtime_error(path + ": " + value.error().code + " at " + value.error().field);
  return std::move(*value);
}

}  // namespace json

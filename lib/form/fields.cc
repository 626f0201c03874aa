#include "lib/form/fields.h"

#include <algorithm>

#include "lib/core/text.h"
#include "lib/json/value.h"

namespace form {
namespace {

int Hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

core::Result<std::string> Unescape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+') {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      const int high = i + 2 < text.size() ? Hex(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? Hex(text[i + 2]) : -1;
      if (high < 0 || low < 0) return core::Refuse("", "form.escape");
      out += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return Clean(out);
}

core::Result<void> AddChecked(Fields& fields, std::string name, std::string_view value) {
  if (fields.Items().size() >= kMaxFields) return core::Refuse("", "form.too_many");
  auto clean_name = Clean(name);
  if (!clean_name) return tl::make_unexpected(clean_name.error());
  auto clean = Clean(value);
  if (!clean) return tl::make_unexpected(clean.error());
  fields.Add(std::move(*clean_name), std::move(*clean));
  return {};
}

// Adds what stands under `name`; lists repeat the name and may only hold texts, numbers and booleans.
core::Result<void> Flatten(Fields& fields, const std::string& name, const json::Value& value, bool in_list) {
  if (value.IsNull()) return {};
  if (value.IsObject() || value.IsArray()) {
    if (in_list) return core::Refuse("", "form.shape");
    if (value.IsArray()) {
      for (const auto& item : value.Items())
        if (auto done = Flatten(fields, name, item, true); !done) return done;
      return {};
    }
    for (const auto& [key, member] : value.Members())
      if (auto done = Flatten(fields, name.empty() ? key : name + "." + key, member, false); !done)
        return done;
    return {};
  }
  if (!value.IsString()) return AddChecked(fields, name, json::Write(value));
  return value.String().empty() ? core::Result<void>{} : AddChecked(fields, name, value.String());
}

}  // namespace

const std::string& Fields::Get(std::string_view name) const {
  static const std::string none;
  for (const auto& [key, value] : items_)
    if (key == name) return value;
  return none;
}

std::vector<std::string> Fields::All(std::string_view name) const {
  std::vector<std::string> out;
  for (const auto& [key, value] : items_)
    if (key == name) out.push_back(value);
  return out;
}

bool Fields::Has(std::string_view name) const {
  return std::any_of(items_.begin(), items_.end(), [&](const auto& item) { return item.first == name; });
}

bool Fields::HasValue(std::string_view name, std::string_view value) const {
  return std::any_of(items_.begin(), items_.end(),
                     [&](const auto& item) { return item.first == name && item.second == value; });
}

void Fields::Add(std::string name, std::string value) {
  items_.emplace_back(std::move(name), std::move(value));
}

void Fields::Set(std::string_view name, std::string value) {
  const auto same = [&](const auto& item) { return item.first == name; };
  const auto first = std::find_if(items_.begin(), items_.end(), same);
  if (first == items_.end()) return Add(std::string(name), std::move(value));
  first->second = std::move(value);
  items_.erase(std::remove_if(first + 1, items_.end(), same), items_.end());
}

void Fields::Remove(std::string_view name) {
  std::erase_if(items_, [&](const auto& item) { return item.first == name; });
}

core::Result<Fields> ParseUrlEncoded(std::string_view body) {
  Fields fields;
  while (!body.empty()) {
    const std::size_t end = std::min(body.find('&'), body.size());
    const std::string_view pair = body.substr(0, end);
    body.remove_prefix(std::min(end + 1, body.size()));
    if (pair.empty()) continue;
    if (fields.Items().size() >= kMaxFields) return core::Refuse("", "form.too_many");
    const std::size_t equal = std::min(pair.find('='), pair.size());
    auto name = Unescape(pair.substr(0, equal));
    if (!name) return tl::make_unexpected(name.error());
    auto value = Unescape(pair.substr(std::min(equal + 1, pair.size())));
    if (!value) return tl::make_unexpected(value.error());
    fields.Add(std::move(*name), std::move(*value));
  }
  return fields;
}

core::Result<Fields> ParseJson(std::string_view body) {
  const auto value = json::Parse(body);
  if (!value || !value->IsObject()) return core::Refuse("", "form.json");
  Fields fields;
  if (auto done = Flatten(fields, "", *value, false); !done) return tl::make_unexpected(done.error());
  return fields;
}

core::Result<std::string> Clean(std::string_view value) {
  std::string out;
  out.reserve(value.size());
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    if (c == '\r') {
      out += '\n';
      if (i + 1 < value.size() && value[i + 1] == '\n') ++i;
    } else if (const auto byte = static_cast<unsigned char>(c);
               (byte < 0x20 && c != '\t' && c != '\n') || byte == 0x7f) {
      return core::Refuse("", "form.control");
    } else {
      out += c;
    }
  }
  if (!core::IsUtf8(out)) return core::Refuse("", "form.utf8");
  return out;
}

}  // namespace form

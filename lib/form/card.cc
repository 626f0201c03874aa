#include "lib/form/card.h"

#include <algorithm>
#include <stdexcept>

#include "lib/core/text.h"
#include "lib/form/card_offer.h"
#include "lib/form/card_schema.h"

namespace form {
namespace {

template <class List>
bool Has(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// The form of an address that our mail relay can be given: ASCII, one @, a domain with a dot.
bool IsEmail(std::string_view text) {
  if (text.size() > 254) return false;
  const std::size_t at = text.find('@');
  if (at == 0 || at == std::string_view::npos || at > 64 || text.find('@', at + 1) != std::string_view::npos)
    return false;
  const auto allowed = [](char c) {
    return c > ' ' && c < 0x7f && std::string_view("<>()[],;:\\\"").find(c) == std::string_view::npos;
  };
  if (!std::all_of(text.begin(), text.end(), allowed)) return false;
  const std::string_view domain = text.substr(at + 1);
  return domain.find('.') != std::string_view::npos && domain.find("..") == std::string_view::npos &&
         domain.front() != '.' && domain.back() != '.' && text[0] != '.' && text[at - 1] != '.';
}

const json::Value* FindChoice(const json::Value& field, std::string_view value) {
  if (!field["choices"].IsArray()) return nullptr;
  for (const auto& choice : field["choices"].Items())
    if (choice["value"].String() == value) return &choice;
  return nullptr;
}

bool IsOffered(const json::Value& field, const std::string& value) {
  const std::string kind = field.Text("kind");
  if (!field.Has("choices")) return kind == "checkbox" ? value == "true" : !IsChoice(kind);
  return FindChoice(field, value) != nullptr;
}

// The reason for which the card alone refuses the values of a field; empty when it does not.
std::string ReasonAgainst(const json::Value& field, const std::vector<std::string>& values) {
  const std::string kind = field.Text("kind");
  std::vector<std::string> seen;
  for (const auto& value : values) {
    if (kind == "checkboxes" ? Has(seen, value) : !seen.empty()) return "repeated";
    seen.push_back(value);
  }
  const bool blank =
      std::all_of(values.begin(), values.end(), [](const auto& v) { return core::Trim(v).empty(); });
  if (blank) return field.Text("required") == "true" ? "required" : "";
  for (const auto& value : values) {
    if (core::Trim(value).empty()) continue;
    if (field.Has("max") && core::Length(value) > static_cast<std::size_t>(field["max"].Int()))
      return "too_long";
    if (!IsOffered(field, value)) return "unknown";
    if (kind == "email" && !IsEmail(core::Trim(value))) return "email";
  }
  return "";
}

std::string LastPart(const std::string& code) { return code.substr(code.rfind('.') + 1); }

const json::Value* FindField(const json::Value& card, std::string_view name) {
  for (const auto& section : card["sections"].Items())
    for (const auto& field : section["fields"].Items())
      if (field["name"].String() == name) return &field;
  return nullptr;
}

// What only a tampered request meets: the nearest sentence will do.
std::string Nearest(const json::Value& field, const std::string& reason) {
  if (reason != "repeated" && reason != "unknown") return "";
  for (const char* other : {"unknown", "required", "too_long"})
    if (field["errors"].Has(other)) return field["errors"].Text(other);
  return field.Text("label");
}

}  // namespace

Card::Card(json::Value data, std::optional<std::set<std::string>> offered)
    : data_(std::move(data)),
      offered_(std::move(offered)),
      shown_(Shown(data_, offered_ ? &*offered_ : nullptr)) {}

Card Card::Read(const std::string& path) {
  json::Value data = json::ReadFile(path);
  CheckCard(data, path);
  return Card(std::move(data), std::nullopt);
}

Card Card::Offering(const std::set<std::string>& words,
                    const std::map<std::string, std::string>& names) const {
  return Card(Named(data_, names), words);
}

std::set<std::string> Card::Conditions() const { return ConditionsOf(data_); }

Card Card::WithChoices(std::string_view name, const json::Value& choices) const {
  Field(name);
  CheckChoices(choices, "choices of " + std::string(name));
  json::Value data = data_;
  json::Value sections = data_["sections"];
  for (auto& section : sections.Items()) {
    json::Value fields = section["fields"];
    for (auto& field : fields.Items())
      if (field["name"].String() == name) field.Set("choices", choices);
    section.Set("fields", std::move(fields));
  }
  data.Set("sections", std::move(sections));
  return Card(std::move(data), offered_);
}

core::Refusals Card::Check(const Fields& fields) const {
  core::Refusals refusals;
  for (const auto& section : data_["sections"].Items())
    for (const auto& field : section["fields"].Items()) {
      const std::string& name = field["name"].String();
      if (const std::string reason = ReasonAgainst(field, fields.All(name)); !reason.empty())
        refusals.push_back({core::Kind::kInvalid, name, name + "." + reason});
    }
  return refusals;
}

std::string Card::Sentence(const core::Refusal& refusal) const {
  const std::string reason = LastPart(refusal.code);
  const std::string owner =
      refusal.code.substr(0, refusal.code.size() - std::min(refusal.code.size(), reason.size() + 1));
  for (const std::string& name : {refusal.field, owner}) {
    const json::Value* field = FindField(data_, name);
    if (!field) continue;
    if ((*field)["errors"].Has(reason)) return (*field)["errors"].Text(reason);
    if (std::string nearest = Nearest(*field, reason); !nearest.empty()) return nearest;
  }
  for (const std::string& key : {refusal.code, reason})
    if (data_["errors"].Has(key)) return data_["errors"].Text(key);
  throw std::runtime_error("form " + data_.Text("name") + ": no sentence for " + refusal.code);
}

const json::Value& Card::Field(std::string_view name) const {
  const json::Value* field = FindField(data_, name);
  if (!field) throw std::runtime_error("form " + data_.Text("name") + ": no field " + std::string(name));
  return *field;
}

std::string Card::Label(std::string_view field) const { return Field(field).Text("label"); }

std::string Card::ChoiceLabel(std::string_view field, std::string_view value) const {
  const json::Value* choice = FindChoice(Field(field), value);
  return choice ? choice->Text("label") : std::string(value);
}

std::vector<std::string> Card::Names() const {
  std::vector<std::string> names;
  for (const auto& section : data_["sections"].Items())
    for (const auto& field : section["fields"].Items()) names.push_back(field["name"].String());
  return names;
}

json::Value ErrorsJson(const core::Refusals& refusals, const Card& card) {
  json::Value errors = json::Array();
  for (const auto& refusal : refusals)
    errors.Push(json::Value::MakeObject(
        {{"field", refusal.field}, {"code", LastPart(refusal.code)}, {"message", card.Sentence(refusal)}}));
  return json::Value::MakeObject({{"errors", std::move(errors)}});
}

}  // namespace form

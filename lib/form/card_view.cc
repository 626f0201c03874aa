// What Card gives to the components: every key that a template of templates/components mentions stands on
// every object, because mustache would look for a missing one in the levels around it.
#include <algorithm>
#include <array>

#include "lib/core/text.h"
#include "lib/form/card.h"
#include "lib/form/card_schema.h"

namespace form {
namespace {

constexpr std::array<std::string_view, 5> kInputs{"text", "email", "tel", "code", "password"};

bool IsInput(std::string_view kind) {
  return std::find(kInputs.begin(), kInputs.end(), kind) != kInputs.end();
}
bool IsSecret(std::string_view kind) { return kind == "code" || kind == "password"; }

std::string IdOf(std::string_view prefix, std::string name) {
  std::replace(name.begin(), name.end(), '.', '-');
  return std::string(prefix) + name;
}

void SetPair(json::Value& model, const std::string& key, const std::string& text) {
  model.Set(key, text).Set("has_" + key, !text.empty());
}

void SetKind(json::Value& model, const std::string& kind) {
  for (const char* each : {"text", "email", "tel", "code", "password", "textarea", "radios", "checkboxes",
                           "checkbox", "select", "hidden"})
    model.Set(std::string("is_") + each, kind == each);
  model.Set("is_input", IsInput(kind)).Set("is_group", kind == "radios" || kind == "checkboxes");
}

// Attributes of an <input>. Nothing that is typed is kept by the browser unless the card asks for it: the
// machine may be shared.
void SetInput(json::Value& model, const json::Value& field, const std::string& kind) {
  const bool plain = kind == "text" || kind == "textarea";
  model.Set("type", IsInput(kind) && kind != "code" ? kind
                    : kind == "checkboxes"          ? "checkbox"
                    : kind == "radios"              ? "radio"
                                                    : "text");
  model.Set("autocomplete", field.Text("autocomplete", kind == "password" ? "current-password" : "off"));
  SetPair(model, "inputmode",
          field.Text("inputmode", kind == "code"                     ? "numeric"
                                  : kind == "email" || kind == "tel" ? kind
                                                                     : ""));
  model.Set("spellcheck_off", IsInput(kind) && !plain);
  model.Set("rows", field.Has("rows") ? field["rows"].Int() : std::int64_t{6});
}

json::Value ChoicesOf(const json::Value& field, const std::string& id,
                      const std::vector<std::string>& values) {
  json::Value out = json::Array();
  if (!field["choices"].IsArray()) return out;
  std::size_t number = 0;
  for (const auto& choice : field["choices"].Items()) {
    const std::string value = choice.Text("value");
    // The first one bears the field's own id, so that a link of the summary of errors leads to it.
    json::Value item = json::Value::MakeObject(
        {{"id", ++number == 1 ? id : id + "-" + std::to_string(number)},
         {"value", value},
         {"label", choice.Text("label")},
         {"checked", std::find(values.begin(), values.end(), value) != values.end()}});
    SetPair(item, "hint", choice.Text("hint"));
    out.Push(std::move(item));
  }
  return out;
}

json::Value FieldModel(const json::Value& field, std::string_view prefix, const Fields& fields,
                       const std::string& error) {
  const std::string name = field.Text("name");
  const std::string kind = field.Text("kind");
  const std::string id = IdOf(prefix, name);
  const bool required = field.Text("required") == "true";
  const auto values = IsSecret(kind) ? std::vector<std::string>() : fields.All(name);
  const bool filled = std::any_of(values.begin(), values.end(), [](const auto& v) { return !v.empty(); });
  const json::Value choices = ChoicesOf(field, id, values);
  const std::string own = choices.Items().empty() ? "true" : choices.Items().front().Text("value");

  json::Value model =
      json::Value::MakeObject({{"id", id}, {"name", name}, {"kind", kind}, {"label", field.Text("label")}});
  SetKind(model, kind);
  SetInput(model, field, kind);
  SetPair(model, "hint", field.Text("hint"));
  SetPair(model, "error", error);
  std::string described = field.Text("hint").empty() ? "" : id + "-hint";
  if (!error.empty()) described += (described.empty() ? "" : " ") + id + "-error";
  SetPair(model, "described_by", described);
  model.Set("required", required).Set("optional_mark", !required && kind != "hidden" && kind != "checkbox");
  const bool one = kind == "checkbox";
  model.Set("value", one ? own : values.empty() ? std::string() : values.front());
  model.Set("checked", one && std::find(values.begin(), values.end(), own) != values.end());
  json::Value all = json::Array();
  for (const auto& value : values) all.Push(value);
  model.Set("values", std::move(all)).Set("choices", choices);
  SetPair(model, "details", field.Text("details"));
  model.Set("details_open", !error.empty() || filled);
  return model;
}

const core::Refusal* FirstOf(const core::Refusals& refusals, const std::string& field) {
  const auto found =
      std::find_if(refusals.begin(), refusals.end(), [&](const auto& r) { return r.field == field; });
  return found == refusals.end() ? nullptr : &*found;
}

json::Value ErrorModel(const std::string& field, const std::string& message, const std::string& target) {
  json::Value model = json::Value::MakeObject({{"field", field}, {"message", message}});
  SetPair(model, "target", target);
  return model;
}

}  // namespace

json::Value Card::View(const Fields& values, const core::Refusals& refusals,
                       std::string_view id_prefix) const {
  json::Value sections = json::Array();
  json::Value errors = json::Array();
  std::vector<std::string> shown;
  for (const auto& section : shown_["sections"].Items()) {
    json::Value fields = json::Array();
    for (const auto& field : section["fields"].Items()) {
      const std::string name = field.Text("name");
      shown.push_back(name);
      const core::Refusal* refusal = FirstOf(refusals, name);
      const std::string message = refusal ? Sentence(*refusal) : "";
      fields.Push(FieldModel(field, id_prefix, values, message));
      // Nothing on the page to lead to when the field is hidden.
      if (refusal)
        errors.Push(ErrorModel(name, message, field.Text("kind") == "hidden" ? "" : IdOf(id_prefix, name)));
    }
    json::Value model = json::Value::MakeObject({{"id", std::string(id_prefix) + section.Text("id")}});
    SetPair(model, "title", section.Text("title"));
    SetPair(model, "intro", section.Text("intro"));
    sections.Push(model.Set("fields", std::move(fields)));
  }
  for (const auto& refusal : refusals)
    if (std::find(shown.begin(), shown.end(), refusal.field) == shown.end())
      errors.Push(ErrorModel(refusal.field, Sentence(refusal), ""));
  const bool has_errors = !errors.Items().empty();
  return json::Value::MakeObject({{"name", data_.Text("name")},
                                  {"sections", std::move(sections)},
                                  {"errors", std::move(errors)},
                                  {"has_errors", has_errors}});
}

json::Value Card::Answers(const Fields& fields) const {
  json::Value rows = json::Array();
  for (const auto& section : data_["sections"].Items())
    for (const auto& field : section["fields"].Items()) {
      const std::string kind = field.Text("kind");
      if (IsSecret(kind) || kind == "hidden") continue;
      const std::string name = field.Text("name");
      json::Value values = json::Array();
      std::string joined;
      for (const auto& value : fields.All(name)) {
        if (core::Trim(value).empty()) continue;
        const std::string label = ChoiceLabel(name, value);
        joined += (joined.empty() ? "" : ", ") + label;
        values.Push(label);
      }
      if (joined.empty()) continue;
      rows.Push(json::Value::MakeObject({{"field", name},
                                         {"label", field.Text("label")},
                                         {"value", joined},
                                         {"values", std::move(values)}}));
    }
  return rows;
}

}  // namespace form

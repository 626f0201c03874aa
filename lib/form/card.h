// A form, described once: its card (content/fr/forms/<name>.json) says every field's name, kind, label, hint,
// choices, limits and the sentence for each refusal. The static page, the refusal page, the check page and
// the API all come from it.
//
// Card: {"name", "sections": [{"id", "title", "intro"?, "when"?, "fields": [field…]}]}
// Field: {"name", "kind": text|email|tel|textarea|radios|checkboxes|checkbox|password|code|select|hidden,
//   "label", "hint"?, "required"?: true, "max"?: characters, "autocomplete"?, "inputmode"?, "rows"?,
//   "details"?: label of a fold, "choices"?: [{"value", "label", "hint"?, "when"?, "named"?}], "when"?,
//   "errors":
//   {"required": "…", "too_long": "…", "unknown": "…", …}}
// A field that is not required is marked « (facultatif) ». A checkbox has the value of its one choice, "true"
// when it has none. What is typed is not remembered by the browser unless "autocomplete" says so. "errors"
// may also stand on the card, for refusals that belong to no field.
//
// "when" is a word, or a list of words: what it stands on is shown only where one of them is offered (see
// Offering). An "intro" or a "hint" may be a list of {"when"?, "text"}: the first that is offered is shown,
// or none. A choice that is "named" bears the name given for that word instead of its label.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "lib/core/result.h"
#include "lib/form/fields.h"
#include "lib/json/value.h"

namespace form {

class Card {
 public:
  // Throws std::runtime_error naming the file and the key when the card is not one, or when a field lacks the
  // sentence of a refusal that its visitors can meet (required, too_long, unknown, email).
  static Card Read(const std::string& path);

  // The same card with other choices for a field (a scheme's states, outcomes…): [{"value", "label",
  // "hint"?}].
  Card WithChoices(std::string_view field, const json::Value& choices) const;

  // The same card where only `words` are offered. View() leaves out what stands under another "when";
  // Check(), labels and sentences still know the whole card, so that whoever sends what is not offered can be
  // told so by a rule of its own. A card as it was read shows everything. `names`: of "named" choices.
  Card Offering(const std::set<std::string>& words,
                const std::map<std::string, std::string>& names = {}) const;

  // Every word that stands under a "when".
  std::set<std::string> Conditions() const;

  // Refusals by the card alone: required, too_long, unknown (a choice that is not offered), repeated, email
  // (form of an address). Each is {field, "<field>.<reason>"}.
  core::Refusals Check(const Fields& fields) const;

  // The sentence of a refusal, for example "facts.required"; throws std::runtime_error when the card has
  // none. "repeated" and "unknown", which only a tampered request meets, fall back on the field's nearest
  // sentence.
  std::string Sentence(const core::Refusal& refusal) const;

  // The label of a field, and of one of its choices (the value itself when it is not, or no longer, offered).
  std::string Label(std::string_view field) const;
  std::string ChoiceLabel(std::string_view field, std::string_view value) const;

  // The model that the components "form_errors", "field" (one per kind) and "answers" render: every key that
  // they mention is there. Has {"sections": [...], "errors": [{"field", "message", "target"}], "has_errors"}.
  // Password and code values are never given back. `id_prefix` goes before every id, for pages with several
  // forms.
  json::Value View(const Fields& values, const core::Refusals& refusals,
                   std::string_view id_prefix = {}) const;

  // The rows of a check page: [{"label", "value", "values", "field"}] of the answered fields, choices by
  // their labels; "value" joins "values" by commas.
  json::Value Answers(const Fields& values) const;

  // Every field name of the card, in order.
  std::vector<std::string> Names() const;

 private:
  Card(json::Value data, std::optional<std::set<std::string>> offered);
  const json::Value& Field(std::string_view name) const;
  json::Value data_;
  std::optional<std::set<std::string>> offered_;  // none: everything
  json::Value shown_;                             // what View() shows of data_
};

// {"errors": [{"field", "code", "message"}]}: the API's answer to a refused form. `code` is the part after
// the last dot.
json::Value ErrorsJson(const core::Refusals& refusals, const Card& card);

}  // namespace form

// The forms of an order's smaller steps: what they offer to choose from, and what they send.
#include <algorithm>

#include "functions/case_desk/orders.h"
#include "lib/core/sentence.h"
#include "lib/core/text.h"
#include "lib/core/typed.h"

namespace case_desk {
namespace {

json::Value Choice(const std::string& value, const std::string& label) {
  return json::Value::MakeObject({{"value", value}, {"label", label}});
}

// Where an agreement may stand: in an answer to a letter, in an answer that was written down, or elsewhere.
json::Value Bases(const Visit& visit, const casefile::Case& file) {
  const auto& scheme = visit.desk.scheme;
  const auto& pages = visit.desk.env.pages;
  json::Value choices = json::Array();
  int number = 0;
  for (const auto& letter : file.Letters()) {
    ++number;
    const auto act = letter.content.Text("act");
    if (letter.answered_on && act != "ask_victim" && scheme.ActNamed(act))
      choices.Push(Choice(
          "letter." + std::to_string(number),
          core::Filled(pages.Message("order.basis.letter"),
                       {{"%l", scheme.ActNamed(act)->label}, {"%d", core::FrenchDay(*letter.answered_on)}})));
  }
  for (const auto& paper : file.Papers())
    if (paper.act == "record_answer" && scheme.ActNamed(paper.act))
      choices.Push(Choice(
          "paper." + std::to_string(paper.n),
          core::Filled(pages.Message("order.basis.paper"),
                       {{"%l", scheme.ActNamed(paper.act)->label}, {"%d", core::FrenchDay(paper.made_on)}})));
  return choices.Push(Choice("other", pages.Message("order.basis.other")));
}

json::Value ExpertsOf(const Visit& visit, const casefile::Case& file, const casefile::Order& order) {
  json::Value choices = json::Array();
  for (const auto& expert : file.Experts(visit.desk.scheme, order, visit.Today()))
    choices.Push(Choice(std::to_string(expert.id), expert.name));
  return choices;
}

bool HasField(const form::Card& card, std::string_view name) {
  const auto names = card.Names();
  return std::find(names.begin(), names.end(), name) != names.end();
}

// A day as it was typed, as it is kept; the reason of its refusal otherwise.
std::string ReadDay(const Visit& visit, const std::string& typed, json::Value& content,
                    const std::string& field) {
  const auto day = core::ReadDay(typed);
  if (!day) return "day";
  if (*day > visit.Today()) return "future";
  content.Set(field, core::IsoDay(*day));
  return "";
}

std::int64_t Number(const std::string& typed) { return core::ReadWhole(typed).value_or(-1); }

}  // namespace

form::Card StepCard(const Visit& visit, const casefile::Case& file, const form::Card& card,
                    const std::string& order) {
  if (HasField(card, "basis")) return card.WithChoices("basis", Bases(visit, file));
  if (HasField(card, "expert"))
    if (const auto named = OrderNamed(visit, file, order))
      return card.WithChoices("expert", ExpertsOf(visit, file, *named));
  return card;
}

core::Refusals ReadStep(const Visit& visit, const form::Fields& form, json::Value& content) {
  core::Refusals refusals;
  const auto refuse = [&](const std::string& field, const std::string& reason) {
    refusals.push_back({core::Kind::kInvalid, field, field + "." + reason});
  };
  content.Set("order", std::max<std::int64_t>(0, Number(form.Get("order"))));
  for (const char* field : {"agreed_on", "held_on"})
    if (content.Has(field))
      if (const auto reason = ReadDay(visit, form.Get(field), content, field); !reason.empty())
        refuse(field, reason);
  if (content.Has("expert")) content.Set("expert", Number(form.Get("expert")));
  if (!content.Has("step")) return refusals;
  const auto hearings = content.Has("hearings") ? Number(form.Get("hearings")) : 0;
  const bool are_hearings = content.Text("step") == "hearings";
  if (hearings < 0 || are_hearings != (hearings > 0)) refuse("hearings", "number");
  content.Set("hearings", hearings);
  return refusals;
}

}  // namespace case_desk

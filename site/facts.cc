#include "site/facts.h"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

namespace site {
namespace {

using Texts = std::vector<std::string>;

Texts TextsOf(const json::Value& list, std::string_view key = {}) {
  Texts texts;
  if (list.IsArray())
    for (const auto& item : list.Items()) texts.push_back(key.empty() ? item.String() : item.Text(key));
  return texts;
}

// "7 jours ouvrés", "3 mois", "3 ans".
std::string Duration(int count, scheme::Unit unit) {
  if (count == 0) return "sans délai";
  if (unit != scheme::Unit::kMonths)
    return std::to_string(count) + (count > 1 ? " jours" : " jour") +
           (unit == scheme::Unit::kDays ? ""
            : count > 1                 ? " ouvrés"
                                        : " ouvré");
  if (count % 12 != 0 || count == 12) return std::to_string(count) + " mois";
  return std::to_string(count / 12) + " ans";
}

// The choices of a question of the report's card: value → label, in order.
std::vector<std::pair<std::string, std::string>> Choices(const json::Value& card, std::string_view question) {
  std::vector<std::pair<std::string, std::string>> choices;
  if (!card["sections"].IsArray()) return choices;
  for (const auto& section : card["sections"].Items())
    for (const auto& field : section["fields"].Items())
      if (field.Text("name") == question)
        for (const auto& choice : field["choices"].Items())
          choices.emplace_back(choice.Text("value"), choice.Text("label"));
  return choices;
}

// Those whose days, if they have any, hold today.
json::Array PublicsOf(const scheme::Scheme& scheme, core::Day today) {
  json::Array admitted;
  for (const auto& each : scheme.Data()["publics"].Items()) {
    const auto from = core::ParseDay(each.Text("from")), until = core::ParseDay(each.Text("until"));
    if ((!from || *from <= today) && (!until || *until >= today)) admitted.push_back(each);
  }
  return admitted;
}

void AddScope(Facts& facts, const scheme::Scheme& scheme, const json::Value& card) {
  const auto scope = scheme.Scope();
  auto& labels = facts.lists["scope"];
  auto& whole = facts.words["whole_scope"] = true;
  for (const auto& [kind, label] : Choices(card, "kinds")) {
    if (kind == "other") continue;
    const bool inside = std::find(scope.begin(), scope.end(), kind) != scope.end();
    facts.words["scope." + kind] = inside;
    if (inside) labels.push_back(label);
    whole = whole && inside;
  }
  for (const auto& [value, label] : Choices(card, "criteria")) facts.lists["criteria"].push_back(label);
}

void AddWords(Facts& facts, const scheme::Scheme& scheme) {
  const json::Value& data = scheme.Data();
  for (const auto& [name, value] : data["channels"].Members())
    if (name != "text" && name != "callback_by") facts.words[name] = value.Bool();
  for (const auto& word : scheme::Scheme::OfferWords()) facts.words[word] = scheme.Offers().contains(word);
  facts.words["summary_before_consent"] =
      data["employer_learns"].Text("before_consent") == "anonymised_summary";
  facts.words["join_any_time"] = data["membership"]["join_any_time"].Bool();
  facts.words["certificate"] = data["membership"]["certificate"].Bool();
  facts.words["asks_authority"] = scheme.ActNamed("ask_authority") != nullptr;
  facts.words["records_no_answer"] = scheme.ActNamed("record_no_answer") != nullptr;
  facts.words["dues_free"] = data["dues"]["everyone"].Text("kind") == "free";
}

void AddTexts(Facts& facts, const Input& input) {
  const scheme::Scheme& scheme = input.scheme;
  const json::Value& data = scheme.Data();
  facts.texts = {{"operator", scheme.Operator()},
                 {"service", scheme.Name()},
                 {"base_url", input.config.base_url},
                 {"anonymity_text", data["anonymity"].Text("text")},
                 {"witness_text", data["anonymity"].Text("witness_text")},
                 {"employer_text", data["employer_learns"].Text("text")},
                 {"channels_text", data["channels"].Text("text")},
                 {"retention_text", data["retention"].Text("text")},
                 {"draft_keeping", Duration(scheme.DraftDays(), scheme::Unit::kDays)},
                 {"statistics_text", data["statistics"].Text("text")},
                 {"join_start", data["membership"]["start"].Text("text")},
                 {"join_notice", data["membership"]["notice"].Text("text")},
                 {"complaint_text", data["sanctions"].Text("text")},
                 {"court", data["court"].Text("name")},
                 {"court_online", data["court"].Text("online")}};
  for (const auto& [clock, value] : data["deadlines"].Members()) {
    const auto deadline = scheme.DeadlineOf(clock);
    facts.texts["deadline." + clock] = Duration(deadline.count, deadline.unit);
  }
}

// What the providers are bound to, with its delay, where the scheme has it published.
Texts Commitments(const scheme::Scheme& scheme) {
  Texts texts;
  if (!scheme.Data()["membership"]["commitments_published"].Bool()) return texts;
  for (const auto& each : scheme.Data()["commitments"].Items()) {
    texts.push_back(each.Text("text"));
    if (each["clock"].IsNull()) continue;
    const auto deadline = scheme.DeadlineOf(each.Text("clock"));
    texts.back() += "\u00a0: " + Duration(deadline.count, deadline.unit);
  }
  return texts;
}

// Who may write today, in the easy words that are the same for every dispositif.
Texts EasyPublics(const Input& input) {
  Texts texts;
  for (const auto& each : PublicsOf(input.scheme, input.today))
    texts.push_back(input.words.Text("site.easy.public." + each.Text("id")));
  return texts;
}

void AddLists(Facts& facts, const Input& input) {
  const json::Value& data = input.scheme.Data();
  auto& lists = facts.lists;
  lists = {{"readers", ReaderLabels(input.scheme, false)},
           {"authority_readers", ReaderLabels(input.scheme, true)},
           {"publics", PublicLabels(input.scheme, input.today)},
           {"phase_title", TextsOf(data["phases"], "title")},
           {"phase_text", TextsOf(data["phases"], "text")},
           {"objectives", TextsOf(data["objectives"])},
           {"notices", TextsOf(data["notices"])},
           {"conflict_rules", TextsOf(data["conflict_rules"])},
           {"reorientation", TextsOf(data["reorientation"])},
           {"outcomes", TextsOf(data["outcomes"], "label")},
           {"covers", TextsOf(data["dues"]["covers"])},
           {"options", TextsOf(data["options"], "label")},
           {"commitments", Commitments(input.scheme)},
           {"join_documents", TextsOf(data["membership"]["documents"])},
           {"controller", TextsOf(data["data_protection"]["controllers"], "who")},
           {"controller_of", TextsOf(data["data_protection"]["controllers"], "of")},
           {"recipients", TextsOf(data["data_protection"]["recipients"])},
           {"easy_publics", EasyPublics(input)},
           {"easy_readers", TextsOf(data["easy"]["readers"])},
           {"easy_anonymity", TextsOf(data["easy"]["anonymity"])},
           {"easy_employer", TextsOf(data["easy"]["employer"])},
           {"easy_steps", TextsOf(data["easy"]["steps"])},
           {"criteria", {}},
           {"scope", {}}};
}

}  // namespace

bool Facts::Holds(const std::string& word, bool& known) const {
  known = true;
  if (const auto found = words.find(word); found != words.end()) return found->second;
  if (const auto found = lists.find(word); found != lists.end()) return !found->second.empty();
  if (const auto found = texts.find(word); found != texts.end()) return !found->second.empty();
  known = false;
  return false;
}

Facts FactsOf(const Input& input) {
  Facts facts;
  AddTexts(facts, input);
  AddLists(facts, input);
  AddWords(facts, input.scheme);
  const std::string card = input.Content() + "/fr/forms/report.json";
  AddScope(facts, input.scheme, std::filesystem::exists(card) ? json::ReadFile(card) : json::Value());
  return facts;
}

std::vector<std::string> ReaderLabels(const scheme::Scheme& scheme, bool concerns_authority) {
  Texts labels;
  for (const auto& role : scheme.FirstReaders(concerns_authority)) {
    labels.push_back(scheme.Data()["role_labels"].Text(role));
    if (labels.back().empty())
      throw std::runtime_error("dispositif " + scheme.Id() + " : role_labels." + role + " manque");
  }
  return labels;
}

std::vector<std::string> PublicLabels(const scheme::Scheme& scheme, core::Day today) {
  Texts labels;
  for (const auto& each : PublicsOf(scheme, today)) labels.push_back(each.Text("label"));
  return labels;
}

}  // namespace site

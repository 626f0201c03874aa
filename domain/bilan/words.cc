// What is counted, in words: those of the report's form, of the scheme, and the catalogue's.
#include <map>

#include "domain/bilan/told.h"

namespace bilan {
namespace {

// A dimension of a scheme's file ("statistics"), the facet that holds it, the field of the form that asks it.
struct Source {
  const char* facet;
  const char* field;
};
const std::map<std::string, Source>& Sources() {
  static const std::map<std::string, Source> all{{"kind", {"kinds", "kinds"}},
                                                 {"criteria", {"criteria", "criteria"}},
                                                 {"gender", {"gender", "sex"}},
                                                 {"age_band", {"age_band", "indirect.age_band"}},
                                                 {"status", {"status", "indirect.status"}},
                                                 {"category", {"category", "category"}},
                                                 {"service", {"service", ""}},
                                                 {"quality", {"quality", "quality"}},
                                                 {"origin", {"origin", "origin"}},
                                                 {"sick_leave", {"sick_leave", "sick_leave"}},
                                                 {"public", {"public", "public"}},
                                                 {"education", {"education", "education"}},
                                                 {"area", {"area", "area"}},
                                                 {"reason", {"reason", "reason"}},
                                                 {"outcome", {"progress", ""}}};
  return all;
}

std::string FieldOf(const std::string& facet) {
  for (const auto& [word, source] : Sources())
    if (facet == source.facet) return source.field;
  return {};
}

std::vector<std::string> ChoicesOf(const form::Card& card, std::string_view field) {
  std::vector<std::string> words;
  const auto view = card.View({}, {});
  for (const auto& section : view["sections"].Items())
    for (const auto& one : section["fields"].Items())
      if (one.Text("name") == field)
        for (const auto& choice : one["choices"].Items())
          if (choice.Text("value") != "unsaid") words.push_back(choice.Text("value"));
  return words;
}

std::vector<std::string> Progress(const scheme::Scheme& scheme) {
  std::vector<std::string> words;
  for (const auto& state : scheme.States())
    if (state != "closed") words.push_back("state." + state);
  for (const auto& outcome : scheme.Outcomes())
    if (outcome != "duplicate") words.push_back("outcome." + outcome);
  return words;
}

std::vector<std::string> Months() {
  std::vector<std::string> months;
  for (int month = 1; month <= 12; ++month) months.push_back(std::to_string(month));
  return months;
}

// « janvier »
std::string MonthName(const std::string& month) {
  const auto day = core::FrenchDay(
      core::Day{std::chrono::year{2026} / std::chrono::month{static_cast<unsigned>(std::stoul(month))} / 2});
  const auto from = day.find(' ') + 1;
  return day.substr(from, day.rfind(' ') - from);
}

}  // namespace

std::vector<figures::Dimension> DimensionsOf(const Teller& teller, bool everywhere) {
  std::vector<figures::Dimension> all{{"month", Months()}};
  for (const auto& dimension : teller.scheme.Data()["statistics"]["dimensions"].Items()) {
    const auto found = Sources().find(dimension.String());
    if (found == Sources().end()) continue;
    const auto& source = found->second;
    const std::string facet = source.facet;
    if (facet == "progress")
      all.push_back({facet, Progress(teller.scheme)});
    else if (facet != "service" || !everywhere)
      all.push_back(
          {facet, facet == "service" ? std::vector<std::string>() : ChoicesOf(teller.report, source.field)});
  }
  if (everywhere) all.push_back({"band", {"under_10", "10_49", "50_349", "350_999", "1000_over", "unknown"}});
  return all;
}

std::vector<figures::Dimension> QuestionsOf(const form::Card& card) {
  std::vector<figures::Dimension> all;
  for (const auto& name : card.Names())
    if (auto words = ChoicesOf(card, name); !words.empty()) all.push_back({name, std::move(words)});
  return all;
}

std::vector<Opinions> OpinionsIn(const Teller& teller, const Shown& shown) {
  std::vector<Opinions> all;
  if (shown.feedback)
    all.push_back({"feedback", teller.feedback, shown.feedback->page, &shown.feedback->words});
  if (shown.members) all.push_back({"members", teller.members, *shown.members, nullptr});
  return all;
}

std::string AnswerOf(const Teller& teller, const Opinions& opinions, const std::string& table,
                     const std::string& word) {
  if (word == "unsaid" || word == "other_word") return teller.Say(word);
  return opinions.card.ChoiceLabel(table, word);
}

std::string TitleOf(const Teller& teller, const std::string& table) { return teller.Say("table." + table); }

std::string LabelOf(const Teller& teller, const std::string& table, const std::string& word) {
  if (word == "unsaid" || word == "other_word") return teller.Say(word);
  if (table == "month") return MonthName(word);
  if (table == "band") return teller.Say("band." + word);
  if (table == "service") return word;
  if (word.starts_with("state.")) return teller.scheme.StateLabel(word.substr(6));
  if (word.starts_with("outcome.")) return teller.scheme.OutcomeLabel(word.substr(8));
  return teller.report.ChoiceLabel(FieldOf(table), word);
}

std::string ServiceLabel(const Teller& teller, const std::string& line) {
  const auto* found = teller.catalogue.Find(line);
  return found ? found->label : line;
}

std::string CountText(const Teller& teller, const std::optional<std::int64_t>& count) {
  return count ? std::to_string(*count) : teller.Say("hidden");
}

}  // namespace bilan

#include <algorithm>

#include "domain/scheme/checker.h"

namespace scheme {
namespace {

Checker::Words Units() { return {"days", "working_days", "months"}; }
// What is kept, each for a time of its own. What proceedings need is kept until the final decision.
Checker::Words Kept() {
  return {"draft",      "out_of_scope", "no_follow_up", "measures", "archive",
          "access_log", "accounting",   "leaving",      "incident"};
}

// The first, shorter one warns of the second.
void CheckOrder(Checker& check, const Node& deadlines, const char* first, const char* second) {
  const auto &early = deadlines[first], &late = deadlines[second];
  if (early["count"].value.IsInt() && late["count"].value.IsInt() &&
      early["unit"].value == late["unit"].value && early["count"].value.Int() >= late["count"].value.Int())
    check.Fault(early["count"], "fewer than deadlines." + std::string(second) + ".count",
                std::to_string(late["count"].value.Int() / 2));
}

void CheckKeptTime(Checker& check, const Node& rule) {
  if (!check.Object(rule, {"count", "unit", "least", "most", "source"})) return;
  check.OneOf(rule["unit"], {"days", "months"});
  check.Text(rule["source"], "référentiel de la CNIL, à valider par le responsable de traitement");
  if (!check.Whole(rule["least"], 0, 600, "1") || !check.Whole(rule["most"], 0, 600, "90")) return;
  check.Whole(rule["count"], rule["least"].value.Int(), rule["most"].value.Int(), rule.value.Text("least"));
}

// "{no_follow_up}" in the text stands for the time of that rule.
void CheckPlaces(Checker& check, const Node& text) {
  const auto& words = text.value.String();
  for (std::size_t at = 0; (at = words.find('{', at)) != std::string::npos; ++at) {
    const auto kept = Kept();
    const auto name = words.substr(at + 1, words.find('}', at) - at - 1);
    if (std::find(kept.begin(), kept.end(), name) == kept.end())
      check.Fault(text, "between { and } the name of one of retention.rules, not " + name, "\"{measures}\"");
  }
}

}  // namespace

Checker::Words Clocks() {
  return {"receipt",         "acknowledge",    "acknowledge_warning", "urgent",
          "meeting",         "admissibility",  "authority_reminder",  "authority_answer",
          "feedback",        "feedback_again", "retaliation_check",   "retaliation_last_check",
          "suspension",      "discipline",     "discrimination",      "rsu_consultation",
          "rsu_publication", "payment"};
}

void CheckDeadlines(Checker& check, const Node& root) {
  check.Bool(root["alsace_moselle"]);
  const auto deadlines = root["deadlines"];
  if (!check.Object(deadlines, Clocks())) return;
  for (const auto clock : Clocks()) {
    const auto deadline = deadlines[clock];
    if (!check.Object(deadline, {"count", "unit", "source"})) continue;
    check.Whole(deadline["count"], 0, 366, "15");
    check.OneOf(deadline["unit"], Units());
    check.Text(deadline["source"], "décret 2022-1284, article 4");
  }
  // Said to agents as a number of working days, and of months.
  check.OneOf(deadlines["acknowledge"]["unit"], {"working_days"});
  check.OneOf(deadlines["feedback"]["unit"], {"months"});
  CheckOrder(check, deadlines, "acknowledge_warning", "acknowledge");
  CheckOrder(check, deadlines, "authority_reminder", "authority_answer");
  CheckOrder(check, deadlines, "retaliation_check", "retaliation_last_check");
}

void CheckRetention(Checker& check, const Node& retention) {
  if (!check.Object(retention, {"rules", "proceedings", "printed", "text", "source"})) return;
  if (check.Object(retention["rules"], Kept()))
    for (const auto kept : Kept()) CheckKeptTime(check, retention["rules"][kept]);
  check.OneOf(retention["rules"]["draft"]["unit"], {"days"});
  check.OneOf(retention["proceedings"], {"until_final_decision"});
  check.TextOrEmpty(retention["printed"],
                    "Les données sont conservées pendant la durée de la présente convention.");
  check.Text(retention["source"], "référentiel de la CNIL, à valider par le responsable de traitement");
  if (check.Text(retention["text"], "Chaque dossier est gardé {no_follow_up} s’il n’a pas de suite."))
    CheckPlaces(check, retention["text"]);
}

}  // namespace scheme

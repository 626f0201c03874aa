#include <algorithm>

#include "domain/scheme/checker.h"

namespace scheme {

void CheckStates(Checker& check, const Node& root) {
  Checker::Words actors{"reporter"};
  if (root["role_labels"].value.IsObject())
    for (const auto& [role, label] : root["role_labels"].value.Members()) actors.push_back(role);
  const auto phases = check.List(
      root["phases"], 1, "[{\"id\": \"intake\", \"title\": \"…\", \"by\": \"reporter\", \"text\": \"…\"}]");
  const auto phase_ids = check.Ids(phases);
  for (const auto& phase : phases) {
    if (!check.Object(phase, {"id", "title", "by", "text"})) continue;
    check.Text(phase["title"], "Recueil du signalement");
    check.OneOf(phase["by"], actors);
    check.Text(phase["text"], "Le référent lit votre signalement.");
  }
  const auto states = check.List(
      root["states"], 3,
      "[{\"id\": \"received\", \"phase\": \"intake\", \"label\": \"Reçu\", \"reporter_label\": \"…\"}]");
  const auto ids = check.Ids(states);
  for (const auto& state : states) {
    if (!check.Object(state, {"id", "phase", "label", "reporter_label"})) continue;
    if (state.value.Text("id") != "closed") check.OneOf(state["phase"], {phase_ids.begin(), phase_ids.end()});
    check.Text(state["label"], "En cours d’examen");
    check.Text(state["reporter_label"], "Votre signalement est bien arrivé");
  }
  if (!ids.empty() && (ids.front() != "received" || ids.back() != "closed" ||
                       std::find(ids.begin(), ids.end(), "acknowledged") == ids.end()))
    check.Fault(root["states"], "\"received\" first, \"acknowledged\" among them and \"closed\" last",
                "received, acknowledged, assessment, treatment, closed");
  const auto outcomes =
      check.List(root["outcomes"], 1,
                 "[{\"id\": \"measures\", \"kept\": \"measures\", \"label\": \"Des mesures ont été prises\"}]");
  const auto outcome_ids = check.Ids(outcomes);
  if (!outcome_ids.empty() &&
      std::find(outcome_ids.begin(), outcome_ids.end(), "duplicate") == outcome_ids.end())
    check.Fault(root["outcomes"], "\"duplicate\" among them, for a report received twice",
                "{\"id\": \"duplicate\", \"kept\": \"no_follow_up\", \"label\": \"Doublon\"}");
  for (const auto& outcome : outcomes) {
    if (!check.Object(outcome, {"id", "kept", "label"})) continue;
    check.Text(outcome["label"], "Des mesures ont été prises");
    check.OneOf(outcome["kept"], {"measures", "no_follow_up", "out_of_scope"});
  }
}

}  // namespace scheme

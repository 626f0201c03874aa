// Incidents as they are kept, and what their steps say of them.
#include <algorithm>
#include <map>

#include "domain/provider/incidents.h"

namespace provider {
namespace {

std::map<std::int64_t, std::vector<Step>> StepsOf(store::Db& db) {
  std::map<std::int64_t, std::vector<Step>> steps;
  auto query = db.Prepare(
      "SELECT s.incident_id, s.act, s.day, s.text, s.contested, s.decision, s.cents, s.computation, a.name "
      "FROM provider_incident_step s JOIN account a ON a.id = s.made_by ORDER BY s.id");
  while (query.Step()) {
    Step one{query.Text(1), core::FromDayNumber(query.Int(2)),
             query.Text(3), query.Int(4) != 0,
             query.Text(5), {},
             query.Text(7), query.Text(8)};
    if (!query.IsNull(6)) one.cents = query.Int(6);
    steps[query.Int(0)].push_back(std::move(one));
  }
  return steps;
}

}  // namespace

std::string Incident::State() const {
  if (steps.empty()) return told_by ? "told" : "open";
  const auto& last = steps.back();
  if (last.act == "close") return "closed";
  if (last.act == "decide") return "decided";
  return last.contested ? "contested" : "open";
}

const Step* Incident::Last(std::string_view act) const {
  const auto found =
      std::find_if(steps.rbegin(), steps.rend(), [&](const auto& one) { return one.act == act; });
  return found == steps.rend() ? nullptr : &*found;
}

bool Incident::Allows(std::string_view act) const {
  const auto state = State();
  if (state == "closed") return false;
  if (act == "ask") return !Last("ask");
  if (act == "close") return state == "decided";
  return act == "answer" || act == "decide";
}

std::vector<Incident> Incidents(store::Db& db) {
  auto steps = StepsOf(db);
  std::vector<Incident> incidents;
  auto query = db.Prepare(
      "SELECT i.id, i.commitment, i.provider, i.promised, i.collectivite_id, i.happened_on, i.facts, c.name, "
      "i.told_by, a.name, i.received_on FROM provider_incident i LEFT JOIN collectivite c ON c.id = "
      "i.collectivite_id LEFT JOIN account a ON a.id = i.told_by ORDER BY i.id DESC");
  while (query.Step()) {
    Incident one;
    one.id = query.Int(0);
    one.fault = {query.Text(1), query.Text(2), query.Text(3), query.Int(4), core::FromDayNumber(query.Int(5)),
                 query.Text(6)};
    one.collectivite = query.Text(7);
    one.told_by = query.Int(8);
    one.teller = query.Text(9);
    one.received_on = core::FromDayNumber(query.Int(10));
    if (const auto found = steps.find(one.id); found != steps.end()) one.steps = std::move(found->second);
    incidents.push_back(std::move(one));
  }
  return incidents;
}

std::optional<Incident> Find(store::Db& db, std::int64_t id) {
  for (auto& one : Incidents(db))
    if (one.id == id) return std::move(one);
  return std::nullopt;
}

}  // namespace provider

#include "domain/provider/incidents.h"

#include <algorithm>
#include <map>

#include "domain/calendar/calendar.h"
#include "domain/casefile/journal.h"
#include "domain/outbox/outbox.h"
#include "lib/core/text.h"

namespace provider {
namespace {

constexpr std::size_t kMostText = 4000;

void Log(store::Db& db, const std::string& what, std::int64_t id, const people::Account& by,
         core::Instant now) {
  casefile::Append(db,
                   {now, by.id, 0,
                    json::Value::MakeObject(
                        {{"what", "incident_" + what}, {"who", by.name}, {"detail", std::to_string(id)}})},
                   nullptr);
}

// Refusals of fields, one for each.
class Told {
 public:
  void Add(const std::string& field, const std::string& reason) {
    if (std::none_of(all_.begin(), all_.end(), [&](const auto& one) { return one.field == field; }))
      all_.push_back({core::Kind::kInvalid, field, field + "." + reason});
  }
  void AddText(const std::string& field, const std::string& text) {
    if (core::Trim(text).empty()) Add(field, "required");
    if (core::Length(text) > kMostText) Add(field, "too_long");
  }
  core::Refusals Take() { return std::move(all_); }

 private:
  core::Refusals all_;
};

// The fault with what the scheme says of its commitment; none when it has no such commitment, or provider.
std::optional<Fault> Settled(const scheme::Scheme& scheme, Fault fault) {
  if (fault.commitment.empty()) {
    const auto names = ProvidersOf(scheme);
    if (std::find(names.begin(), names.end(), fault.provider) == names.end()) return std::nullopt;
    return fault;
  }
  const auto all = CommitmentsOf(scheme);
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id == fault.commitment; });
  if (found == all.end()) return std::nullopt;
  fault.provider = found->provider;
  fault.promised = found->text;
  return fault;
}

std::optional<std::int64_t> ToldToday(store::Db& db, const Fault& fault, std::int64_t by, core::Day today) {
  auto query = db.Prepare(
      "SELECT id FROM provider_incident WHERE told_by = ?1 AND received_on = ?2 AND commitment = ?3 AND "
      "provider = ?4 AND collectivite_id = ?5 AND happened_on = ?6 AND facts = ?7");
  query.Bind(by, core::DayNumber(today), fault.commitment, fault.provider, fault.collectivite_id,
             core::DayNumber(fault.happened_on), fault.facts);
  return query.Step() ? std::optional(query.Int(0)) : std::nullopt;
}

void JudgeDecision(const scheme::Scheme& scheme, const Incident& incident, const Step& step, Told& told) {
  if (std::find(std::begin(kDecisions), std::end(kDecisions), step.decision) == std::end(kDecisions))
    return told.Add("decision", "required");
  const bool penalty = step.decision == "penalty";
  if (penalty || step.decision == "termination") {
    const auto* asked = incident.Last("ask");
    if (!asked)
      told.Add("decision", "unheard");
    else if (!incident.Last("answer") && step.day <= AnswerBy(scheme, asked->day))
      told.Add("decision", "early");
  }
  if (!penalty) return;
  if (step.cents.value_or(0) <= 0) told.Add("amount", "required");
  told.AddText("computation", step.computation);
}

void Insert(store::Db& db, std::int64_t id, const Step& step, std::int64_t by) {
  const bool decides = step.act == "decide", penalty = decides && step.decision == "penalty";
  db.Prepare(
        "INSERT INTO provider_incident_step (incident_id, act, day, made_by, text, contested, decision, "
        "cents, "
        "computation) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")
      .Bind(id, step.act, core::DayNumber(step.day), by, step.text, step.act == "answer" && step.contested,
            decides ? step.decision : "", penalty ? step.cents : std::nullopt,
            penalty ? step.computation : std::string())
      .Run();
}

std::optional<core::Day> LastDay(const scheme::Scheme& scheme, const Incident& incident) {
  if (incident.State() != "closed") return std::nullopt;
  auto since = incident.steps.back().day;
  if (const auto until = core::ParseDay(scheme.Data()["contract"].Text("until")))
    since = std::max(since, *until);
  const auto time = scheme.KeepingOf("incident");
  return time.unit == scheme::Unit::kMonths ? calendar::AddMonths(since, time.count)
                                            : since + std::chrono::days{time.count};
}

std::vector<std::int64_t> Over(store::Db& db, const scheme::Scheme& scheme, core::Day today) {
  std::vector<std::int64_t> over;
  for (const auto& incident : Incidents(db))
    if (const auto last = LastDay(scheme, incident); last && *last < today) over.push_back(incident.id);
  return over;
}

}  // namespace

core::Refusals Wrong(store::Db& db, const scheme::Scheme& scheme, const Fault& fault,
                     const people::Account& by, core::Day today) {
  Told told;
  if (!Settled(scheme, fault)) told.Add("commitment", "unknown");
  if (fault.collectivite_id && people::CollectiviteName(db, fault.collectivite_id).empty())
    told.Add("collectivite", "unknown");
  if (!fault.collectivite_id && !by.Is("manager")) told.Add("collectivite", "required");
  if (fault.happened_on > today) told.Add("happened_on", "future");
  told.AddText("facts", fault.facts);
  return told.Take();
}

core::Refusals Wrong(const scheme::Scheme& scheme, const Incident& incident, const Step& step,
                     core::Day today) {
  Told told;
  if (step.day > today) told.Add("day", "future");
  const auto before = incident.steps.empty() ? incident.fault.happened_on : incident.steps.back().day;
  if (step.day < before) told.Add("day", "before");
  if (step.act == "decide") JudgeDecision(scheme, incident, step, told);
  told.AddText("text", step.text);
  return told.Take();
}

core::Result<std::int64_t> Tell(store::Db& db, const scheme::Scheme& scheme, const Fault& told,
                                const people::Account& by, core::Instant now) {
  const auto today = core::LocalDay(now);
  if (const auto wrong = Wrong(db, scheme, told, by, today); !wrong.empty())
    return tl::make_unexpected(wrong.front());
  const auto fault = Settled(scheme, told);
  const bool office = by.Is("manager");
  store::Transaction transaction(db);
  if (const auto known = office ? std::nullopt : ToldToday(db, *fault, by.id, today)) return *known;
  const auto place = fault->collectivite_id ? std::optional(fault->collectivite_id) : std::nullopt;
  db.Prepare(
        "INSERT INTO provider_incident (provider, commitment, promised, collectivite_id, told_by, "
        "happened_on, "
        "received_on, facts) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
      .Bind(fault->provider, fault->commitment, fault->promised, place,
            office ? std::nullopt : std::optional(by.id), core::DayNumber(fault->happened_on),
            core::DayNumber(today), fault->facts)
      .Run();
  const auto id = db.LastId();
  if (!office) outbox::TellManagers(db, "incident_told", today);
  Log(db, "told", id, by, now);
  transaction.Commit();
  return id;
}

core::Result<void> Do(store::Db& db, const scheme::Scheme& scheme, std::int64_t id, const Step& step,
                      const people::Account& by, core::Instant now) {
  const auto today = core::LocalDay(now);
  store::Transaction transaction(db);
  const auto incident = Find(db, id);
  if (!incident) return core::Refuse(core::Kind::kNotFound, "", "incident.unknown");
  if (!incident->Allows(step.act)) return core::Refuse(core::Kind::kConflict, "", "incident.not_now");
  if (const auto wrong = Wrong(scheme, *incident, step, today); !wrong.empty())
    return tl::make_unexpected(wrong.front());
  Insert(db, id, step, by.id);
  if (incident->told_by) outbox::TellAccount(db, "incident_news", incident->told_by, today);
  Log(db, step.act, id, by, now);
  transaction.Commit();
  return {};
}

std::vector<Count> CountsOf(const std::vector<Incident>& incidents, int year) {
  std::map<std::string, Count> counts;
  for (const auto& one : incidents) {
    if (std::chrono::year_month_day{one.fault.happened_on}.year() != std::chrono::year{year}) continue;
    const auto* decided = one.Last("decide");
    auto& count = counts[decided ? decided->decision : ""];
    ++count.incidents;
    if (decided) count.cents += decided->cents.value_or(0);
  }
  std::vector<Count> list;
  for (const auto& word : {"", "none", "reminder", "penalty", "termination"})
    if (const auto found = counts.find(word); found != counts.end()) {
      found->second.decision = word;
      list.push_back(found->second);
    }
  return list;
}

std::int64_t DueToForget(store::Db& db, const scheme::Scheme& scheme, core::Day today) {
  return static_cast<std::int64_t>(Over(db, scheme, today).size());
}

std::int64_t Forget(store::Db& db, const scheme::Scheme& scheme, core::Instant now) {
  store::Transaction transaction(db);
  const auto over = Over(db, scheme, core::LocalDay(now));
  if (over.empty()) return 0;
  for (const auto id : over) db.Prepare("DELETE FROM provider_incident WHERE id = ?1").Bind(id).Run();
  const auto entry = json::Value::MakeObject(
      {{"what", "incidents_erased"}, {"who", ""}, {"detail", std::to_string(over.size())}});
  casefile::Append(db, {now, 0, 0, entry}, nullptr);
  transaction.Commit();
  return static_cast<std::int64_t>(over.size());
}

}  // namespace provider

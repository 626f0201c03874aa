#include "domain/casefile/taking_over.h"

#include "domain/casefile/case_state.h"

namespace casefile {
namespace {

core::Day DayOf(const scheme::Act& act, const TakenDown& taken) {
  const auto acknowledged = taken.acknowledged_on.value_or(taken.received_on);
  return act.id == "acknowledge" ? acknowledged : taken.state_on.value_or(acknowledged);
}

}  // namespace

void Advance(const scheme::Scheme& scheme, const TakenDown& taken, Header& header) {
  const auto behind = scheme.BehindState(taken.state);
  for (const auto* act : behind.acts) {
    header.done.push_back(act->id);
    ++header.papers;
    for (const auto& clock : ClocksEndedBy(act->id)) header.clocks.erase(clock);
    for (const auto& clock : act->starts) header.clocks[clock] = scheme.Due(clock, DayOf(*act, taken));
  }
  for (const auto& consent : behind.given) header.consents[consent] = "given";
  for (const auto& consent : behind.asked) header.consents[consent] = "asked";
  if (behind.victim_agreed && header.quality != "victim") header.consents["victim"] = "given";
}

void KeepSteps(store::Db& db, const scheme::Scheme& scheme, const TakenDown& taken, const Filed& filed,
               const vault::Key& key, core::Day today) {
  std::int64_t n = 0;
  for (const auto* act : scheme.BehindState(taken.state).acts) {
    const auto paper = json::Value::MakeObject(
        {{"act", act->id},
         {"by", taken.who},
         {"name", ""},
         {"content", json::Value::MakeObject({{"taken_over", taken.former_number}})}});
    const auto sealed = SealJson(key, Context(filed.number, "paper", ++n), paper);
    db.Prepare("INSERT INTO paper (case_id, n, made_on, sealed) VALUES (?1, ?2, ?3, ?4)")
        .Bind(filed.case_id, n, core::DayNumber(DayOf(*act, taken)), store::Blob{sealed})
        .Run();
    Append(db,
           {Midnight(today), taken.account_id, filed.case_id,
            json::Value::MakeObject({{"what", "taken_over"}, {"who", taken.who}, {"detail", act->id}})},
           &key);
  }
}

}  // namespace casefile

// What may be done to an opened case.
#include <algorithm>

#include "domain/calendar/calendar.h"
#include "domain/casefile/case_state.h"

namespace casefile {
namespace {

bool Has(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

tl::unexpected<core::Refusal> Forbidden() {
  return core::Refuse(core::Kind::kForbidden, "", "case.not_yours");
}

}  // namespace

core::Result<Message> Case::Post(std::string_view text, std::string_view once, core::Instant now) {
  const auto today = core::LocalDay(now);
  Message sent;
  auto done = state_->Act(0, now, [&]() -> core::Result<void> {
    if (!once.empty()) {
      const auto hash = state_->OnceHash(once, text);
      auto before = state_->db.Prepare("SELECT n FROM message WHERE case_id = ?1 AND once_hash = ?2");
      before.Bind(state_->id, store::Blob{hash});
      if (before.Step()) {
        sent.n = before.Int(0);
        return core::Refuse(core::Kind::kConflict, "once", "message.sent_before");
      }
    }
    sent = state_->Insert(state_->actor.role, std::string(text), once, today);
    if (!state_->actor.IsReporter()) state_->Log(now, "message");
    return {};
  });
  if (!done && sent.n == 0) return tl::make_unexpected(done.error());
  if (!done) return Messages(sent.n - 1).front();  // the same form sent again
  return sent;
}

core::Result<void> Case::Acknowledge(std::int64_t seen_version, core::Instant now) {
  if (state_->actor.IsReporter()) return Forbidden();
  return state_->Act(seen_version, now, [&]() -> core::Result<void> {
    auto& header = state_->header;
    if (header.acknowledged_on) return core::Refuse(core::Kind::kConflict, "", "case.acknowledged_before");
    header.acknowledged_on = core::LocalDay(now);
    if (header.state == "received") header.state = "acknowledged";
    state_->Tell("system.acknowledged", "", now);
    state_->Log(now, "acknowledged");
    return {};
  });
}

core::Result<void> Case::AskIdentity(std::string_view reason, std::int64_t seen_version, core::Instant now) {
  if (state_->actor.IsReporter()) return Forbidden();
  return state_->Act(seen_version, now, [&]() -> core::Result<void> {
    if (state_->header.closed_on) return core::Refuse(core::Kind::kConflict, "", "case.closed_before");
    if (state_->header.identity_asked)
      return core::Refuse(core::Kind::kConflict, "", "case.identity_asked_before");
    state_->header.identity_asked = true;
    state_->header.identity_reason = reason;
    state_->Tell("system.identity_asked", std::string(reason), now);
    state_->Log(now, "identity_asked", reason);
    return {};
  });
}

core::Result<void> Case::SetState(const scheme::Scheme& scheme, std::string_view to, std::string_view reason,
                                  std::int64_t seen_version, core::Instant now) {
  if (state_->actor.IsReporter()) return Forbidden();
  if (!Has(scheme.States(), to) || to == "received" || to == "closed")
    return core::Refuse("state", "state.unknown");
  return state_->Act(seen_version, now, [&]() -> core::Result<void> {
    auto& header = state_->header;
    const bool reopens = header.closed_on.has_value();
    header.state = to;
    header.reason = reason;
    header.closed_on.reset();
    header.outcome.clear();
    if (!header.acknowledged_on) header.acknowledged_on = core::LocalDay(now);
    state_->Tell(reopens ? "system.reopened" : "system.state", std::string(to), now);
    state_->Log(now, reopens ? "reopened" : "state", std::string(to) + "\n" + std::string(reason));
    return {};
  });
}

core::Result<void> Case::Close(const scheme::Scheme& scheme, std::string_view outcome,
                               std::string_view reason, std::int64_t seen_version, core::Instant now) {
  if (state_->actor.IsReporter()) return Forbidden();
  if (!Has(scheme.Outcomes(), outcome)) return core::Refuse("outcome", "outcome.unknown");
  return state_->Act(seen_version, now, [&]() -> core::Result<void> {
    auto& header = state_->header;
    if (header.closed_on) return core::Refuse(core::Kind::kConflict, "", "case.closed_before");
    header.state = "closed";
    header.outcome = outcome;
    header.reason = reason;
    header.closed_on = core::LocalDay(now);
    state_->Tell("system.closed", std::string(outcome) + "\n" + std::string(reason), now);
    state_->Log(now, "closed", outcome);
    return {};
  });
}

core::Result<void> Case::AddNote(std::string_view text, core::Instant now) {
  if (state_->actor.IsReporter()) return Forbidden();
  auto own = state_->db.Prepare("SELECT public_key FROM account WHERE id = ?1");
  own.Bind(state_->actor.account_id);
  own.Step();
  const auto sealed = vault::SealTo(own.Bytes(0), text);
  own.Reset();
  store::Transaction transaction(state_->db);
  state_->db.Prepare("INSERT INTO note (case_id, account_id, written_on, sealed) VALUES (?1, ?2, ?3, ?4)")
      .Bind(state_->id, state_->actor.account_id, core::DayNumber(core::LocalDay(now)), store::Blob{sealed})
      .Run();
  state_->Log(now, "note");
  transaction.Commit();
  return {};
}

}  // namespace casefile

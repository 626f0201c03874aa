// What may be done to an opened case.
#include "domain/casefile/case_state.h"

namespace casefile {
namespace {

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
    if (state_->header.closed_on) state_->header.kept_since = today;
    if (!state_->actor.IsReporter()) {
      state_->Log(now, "message");
      // Whoever writes after the closing asks how the person fares: the check that was due is made.
      if (state_->header.closed_on && state_->header.Deadline() <= today)
        state_->header.clocks.erase(state_->header.DeadlineRule());
    }
    return {};
  });
  if (!done && sent.n == 0) return tl::make_unexpected(done.error());
  if (!done) return Messages(sent.n - 1).front();  // the same form sent again
  return sent;
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

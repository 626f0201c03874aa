#include "domain/casefile/visit.h"

namespace casefile {

core::Refusal NoSession() { return {core::Kind::kForbidden, "", "session.none"}; }

core::Result<Case> OpenOwn(store::Db& db, std::string_view cookie, core::Instant now) {
  const auto session = people::FindSession(db, people::SessionKind::kCase, cookie, now);
  if (!session) return tl::make_unexpected(NoSession());
  return Case::OpenAsReporter(db, *session);
}

core::Result<Case> OpenAtDesk(store::Db& db, std::string_view cookie, std::string_view number,
                              core::Instant now) {
  const auto session = people::FindSession(db, people::SessionKind::kDesk, cookie, now);
  const auto account = session ? people::FindAccount(db, session->subject_id) : std::nullopt;
  if (!account) return tl::make_unexpected(NoSession());
  return Case::OpenAsReader(db, *account, session->keys, number);
}

}  // namespace casefile

#include "domain/access/access.h"
#include "domain/access/prolonging.h"
#include "domain/access/secrets.h"

namespace people {
namespace {

using std::chrono::hours;

const char* KindName(SessionKind kind) {
  return kind == SessionKind::kCase ? "case" : kind == SessionKind::kDesk ? "desk" : "letter";
}

std::string Context(SessionKind kind, std::int64_t subject_id) {
  return std::string("session/") + KindName(kind) + "/" + std::to_string(subject_id);
}

std::string HashOf(std::string_view cookie) { return vault::Hash("session hash", cookie); }

std::int64_t Seconds(core::Instant instant) { return instant.time_since_epoch().count(); }

core::Instant EndOf(SessionKind kind, core::Instant now) {
  if (kind == SessionKind::kDesk) return now + kDeskLasts;
  return std::chrono::ceil<std::chrono::days>(now + hours{20});
}

// The row (subject_id, wrapped_secret) of a session whose account is still active; a case is looked for by
// its own room.
std::optional<store::Query> FindRow(store::Db& db, SessionKind kind, std::string_view cookie,
                                    core::Instant now) {
  if (cookie.empty()) return std::nullopt;
  const std::string hash = HashOf(cookie);
  auto query = db.Prepare(
      "SELECT subject_id, wrapped_secret FROM session WHERE token_hash = ?1 AND kind = ?2 AND expires_at > ?3"
      " AND (kind <> 'desk' OR EXISTS (SELECT 1 FROM account WHERE id = subject_id AND active = 1))");
  query.Bind(store::Blob{hash}, KindName(kind), Seconds(now));
  if (!query.Step()) return std::nullopt;
  return query;
}

bool IsPasswordOf(store::Db& db, std::int64_t account_id, std::string_view password) {
  auto query = db.Prepare("SELECT salt, wrapped_secret FROM account WHERE id = ?1");
  query.Bind(account_id);
  return query.Step() &&
         UnwrapForPassword(account_id, vault::Stretch(password, query.Bytes(0)), query.Bytes(1)).has_value();
}

}  // namespace

std::string OpenSession(store::Db& db, SessionKind kind, std::int64_t subject_id,
                        const vault::Key& secret_key, core::Instant now) {
  const std::string cookie = vault::RandomToken();
  const std::string hash = HashOf(cookie);
  const std::string wrapped = vault::EncryptExact(vault::Derive("session key", cookie),
                                                  Context(kind, subject_id), secret_key.Bytes());
  db.Prepare("DELETE FROM session WHERE expires_at <= ?1").Bind(Seconds(now)).Run();
  db.Prepare(
        "INSERT INTO session (token_hash, kind, subject_id, wrapped_secret, expires_at) VALUES (?1, ?2, ?3, "
        "?4, ?5)")
      .Bind(store::Blob{hash}, KindName(kind), subject_id, store::Blob{wrapped}, Seconds(EndOf(kind, now)))
      .Run();
  return cookie;
}

std::optional<std::int64_t> FindSubject(store::Db& db, SessionKind kind, std::string_view cookie,
                                        core::Instant now) {
  const auto row = FindRow(db, kind, cookie, now);
  return row ? std::optional(row->Int(0)) : std::nullopt;
}

std::optional<Session> FindSession(store::Db& db, SessionKind kind, std::string_view cookie,
                                   core::Instant now) {
  const auto row = FindRow(db, kind, cookie, now);
  if (!row) return std::nullopt;
  const std::int64_t subject_id = row->Int(0);
  const auto secret =
      vault::DecryptExact(vault::Derive("session key", cookie), Context(kind, subject_id), row->Bytes(1));
  if (!secret) return std::nullopt;
  return Session{subject_id, vault::KeyPair::FromSecret(vault::Key::FromBytes(*secret))};
}

std::optional<core::Instant> DeskEnd(store::Db& db, std::string_view cookie, core::Instant now) {
  if (!FindSubject(db, SessionKind::kDesk, cookie, now)) return std::nullopt;
  const std::string hash = HashOf(cookie);
  auto query = db.Prepare("SELECT expires_at FROM session WHERE token_hash = ?1");
  query.Bind(store::Blob{hash});
  if (!query.Step()) return std::nullopt;
  return core::Instant{std::chrono::seconds{query.Int(0)}};
}

std::string NearDeskEnd(store::Db& db, std::string_view cookie, core::Instant now) {
  const auto end = DeskEnd(db, cookie, now);
  return end && *end - now <= kDeskEndIsNear ? core::FrenchTime(*end) : "";
}

core::Result<core::Instant> ProlongDesk(store::Db& db, std::string_view cookie, std::string_view password,
                                        core::Instant now) {
  const auto none = core::Refuse(core::Kind::kForbidden, "", "session.none");
  const auto account_id = FindSubject(db, SessionKind::kDesk, cookie, now);
  if (!account_id) return none;
  if (!IsPasswordOf(db, *account_id, password))
    return core::Refuse(core::Kind::kForbidden, "password", "prolong.refused");
  // Not one that was closed while the password was looked at.
  const std::string hash = HashOf(cookie);
  const core::Instant end = EndOf(SessionKind::kDesk, now);
  db.Prepare("UPDATE session SET expires_at = ?2 WHERE token_hash = ?1")
      .Bind(store::Blob{hash}, Seconds(end))
      .Run();
  if (db.Changes() != 1) return none;
  return end;
}

void CloseSession(store::Db& db, std::string_view cookie) {
  const std::string hash = HashOf(cookie);
  db.Prepare("DELETE FROM session WHERE token_hash = ?1").Bind(store::Blob{hash}).Run();
}

void CloseSessions(store::Db& db, SessionKind kind, std::int64_t subject_id) {
  db.Prepare("DELETE FROM session WHERE kind = ?1 AND subject_id = ?2")
      .Bind(KindName(kind), subject_id)
      .Run();
}

void ForgetExpired(store::Db& db, core::Instant now) {
  for (const char* table : {"session", "invitation"})
    db.Prepare(std::string("DELETE FROM ") + table + " WHERE expires_at <= ?1").Bind(Seconds(now)).Run();
}

}  // namespace people

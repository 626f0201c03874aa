#include "domain/access/access.h"
#include "domain/access/secrets.h"

namespace people {
namespace {

constexpr std::chrono::days kInvitationLife{7};
constexpr int kRecoveryCodes = 5;

std::string HashOf(std::string_view token) { return vault::Hash("invitation hash", token); }

std::int64_t Seconds(core::Instant instant) { return instant.time_since_epoch().count(); }

tl::unexpected<core::Refusal> Unknown() {
  return core::Refuse(core::Kind::kNotFound, "", "invitation.unknown");
}

// What only the former keys could open is of no use to anyone any more.
void ForgetFormerKeys(store::Db& db, std::int64_t account_id) {
  for (const char* table :
       {"case_grant", "identity_grant", "note", "callback", "case_link", "figure_grant", "recovery"}) {
    db.Prepare(std::string("DELETE FROM ") + table + " WHERE account_id = ?1").Bind(account_id).Run();
  }
  CloseSessions(db, SessionKind::kDesk, account_id);
}

Joined AddRecoveryCodes(store::Db& db, std::int64_t account_id, const Secrets& secrets) {
  Joined joined;
  auto insert =
      db.Prepare("INSERT INTO recovery (account_id, code_hash, wrapped_secret) VALUES (?1, ?2, ?3)");
  for (int i = 0; i < kRecoveryCodes; ++i) {
    joined.recovery_codes.push_back(NewRecoveryCode());
    const std::string code = ReadRecoveryCode(joined.recovery_codes.back());
    const std::string hash = RecoveryHash(account_id, code);
    const std::string wrapped = WrapForRecovery(account_id, code, secrets);
    insert.Bind(account_id, store::Blob{hash}, store::Blob{wrapped}).Run();
  }
  return joined;
}

}  // namespace

std::string Invite(store::Db& db, std::int64_t account_id, core::Instant now) {
  const std::string token = vault::RandomToken();
  const std::string hash = HashOf(token);
  store::Transaction transaction(db);
  db.Prepare("DELETE FROM invitation WHERE account_id = ?1 OR expires_at <= ?2")
      .Bind(account_id, Seconds(now))
      .Run();
  db.Prepare("INSERT INTO invitation (token_hash, account_id, expires_at) VALUES (?1, ?2, ?3)")
      .Bind(store::Blob{hash}, account_id, Seconds(now + kInvitationLife))
      .Run();
  transaction.Commit();
  return token;
}

std::optional<Account> FindInvitation(store::Db& db, std::string_view token, core::Instant now) {
  const std::string hash = HashOf(token);
  auto query = db.Prepare("SELECT account_id FROM invitation WHERE token_hash = ?1 AND expires_at > ?2");
  query.Bind(store::Blob{hash}, Seconds(now));
  if (!query.Step()) return std::nullopt;
  auto account = FindAccount(db, query.Int(0));
  return account && account->active ? account : std::nullopt;
}

std::string InvitationTotp(std::string_view token) {
  return vault::Hash("invitation totp", token).substr(0, 20);
}

core::Result<Joined> AcceptInvitation(store::Db& db, std::string_view token, std::string_view password,
                                      std::string_view totp, core::Instant now) {
  const auto account = FindInvitation(db, token, now);
  if (!account) return Unknown();
  if (auto checked = CheckPassword(password, *account); !checked) return tl::make_unexpected(checked.error());
  const std::string totp_secret = InvitationTotp(token);
  const auto step = vault::CheckTotp(totp_secret, totp, now, 0);
  if (!step) return core::Refuse("totp", "totp.wrong");

  const vault::KeyPair pair = vault::KeyPair::Generate();
  const Secrets secrets{pair.secret_key, totp_secret};
  const std::string salt = vault::NewSalt();
  const std::string wrapped = WrapForPassword(account->id, vault::Stretch(password, salt), secrets);
  const std::string hash = HashOf(token);

  store::Transaction transaction(db);
  db.Prepare("DELETE FROM invitation WHERE token_hash = ?1").Bind(store::Blob{hash}).Run();
  if (db.Changes() != 1) return Unknown();  // someone else was quicker
  ForgetFormerKeys(db, account->id);
  db.Prepare(
        "UPDATE account SET public_key = ?2, salt = ?3, wrapped_secret = ?4, last_totp_step = ?5 WHERE id = "
        "?1 AND active = 1")
      .Bind(account->id, store::Blob{pair.public_key}, store::Blob{salt}, store::Blob{wrapped}, *step)
      .Run();
  if (db.Changes() != 1) return Unknown();
  Joined joined = AddRecoveryCodes(db, account->id, secrets);
  transaction.Commit();
  return joined;
}

}  // namespace people

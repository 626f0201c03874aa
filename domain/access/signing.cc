#include "domain/access/access.h"
#include "domain/access/secrets.h"

namespace people {
namespace {

// A salt to work on when there is no account, so that the refusal takes as long.
constexpr std::string_view kNobodysSalt = "no such account.";

struct Locked {
  std::int64_t id = 0;
  std::string salt, wrapped;
  std::int64_t last_totp_step = 0;
};

std::optional<Locked> FindLocked(store::Db& db, std::string_view login) {
  auto query = db.Prepare(
      "SELECT id, salt, wrapped_secret, last_totp_step FROM account"
      " WHERE login = ?1 AND active = 1 AND public_key IS NOT NULL");
  query.Bind(login);
  if (!query.Step()) return std::nullopt;
  return Locked{query.Int(0), query.Bytes(1), query.Bytes(2), query.Int(3)};
}

tl::unexpected<core::Refusal> SignInRefused() {
  return core::Refuse(core::Kind::kForbidden, "", "sign_in.refused");
}

tl::unexpected<core::Refusal> RecoveryRefused() {
  return core::Refuse(core::Kind::kForbidden, "", "recovery.refused");
}

struct Opened {
  std::string hash;
  Secrets secrets;
};

std::optional<Opened> OpenRecovery(store::Db& db, std::int64_t account_id, std::string_view typed) {
  const std::string code = ReadRecoveryCode(typed);
  std::string hash = RecoveryHash(account_id, code);
  auto query = db.Prepare("SELECT wrapped_secret FROM recovery WHERE account_id = ?1 AND code_hash = ?2");
  query.Bind(account_id, store::Blob{hash});
  if (!query.Step()) return std::nullopt;
  auto secrets = UnwrapForRecovery(account_id, code, query.Bytes(0));
  if (!secrets) return std::nullopt;
  return Opened{std::move(hash), std::move(*secrets)};
}

}  // namespace

core::Result<SignedIn> SignIn(store::Db& db, std::string_view login, std::string_view password,
                              std::string_view totp, core::Instant now) {
  const auto locked = FindLocked(db, login);
  const vault::Key key = vault::Stretch(password, locked ? std::string_view(locked->salt) : kNobodysSalt);
  if (!locked) return SignInRefused();
  const auto secrets = UnwrapForPassword(locked->id, key, locked->wrapped);
  if (!secrets) return SignInRefused();
  const auto step = vault::CheckTotp(secrets->totp, totp, now, locked->last_totp_step);
  if (!step) return SignInRefused();

  // A one-time code works once: of two simultaneous uses, one changes the row. The wrap is compared too, in
  // case the password changed meanwhile.
  db.Prepare(
        "UPDATE account SET last_totp_step = ?2 WHERE id = ?1 AND last_totp_step < ?2 AND active = 1 AND "
        "wrapped_secret = ?3")
      .Bind(locked->id, *step, store::Blob{locked->wrapped})
      .Run();
  if (db.Changes() != 1) return SignInRefused();
  auto account = FindAccount(db, locked->id);
  if (!account) return SignInRefused();
  return SignedIn{std::move(*account), vault::KeyPair::FromSecret(secrets->secret_key)};
}

core::Result<Recovered> Recover(store::Db& db, std::string_view login, std::string_view recovery_code,
                                std::string_view new_password) {
  // What the password alone tells comes first: it says nothing about the account.
  Account typed;
  typed.login = login;
  if (auto checked = CheckPassword(new_password, typed); !checked)
    return tl::make_unexpected(checked.error());
  const std::string salt = vault::NewSalt();
  const vault::Key key = vault::Stretch(new_password, salt);

  // One transaction from the first look on: of two uses of a code at the same time, the second finds none.
  store::Transaction transaction(db);
  const auto locked = FindLocked(db, login);
  if (!locked) return RecoveryRefused();
  const auto opened = OpenRecovery(db, locked->id, recovery_code);
  if (!opened) return RecoveryRefused();
  auto account = FindAccount(db, locked->id);
  if (!account) return RecoveryRefused();
  if (auto checked = CheckPassword(new_password, *account); !checked)
    return tl::make_unexpected(checked.error());

  const Secrets renewed{opened->secrets.secret_key, vault::NewTotpSecret()};
  const std::string wrapped = WrapForPassword(locked->id, key, renewed);
  db.Prepare("DELETE FROM recovery WHERE account_id = ?1 AND code_hash = ?2")
      .Bind(locked->id, store::Blob{opened->hash})
      .Run();
  db.Prepare("UPDATE account SET salt = ?2, wrapped_secret = ?3, last_totp_step = 0 WHERE id = ?1")
      .Bind(locked->id, store::Blob{salt}, store::Blob{wrapped})
      .Run();
  db.Prepare("DELETE FROM invitation WHERE account_id = ?1").Bind(locked->id).Run();
  CloseSessions(db, SessionKind::kDesk, locked->id);
  transaction.Commit();
  return Recovered{std::move(*account), renewed.totp};
}

int RecoveryCodesLeft(store::Db& db, std::int64_t account_id) {
  auto query = db.Prepare("SELECT count(*) FROM recovery WHERE account_id = ?1");
  query.Bind(account_id);
  return query.Step() ? static_cast<int>(query.Int(0)) : 0;
}

}  // namespace people

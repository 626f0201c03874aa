#include "domain/casefile/provisional.h"

#include "domain/casefile/code.h"
#include "domain/casefile/journal.h"
#include "domain/casefile/records.h"

namespace casefile {

std::string ProposeCode(store::Db& db) { return MakeCode(FreeLocator(db), NewSecretDigits()); }

std::string CodeProof(const ReporterKeys& keys, std::string_view code) {
  return vault::Base64Url(
      vault::Hash("provisional-code", std::string(keys.secret_key.Bytes()) + std::string(code)));
}

core::Result<ReporterKeys> ChangeCode(store::Db& db, const ReporterKeys& keys, std::string_view code,
                                      core::Day today) {
  // Stretched before the database is locked.
  const std::string locator(code.substr(0, kLocator));
  const auto before = vault::KeyPair::FromSecret(keys.secret_key), after = vault::KeyPair::Generate();
  const auto salt = vault::NewSalt();
  const auto secret = WrapSecret(after.secret_key, code, salt);

  store::Transaction transaction(db);
  auto query = db.Prepare(
      "SELECT reporter_case_key, reporter_identity_key FROM case_file WHERE id = ?1 AND provisional AND "
      "reporter_public = ?2");
  query.Bind(keys.case_id, store::Blob{before.public_key});
  if (!query.Step()) return core::Refuse(core::Kind::kForbidden, "code", "code.refused");
  if (LocatorTaken(db, locator)) return core::Refuse(core::Kind::kConflict, "new_code", "new_code.taken");
  const auto case_key = OpenOwnKey(before, query.Bytes(0));
  const auto own_case_key = vault::SealTo(after.public_key, case_key.Bytes());
  const auto own_identity_key = vault::SealTo(after.public_key, OpenOwnKey(before, query.Bytes(1)).Bytes());
  query.Reset();
  db.Prepare(
        "UPDATE case_file SET provisional = 0, locator = ?2, salt = ?3, reporter_public = ?4, "
        "reporter_secret = ?5, reporter_case_key = ?6, reporter_identity_key = ?7 WHERE id = ?1")
      .Bind(keys.case_id, locator, store::Blob{salt}, store::Blob{after.public_key}, store::Blob{secret},
            store::Blob{own_case_key}, store::Blob{own_identity_key})
      .Run();
  people::CloseSessions(db, people::SessionKind::kCase, keys.case_id);
  db.Prepare("UPDATE submission SET sealed_code = NULL WHERE case_id = ?1").Bind(keys.case_id).Run();
  Append(db,
         {Midnight(today), 0, keys.case_id,
          json::Value::MakeObject({{"what", "code_changed"}, {"who", "reporter"}, {"detail", ""}})},
         &case_key);
  transaction.Commit();
  return ReporterKeys{keys.case_id, after.secret_key, false};
}

}  // namespace casefile

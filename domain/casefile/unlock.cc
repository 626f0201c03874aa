// Finding a case again by its code, and asking whether it changed.
#include "domain/casefile/casefile.h"
#include "domain/casefile/code.h"
#include "domain/casefile/records.h"

namespace casefile {
namespace {

// What the wrapped secret is bound to.
std::string SecretContext(std::string_view locator) { return "reporter:" + std::string(locator); }

}  // namespace

std::string WrapSecret(const vault::Key& secret_key, std::string_view code, std::string_view salt) {
  return vault::EncryptExact(vault::Stretch(code, salt), SecretContext(code.substr(0, kLocator)),
                             secret_key.Bytes());
}

bool LocatorTaken(store::Db& db, std::string_view locator) {
  auto query = db.Prepare("SELECT 1 FROM case_file WHERE locator = ?1");
  query.Bind(locator);
  return query.Step();
}

std::string FreeLocator(store::Db& db) {
  std::string locator = NewLocator();
  while (LocatorTaken(db, locator)) locator = NewLocator();
  return locator;
}

core::Result<ReporterKeys> Unlock(store::Db& db, std::string_view locator, std::string_view code) {
  auto query = db.Prepare("SELECT id, salt, reporter_secret, provisional FROM case_file WHERE locator = ?1");
  query.Bind(locator);
  const bool known = query.Step();
  // An unknown locator costs the same work, so that time tells nothing.
  const auto key = vault::Stretch(code, known ? query.Bytes(1) : std::string(16, '\0'));
  const auto secret =
      vault::DecryptExact(key, SecretContext(locator), known ? query.Bytes(2) : std::string(72, '\0'));
  if (!known || !secret) return core::Refuse(core::Kind::kForbidden, "code", "code.refused");
  return ReporterKeys{query.Int(0), vault::Key::FromBytes(*secret), query.Int(3) == 1};
}

std::int64_t PollVersion(store::Db& db, std::int64_t case_id) {
  auto query = db.Prepare(
      "SELECT version + (SELECT count(*) FROM read_mark WHERE case_id = ?1 AND account_id > 0) FROM "
      "case_file WHERE id = ?1");
  query.Bind(case_id);
  return query.Step() ? query.Int(0) : 0;
}

std::int64_t Version(store::Db& db, std::int64_t case_id) {
  auto query = db.Prepare("SELECT version FROM case_file WHERE id = ?1");
  query.Bind(case_id);
  return query.Step() ? query.Int(0) : 0;
}

}  // namespace casefile

// Whom the reporter's words « référent », « prestataire », « employeur » reach (docs/decisions/0005 and
// 0008).
#include "domain/casefile/records.h"
#include "domain/outbox/outbox.h"

namespace casefile {
namespace {

// Who is given the case with the name, when they do not hold it: never the référent of whom the report may
// speak.
std::vector<std::string> CalledRoles(std::string_view audience, bool concerns_authority) {
  if (audience == "provider") return {"provider"};
  return {concerns_authority ? "substitute" : "referent"};
}

// Who of those holding the case belongs to the audience.
std::vector<std::string> HoldingRoles(std::string_view audience) {
  if (audience == "provider") return {"provider"};
  if (audience == "employer") return {"authority", "referent", "substitute"};
  return {"referent", "substitute"};
}

}  // namespace

bool Grant(store::Db& db, std::string_view table, std::int64_t account_id, std::int64_t case_id,
           std::string_view public_key, const vault::Key& key) {
  const auto sealed = vault::SealTo(public_key, key.Bytes());
  db.Prepare("INSERT OR IGNORE INTO " + std::string(table) +
             " (account_id, case_id, sealed_key) VALUES (?1, ?2, ?3)")
      .Bind(account_id, case_id, store::Blob{sealed})
      .Run();
  return db.Changes() == 1;
}

bool GrantAudience(store::Db& db, const Releasing& of, std::string_view audience, core::Day today) {
  const auto called = CalledRoles(audience, of.concerns_authority);
  for (const auto& reader : people::Readers(db, of.collectivite_id, called))
    if (Grant(db, "case_grant", reader.account_id, of.case_id, reader.public_key, of.case_key))
      outbox::TellAccount(db, "new_case", reader.account_id, today);
  auto holders = Holders(db, of.case_id, HoldingRoles(audience));
  // Where no référent stands between, those who treat the case tell the employer.
  if (holders.empty() && audience == "employer") holders = Holders(db, of.case_id);
  for (const auto& holder : holders)
    Grant(db, "identity_grant", holder.account_id, of.case_id, holder.public_key, of.identity_key);
  return !holders.empty();
}

std::string Joined(const std::vector<std::string>& words) {
  std::string joined;
  for (const auto& word : words) joined += (joined.empty() ? "" : ", ") + word;
  return joined;
}

}  // namespace casefile

// Which form made which case: sent twice, it makes one.
#include "domain/casefile/records.h"

namespace casefile {
namespace {

// A key of a program that is shorter could be guessed from a stolen disk: then the code is given once only.
constexpr std::size_t kReplayable = 16;

std::string KeyHash(std::string_view idempotency_key) { return vault::Hash("idempotency", idempotency_key); }

}  // namespace

std::optional<Filed> FindFiled(store::Db& db, std::string_view idempotency_key) {
  auto query = db.Prepare(
      "SELECT c.id, c.number, c.received_on, s.sealed_code FROM submission s JOIN case_file c ON c.id = "
      "s.case_id WHERE s.key_hash = ?1");
  const auto hash = KeyHash(idempotency_key);
  query.Bind(store::Blob{hash});
  if (!query.Step()) return std::nullopt;
  Filed filed{query.Int(0), query.Text(1), "", core::FromDayNumber(query.Int(2)), true};
  if (!query.IsNull(3))
    filed.code =
        vault::DecryptExact(vault::Derive("replay", idempotency_key), "replay", query.Bytes(3)).value_or("");
  return filed;
}

void Remember(store::Db& db, const NewCase& report, const Filed& filed, core::Day today) {
  const auto hash = KeyHash(report.idempotency_key);
  std::optional<std::string> sealed;
  // The key of an imported one is made of its former number: anybody could guess it.
  const bool guessable = report.taken_down && !report.taken_down->former_number.empty();
  if (report.idempotency_key.size() >= kReplayable && !guessable)
    sealed = vault::EncryptExact(vault::Derive("replay", report.idempotency_key), "replay", filed.code);
  auto insert =
      db.Prepare("INSERT INTO submission (key_hash, case_id, sent_on, sealed_code) VALUES (?1, ?2, ?3, ?4)");
  if (sealed) {
    insert.Bind(store::Blob{hash}, filed.case_id, core::DayNumber(today), store::Blob{*sealed}).Run();
  } else {
    insert.Bind(store::Blob{hash}, filed.case_id, core::DayNumber(today), std::nullopt).Run();
  }
}

}  // namespace casefile

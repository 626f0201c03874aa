// Filing a report.
#include <algorithm>

#include "domain/calendar/calendar.h"
#include "domain/casefile/casefile.h"
#include "domain/casefile/code.h"
#include "domain/casefile/drafts.h"
#include "domain/casefile/journal.h"
#include "domain/casefile/records.h"

namespace casefile {
namespace {

// A key of a program that is shorter could be guessed from a stolen disk: then the code is given once only.
constexpr std::size_t kReplayable = 16;

std::string NewNumber() {
  static constexpr std::string_view kLetters =
      "ABCDEFGHJKMNPQRSTUVWXYZ23456789";  // none that is taken for another
  std::string number;
  for (int i = 0; i < 8; ++i) {
    if (i == 4) number += '-';
    number += kLetters[vault::RandomNumber(kLetters.size())];
  }
  return number;
}

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

namespace {

bool Taken(store::Db& db, std::string_view column, std::string_view value) {
  auto query = db.Prepare("SELECT 1 FROM case_file WHERE " + std::string(column) + " = ?1");
  query.Bind(value);
  return query.Step();
}

template <class Make>
std::string Free(store::Db& db, std::string_view column, Make make) {
  std::string value = make();
  while (Taken(db, column, value)) value = make();
  return value;
}

std::vector<std::string> Words(const json::Value& value) {
  std::vector<std::string> words;
  if (value.IsArray())
    for (const auto& word : value.Items()) words.push_back(word.String());
  return words;
}

Header FirstHeader(const scheme::Scheme& scheme, const NewCase& report, core::Day today) {
  Header header;
  header.concerns_authority = report.concerns_authority;
  header.urgent = report.report.Text("immediate_danger") == "yes";
  header.kinds = Words(report.report["kinds"]);
  header.quality = report.report.Text("quality");
  header.acknowledge_by =
      calendar::AddWorkingDays(today, scheme.AcknowledgeWorkingDays(), scheme.AlsaceMoselle());
  header.feedback_by = calendar::AddMonths(today, scheme.FeedbackMonths());
  header.released_to = report.released_to;
  for (const char* key : {"name", "email", "phone"})
    header.has_identity = header.has_identity || !report.identity.Text(key).empty();
  header.callback_asked = !report.callback.IsNull();
  return header;
}

// Everything of a new case that can be prepared before the database is locked.
struct Prepared {
  vault::Key case_key = vault::Key::Random(), identity_key = vault::Key::Random();
  vault::KeyPair reporter = vault::KeyPair::Generate();
  std::string salt = vault::NewSalt();
};

void InsertCase(store::Db& db, const NewCase& report, const Header& header, const Prepared& made,
                const Filed& filed, std::string_view locator, std::string_view wrapped_secret) {
  const auto sealed_header = SealHeader(made.case_key, filed.number, header);
  const auto sealed_report = SealJson(made.case_key, Context(filed.number, "report"), report.report);
  const auto identity = report.identity.IsNull() ? json::Value(json::Object()) : report.identity;
  const auto sealed_identity = SealJson(made.identity_key, Context(filed.number, "identity"), identity);
  const auto own_case_key = vault::SealTo(made.reporter.public_key, made.case_key.Bytes());
  const auto own_identity_key = vault::SealTo(made.reporter.public_key, made.identity_key.Bytes());
  db.Prepare(
        "INSERT INTO case_file (number, collectivite_id, received_on, header, report, identity, locator, "
        "salt, reporter_public, reporter_secret, "
        "reporter_case_key, reporter_identity_key) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "
        "?12)")
      .Bind(filed.number, report.collectivite_id, core::DayNumber(filed.received_on),
            store::Blob{sealed_header}, store::Blob{sealed_report}, store::Blob{sealed_identity}, locator,
            store::Blob{made.salt}, store::Blob{made.reporter.public_key}, store::Blob{wrapped_secret},
            store::Blob{own_case_key}, store::Blob{own_identity_key})
      .Run();
}

// Who may read the case, and who may read the identity from the start. False when an audience that the
// reporter chose has nobody.
bool GrantFirst(store::Db& db, const scheme::Scheme& scheme, const NewCase& report, const Prepared& made,
                const Filed& filed, const std::vector<people::Reader>& readers) {
  const auto anonymity = scheme.GetAnonymity();
  for (const auto& reader : readers) {
    Grant(db, "case_grant", reader.account_id, filed.case_id, reader.public_key, made.case_key);
    const bool learns = anonymity == scheme::Anonymity::kIdentified ||
                        (anonymity == scheme::Anonymity::kIdentifiedToProvider && reader.role == "provider");
    if (learns && !report.anonymous)
      Grant(db, "identity_grant", reader.account_id, filed.case_id, reader.public_key, made.identity_key);
  }
  const Releasing releasing{filed.case_id, report.collectivite_id, report.concerns_authority, made.case_key,
                            made.identity_key};
  return std::all_of(report.released_to.begin(), report.released_to.end(), [&](const auto& audience) {
    return GrantAudience(db, releasing, audience, filed.received_on);
  });
}

// What the journal says of a filing.
void LogFiling(store::Db& db, const NewCase& report, const Filed& filed, const vault::Key& key) {
  const auto append = [&](std::string_view what, std::string_view detail) {
    Append(db,
           {Midnight(filed.received_on), 0, filed.case_id,
            json::Value::MakeObject({{"what", what}, {"who", "reporter"}, {"detail", detail}})},
           &key);
  };
  append("received", "");
  if (!report.released_to.empty()) append("released", Joined(report.released_to));
}

void Remember(store::Db& db, const NewCase& report, const Filed& filed) {
  const auto hash = KeyHash(report.idempotency_key);
  std::optional<std::string> sealed;
  if (report.idempotency_key.size() >= kReplayable)
    sealed = vault::EncryptExact(vault::Derive("replay", report.idempotency_key), "replay", filed.code);
  auto insert =
      db.Prepare("INSERT INTO submission (key_hash, case_id, sent_on, sealed_code) VALUES (?1, ?2, ?3, ?4)");
  if (sealed) {
    insert.Bind(store::Blob{hash}, filed.case_id, core::DayNumber(filed.received_on), store::Blob{*sealed})
        .Run();
  } else {
    insert.Bind(store::Blob{hash}, filed.case_id, core::DayNumber(filed.received_on), std::nullopt).Run();
  }
}

}  // namespace

core::Result<Filed> File(store::Db& db, const scheme::Scheme& scheme, const NewCase& report,
                         std::string_view worker_public_key, core::Day today) {
  if (auto replayed = FindFiled(db, report.idempotency_key)) return *replayed;
  const auto readers =
      people::Readers(db, report.collectivite_id, scheme.FirstReaders(report.concerns_authority));
  if (readers.empty() && report.concerns_authority &&
      !people::Readers(db, report.collectivite_id, scheme.FirstReaders(false)).empty())
    return core::Refuse(core::Kind::kConflict, "concerns_authority", "concerns_authority.no_reader");
  if (readers.empty()) return core::Refuse(core::Kind::kConflict, "collectivite", "collectivite.no_reader");
  if (!report.callback.IsNull() && people::Readers(db, report.collectivite_id, {"provider"}).empty())
    return core::Refuse("callback.mode", "callback.unavailable");

  // The code is stretched before the database is locked: 120 ms during which others write.
  const Prepared made;
  Filed filed;
  filed.received_on = today;
  const std::string locator = Free(db, "locator", NewLocator);
  filed.code = MakeCode(locator, NewSecretDigits());
  const auto wrapped = vault::EncryptExact(vault::Stretch(filed.code, made.salt), "reporter:" + locator,
                                           made.reporter.secret_key.Bytes());

  store::Transaction transaction(db);
  if (auto replayed = FindFiled(db, report.idempotency_key)) return *replayed;
  if (Taken(db, "locator", locator))
    throw std::runtime_error("the locator was taken meanwhile");  // one in a million: the form is sent again
  filed.number = Free(db, "number", NewNumber);
  const Header header = FirstHeader(scheme, report, today);
  InsertCase(db, report, header, made, filed, locator, wrapped);
  filed.case_id = db.LastId();
  if (!GrantFirst(db, scheme, report, made, filed, readers))
    return core::Refuse("identity.audience", "identity.audience.nobody");
  AdoptDraft(db, report.draft_token.empty() ? report.idempotency_key : report.draft_token, filed.case_id,
             filed.number, made.case_key);
  if (!report.notify_address.empty()) {
    const auto sealed = vault::SealTo(worker_public_key, report.notify_address);
    db.Prepare("INSERT INTO notification_address (case_id, sealed) VALUES (?1, ?2)")
        .Bind(filed.case_id, store::Blob{sealed})
        .Run();
  }
  if (!report.callback.IsNull())
    StoreCallback(db, filed.case_id, report.collectivite_id, report.callback, today);
  LogFiling(db, report, filed, made.case_key);
  QueueForHolders(db, filed.case_id, "new_case", today);
  Remember(db, report, filed);
  transaction.Commit();
  return filed;
}

}  // namespace casefile

#include "domain/casefile/filing.h"

#include <algorithm>
#include <set>

#include "domain/calendar/calendar.h"
#include "domain/casefile/code.h"
#include "domain/casefile/drafts.h"
#include "domain/casefile/facets.h"
#include "domain/casefile/journal.h"
#include "domain/casefile/records.h"
#include "domain/casefile/reminders.h"
#include "domain/casefile/taking_over.h"

namespace casefile {
namespace {

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

std::string FreeNumber(store::Db& db) {
  auto taken = db.Prepare("SELECT 1 FROM case_file WHERE number = ?1");
  std::string number = NewNumber();
  for (taken.Bind(number); taken.Step(); taken.Bind(number)) {
    taken.Reset();
    number = NewNumber();
  }
  return number;
}

std::vector<std::string> Words(const json::Value& value) {
  std::vector<std::string> words;
  if (value.IsArray())
    for (const auto& word : value.Items()) words.push_back(word.String());
  return words;
}

Header FirstHeader(const scheme::Scheme& scheme, const NewCase& report, core::Day received_on) {
  Header header;
  if (report.taken_down) {
    header.state = report.taken_down->state;
    header.acknowledged_on = report.taken_down->acknowledged_on;
  }
  header.concerns_authority = report.concerns_authority;
  header.urgent = report.report.Text("immediate_danger") == "yes";
  header.kinds = Words(report.report["kinds"]);
  header.quality = report.report.Text("quality");
  for (const char* clock : {"acknowledge", "feedback"}) header.clocks[clock] = scheme.Due(clock, received_on);
  if (header.acknowledged_on) header.clocks.erase("acknowledge");
  if (report.taken_down) Advance(scheme, *report.taken_down, header);
  header.released_to = report.released_to;
  for (const char* key : {"name", "email", "phone"})
    header.has_identity = header.has_identity || !report.identity.Text(key).empty();
  header.callback_asked = !report.callback.IsNull();
  return header;
}

// Everything of a new case that can be prepared before the database is locked: the code is stretched for 120
// ms, during which others write.
struct Prepared {
  explicit Prepared(std::string free_locator)
      : locator(std::move(free_locator)),
        code(MakeCode(locator, NewSecretDigits())),
        wrapped_secret(WrapSecret(reporter.secret_key, code, salt)) {}
  vault::Key case_key = vault::Key::Random(), identity_key = vault::Key::Random();
  vault::KeyPair reporter = vault::KeyPair::Generate();
  std::string salt = vault::NewSalt();
  std::string locator, code, wrapped_secret;
};

void InsertCase(store::Db& db, const NewCase& report, const Header& header, const Prepared& made,
                const Filed& filed) {
  const auto sealed_header = SealHeader(made.case_key, filed.number, header);
  const auto sealed_report = SealJson(made.case_key, Context(filed.number, "report"), report.report);
  const auto identity = report.identity.IsNull() ? json::Value(json::Object()) : report.identity;
  const auto sealed_identity = SealJson(made.identity_key, Context(filed.number, "identity"), identity);
  const auto own_case_key = vault::SealTo(made.reporter.public_key, made.case_key.Bytes());
  const auto own_identity_key = vault::SealTo(made.reporter.public_key, made.identity_key.Bytes());
  db.Prepare(
        "INSERT INTO case_file (number, collectivite_id, received_on, header, report, identity, locator, "
        "salt, reporter_public, reporter_secret, "
        "reporter_case_key, reporter_identity_key, provisional) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
        "?10, ?11, ?12, ?13)")
      .Bind(filed.number, report.collectivite_id, core::DayNumber(filed.received_on),
            store::Blob{sealed_header}, store::Blob{sealed_report}, store::Blob{sealed_identity},
            made.locator, store::Blob{made.salt}, store::Blob{made.reporter.public_key},
            store::Blob{made.wrapped_secret}, store::Blob{own_case_key}, store::Blob{own_identity_key},
            report.taken_down ? 1 : 0)
      .Run();
}

// Who may read the case, and who may read the identity from the start. False when an audience that the
// reporter chose has nobody.
bool GrantFirst(store::Db& db, const scheme::Scheme& scheme, const NewCase& report, const Prepared& made,
                const Filed& filed, core::Day today) {
  const auto readers =
      people::Readers(db, report.collectivite_id, scheme.FirstReaders(report.concerns_authority));
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
  return std::all_of(report.released_to.begin(), report.released_to.end(),
                     [&](const auto& audience) { return GrantAudience(db, releasing, audience, today); });
}

// What the journal says of a filing: dated by the day, as all that a reporter does.
void LogFiling(store::Db& db, const NewCase& report, const Filed& filed, const vault::Key& key,
               core::Day today) {
  const auto& taken = report.taken_down;
  const auto append = [&](std::string_view what, std::string_view detail) {
    Append(db,
           {Midnight(today), taken ? taken->account_id : 0, filed.case_id,
            json::Value::MakeObject(
                {{"what", what}, {"who", taken ? taken->who : "reporter"}, {"detail", detail}})},
           &key);
  };
  append("received",
         !taken ? "" : taken->how + (taken->former_number.empty() ? "" : "\n") + taken->former_number);
  if (!report.released_to.empty()) append("released", Joined(report.released_to));
}

// That somebody can read it, and answer.
core::Result<void> CheckReaders(store::Db& db, const scheme::Scheme& scheme, const NewCase& report) {
  const auto has = [&](const std::vector<std::string>& roles) {
    return !people::Readers(db, report.collectivite_id, roles).empty();
  };
  if (!has(scheme.FirstReaders(report.concerns_authority)))
    return report.concerns_authority && has(scheme.FirstReaders(false))
               ? core::Refuse(core::Kind::kConflict, "concerns_authority", "concerns_authority.no_reader")
               : core::Refuse(core::Kind::kConflict, "collectivite", "collectivite.no_reader");
  if (!report.callback.IsNull() && !has({"provider"}))
    return core::Refuse("callback.mode", "callback.unavailable");
  return {};
}

// Inside the caller's transaction.
core::Result<Filed> Insert(store::Db& db, const scheme::Scheme& scheme, const NewCase& report,
                           const Prepared& made, std::string_view worker_public_key, core::Day today) {
  if (auto replayed = FindFiled(db, report.idempotency_key)) return *replayed;
  if (LocatorTaken(db, made.locator))
    throw std::runtime_error("the locator was taken meanwhile");  // one in a million: the form is sent again
  Filed filed;
  filed.code = made.code;
  filed.received_on = report.taken_down ? report.taken_down->received_on : today;
  filed.number = FreeNumber(db);
  const Header header = FirstHeader(scheme, report, filed.received_on);
  InsertCase(db, report, header, made, filed);
  filed.case_id = db.LastId();
  if (!GrantFirst(db, scheme, report, made, filed, today))
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
  StartReminders(db, filed.case_id, header, worker_public_key, today);
  SealFacets({db,
              filed.case_id,
              report.collectivite_id,
              filed.number,
              made.case_key,
              filed.received_on,
              header,
              report.report,
              {}},
             PersonOf(report.identity), today);
  LogFiling(db, report, filed, made.case_key, today);
  if (report.taken_down) KeepSteps(db, scheme, *report.taken_down, filed, made.case_key, today);
  QueueForHolders(db, filed.case_id, "new_case", today);
  Remember(db, report, filed, today);
  return filed;
}

// One for each report that was not filed before, none for the others.
tl::expected<std::vector<std::optional<Prepared>>, RefusedAt> Prepare(store::Db& db,
                                                                      const scheme::Scheme& scheme,
                                                                      const std::vector<NewCase>& reports) {
  std::vector<std::optional<Prepared>> all;
  std::set<std::string> locators;
  for (const auto& report : reports) {
    auto& one = all.emplace_back();
    if (FindFiled(db, report.idempotency_key)) continue;
    if (auto readable = CheckReaders(db, scheme, report); !readable)
      return tl::make_unexpected(RefusedAt{all.size() - 1, readable.error()});
    std::string locator = FreeLocator(db);
    while (!locators.insert(locator).second) locator = FreeLocator(db);
    one.emplace(locator);
  }
  return all;
}

}  // namespace

tl::expected<std::vector<Filed>, RefusedAt> FileAll(
    store::Db& db, const scheme::Scheme& scheme, const std::vector<NewCase>& reports,
    std::string_view worker_public_key, core::Day today,
    const std::function<void(const std::vector<Filed>&)>& keep) {
  const auto prepared = Prepare(db, scheme, reports);
  if (!prepared) return tl::make_unexpected(prepared.error());
  std::vector<Filed> all;
  store::Transaction transaction(db);
  for (std::size_t i = 0; i < reports.size(); ++i) {
    const auto& made = (*prepared)[i];
    auto filed = made ? Insert(db, scheme, reports[i], *made, worker_public_key, today)
                      : core::Result<Filed>(FindFiled(db, reports[i].idempotency_key).value());
    if (!filed) return tl::make_unexpected(RefusedAt{i, filed.error()});
    all.push_back(std::move(*filed));
  }
  if (keep) keep(all);
  transaction.Commit();
  return all;
}

core::Result<Filed> File(store::Db& db, const scheme::Scheme& scheme, const NewCase& report,
                         std::string_view worker_public_key, core::Day today) {
  if (auto replayed = FindFiled(db, report.idempotency_key)) return *replayed;
  auto filed = FileAll(db, scheme, {report}, worker_public_key, today);
  if (!filed) return tl::make_unexpected(filed.error().refusal);
  return std::move(filed->front());
}

}  // namespace casefile

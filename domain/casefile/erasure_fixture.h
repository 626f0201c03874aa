// For the tests of erasing: cases with a row in every table, closed and purged.
#pragma once
#include "domain/casefile/case_fixture.h"
#include "domain/casefile/erasure.h"
#include "domain/casefile/evidence.h"

namespace casefile {

struct ErasingFixture : Fixture {
  casefile::ErasedList list{folder};

  void Close(const casefile::Filed& filed, const std::string& outcome = "not_established") {
    AsReader(referent, filed)
        .Do(scheme, "close", json::Value::MakeObject({{"outcome", outcome}, {"reason", "Voilà."}}), 0, now)
        .value();
  }
  // `after` days from now, the clock moves there.
  casefile::Round Purge(int after) {
    now += std::chrono::hours(24 * after);
    return casefile::EraseDue(db, worker, scheme, list, "worker", now);
  }
  std::int64_t Count(const std::string& what) {
    auto query = db.Prepare("SELECT count(*) FROM " + what);
    query.Step();
    return query.Int(0);
  }
  bool IsThere(const casefile::Filed& filed) {
    auto query = db.Prepare("SELECT 1 FROM case_file WHERE number = ?1");
    query.Bind(filed.number);
    return query.Step();
  }
  // A report with a file, an address, a wish to be called back: a row in every table that a case may have.
  casefile::Filed FileWhole() {
    auto report = Report();
    report.idempotency_key = vault::RandomToken();
    report.notify_address = "zq@exemple.fr";
    report.callback = json::Value::MakeObject({{"mode", "phone"}, {"phone", "0600000000"}});
    report.identity = json::Value::MakeObject({{"name", "Zqnom"}});
    form::Fields fields;
    fields.Set("idempotency_key", report.idempotency_key);
    auto sink = casefile::EvidenceSink::ForDraft(pool, Today());
    sink->Begin(fields, "file", "a.txt");
    EXPECT_TRUE(sink->Write(std::string(300'000, 'a')));
    sink->End(fields);
    const auto filed = File(report);
    auto reporter = AsReporter(filed);
    reporter.MarkRead(Today());
    reporter.Post("Bonjour", "", now).value();
    auto reader = AsReader(referent, filed);
    reader.View(now);
    reader.MarkRead(Today());
    EXPECT_TRUE(reader.AddNote("Une note", now));
    const auto text = json::Value::MakeObject({{"text", "Êtes-vous d’accord ?"}});
    reader.Do(scheme, "assess", json::Object(), 0, now).value();
    reader.Do(scheme, "ask_victim", text, 0, now).value();
    const auto unlocked = casefile::Unlock(db, filed.code.substr(0, 6), filed.code).value();
    people::OpenSession(db, people::SessionKind::kCase, unlocked.case_id, unlocked.secret_key, now);
    people::OpenSession(db, people::SessionKind::kLetter, reader.Letters().at(0).id, vault::Key::Random(),
                        now);
    return filed;
  }
  // The sealed pieces of a case, by table, that must be nowhere once it is erased.
  std::vector<std::pair<std::string, std::string>> Pieces(std::int64_t id) {
    std::vector<std::pair<std::string, std::string>> pieces;
    for (const char* of : {"header FROM case_file WHERE id",
                           "report FROM case_file WHERE id",
                           "identity FROM case_file WHERE id",
                           "reporter_secret FROM case_file WHERE id",
                           "reporter_case_key FROM case_file WHERE id",
                           "reporter_identity_key FROM case_file WHERE id",
                           "salt FROM case_file WHERE id",
                           "sealed_key FROM case_grant WHERE case_id",
                           "sealed FROM message WHERE case_id",
                           "sealed FROM note WHERE case_id",
                           "sealed FROM evidence WHERE case_id",
                           "sealed FROM evidence_chunk WHERE evidence_id IN (SELECT id FROM evidence WHERE "
                           "case_id = ?1) AND 1",
                           "key_hash FROM submission WHERE case_id",
                           "sealed FROM callback WHERE case_id",
                           "sealed FROM notification_address WHERE case_id",
                           "sealed FROM paper WHERE case_id",
                           "sealed FROM letter WHERE case_id",
                           "wrapped_key FROM letter WHERE case_id",
                           "kept FROM reminder WHERE case_id",
                           "sealed FROM reminder WHERE case_id",
                           "wrapped_secret FROM session WHERE kind = 'case' AND subject_id"}) {
      const std::string where(of);
      auto query = db.Prepare("SELECT " + where + (where.ends_with("AND 1") ? "" : " = ?1"));
      query.Bind(id);
      while (query.Step()) {
        const auto bytes = query.Bytes(0);
        // From the beginning, the middle and the end: a page keeps no part of it either.
        for (const auto at : {std::size_t{0}, bytes.size() / 2, bytes.size() - 12})
          pieces.emplace_back(where, bytes.substr(at, 12));
      }
    }
    return pieces;
  }
};

}  // namespace casefile

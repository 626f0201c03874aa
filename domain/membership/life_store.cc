#include "domain/access/access.h"
#include "domain/membership/deliberation.h"
#include "domain/membership/life_state.h"
#include "domain/membership/opinions.h"

namespace membership {
namespace {

using Days = std::optional<core::Day>;

Days DayIn(const store::Query& row, int column) {
  return row.IsNull(column) ? std::nullopt : Days(core::FromDayNumber(row.Int(column)));
}

std::optional<std::int64_t> Stored(const Days& day) {
  return day ? std::optional(core::DayNumber(*day)) : std::nullopt;
}

std::vector<Signature> Signatures(store::Db& db, std::int64_t id) {
  std::vector<Signature> all;
  auto query = db.Prepare(
      "SELECT paper, party, name, function, signed_on FROM membership_signature WHERE collectivite_id = ?1 "
      "ORDER BY signed_on, paper, party");
  query.Bind(id);
  while (query.Step())
    all.push_back(
        {query.Text(0), query.Text(1), query.Text(2), query.Text(3), core::FromDayNumber(query.Int(4))});
  return all;
}

std::vector<Amendment> Amendments(store::Db& db, std::int64_t id) {
  std::vector<Amendment> all;
  auto query = db.Prepare(
      "SELECT n, subject, made_on FROM membership_amendment WHERE collectivite_id = ?1 ORDER BY n");
  query.Bind(id);
  while (query.Step())
    all.push_back({static_cast<int>(query.Int(0)), query.Text(1), core::FromDayNumber(query.Int(2))});
  return all;
}

}  // namespace

Life LifeOf(store::Db& db, std::int64_t collectivite_id) {
  Life life;
  auto query = db.Prepare(
      "SELECT asked_on, deliberation, deliberated_on, committee_on, policy_reader, policy_on, convention_on, "
      "chosen, received_on, provider_told_on, notice_on, meeting_on, given_back_on, erase_on, erased_on "
      "FROM membership_life WHERE collectivite_id = ?1");
  query.Bind(collectivite_id);
  if (query.Step()) {
    life.asked_on = DayIn(query, 0);
    life.deliberation = query.Text(1);
    life.deliberated_on = DayIn(query, 2);
    life.committee_on = DayIn(query, 3);
    life.policy_reader = query.Text(4);
    int column = 5;
    for (Days* day :
         {&life.policy_on, &life.convention_on, &life.chosen, &life.received_on, &life.provider_told_on,
          &life.notice_on, &life.meeting_on, &life.given_back_on, &life.erase_on, &life.erased_on})
      *day = DayIn(query, column++);
  }
  life.signatures = Signatures(db, collectivite_id);
  life.amendments = Amendments(db, collectivite_id);
  return life;
}

void SaveLife(store::Db& db, std::int64_t collectivite_id, const Life& life) {
  db.Prepare(
        "REPLACE INTO membership_life (collectivite_id, asked_on, deliberation, deliberated_on, "
        "committee_on, "
        "policy_reader, policy_on, convention_on, chosen, received_on, provider_told_on, notice_on, "
        "meeting_on, given_back_on, erase_on, erased_on) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)")
      .Bind(collectivite_id, Stored(life.asked_on), life.deliberation, Stored(life.deliberated_on),
            Stored(life.committee_on), life.policy_reader, Stored(life.policy_on), Stored(life.convention_on),
            Stored(life.chosen), Stored(life.received_on), Stored(life.provider_told_on),
            Stored(life.notice_on), Stored(life.meeting_on), Stored(life.given_back_on),
            Stored(life.erase_on), Stored(life.erased_on))
      .Run();
}

void SaveSignature(store::Db& db, std::int64_t collectivite_id, const Signature& signature) {
  db.Prepare(
        "REPLACE INTO membership_signature (collectivite_id, paper, party, name, function, signed_on) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
      .Bind(collectivite_id, signature.paper, signature.party, signature.name, signature.function,
            core::DayNumber(signature.on))
      .Run();
}

void SaveAmendment(store::Db& db, std::int64_t collectivite_id, const Amendment& amendment) {
  db.Prepare(
        "INSERT INTO membership_amendment (collectivite_id, n, subject, made_on) VALUES (?1, ?2, ?3, ?4)")
      .Bind(collectivite_id, amendment.n, amendment.subject, core::DayNumber(amendment.on))
      .Run();
}

void SaveState(store::Db& db, const Member& member) {
  db.Prepare("UPDATE member SET state = ?2, effective_on = ?3, ends_on = ?4 WHERE collectivite_id = ?1")
      .Bind(member.collectivite_id, Word(member.state), Stored(member.effective_on), Stored(member.ends_on))
      .Run();
  db.Prepare("UPDATE collectivite SET active = ?2 WHERE id = ?1")
      .Bind(member.collectivite_id, IsServed(member.state) ? 1 : 0)
      .Run();
}

void ForgetPapers(store::Db& db, std::int64_t collectivite_id) {
  for (const char* table : {"membership_life", "membership_signature", "membership_amendment"})
    db.Prepare(std::string("DELETE FROM ") + table + " WHERE collectivite_id = ?1")
        .Bind(collectivite_id)
        .Run();
  ForgetDeliberation(db, collectivite_id);
}

void ForgetPeople(store::Db& db, std::int64_t collectivite_id) {
  for (const char* statement :
       {"UPDATE member SET contact_name = '', contact_function = '', contact_email = '', contact_phone = '' "
        "WHERE collectivite_id = ?1",
        "UPDATE membership_life SET policy_reader = '' WHERE collectivite_id = ?1",
        "UPDATE membership_signature SET name = '', function = '' WHERE collectivite_id = ?1",
        "UPDATE membership_event SET detail = '' WHERE collectivite_id = ?1"})
    db.Prepare(statement).Bind(collectivite_id).Run();
  ForgetDeliberation(db, collectivite_id);
  ForgetOpinionWords(db, collectivite_id);
  people::ClosePlace(db, collectivite_id);
}

bool HasCases(store::Db& db, std::int64_t collectivite_id) {
  auto query = db.Prepare("SELECT 1 FROM case_file WHERE collectivite_id = ?1 LIMIT 1");
  query.Bind(collectivite_id);
  return query.Step();
}

std::vector<Event> Events(store::Db& db, std::int64_t collectivite_id) {
  std::vector<Event> all;
  auto query = db.Prepare(
      "SELECT at, who, what, day, detail FROM membership_event WHERE collectivite_id = ?1 ORDER BY id DESC");
  query.Bind(collectivite_id);
  while (query.Step())
    all.push_back({core::Instant{std::chrono::seconds{query.Int(0)}}, query.Text(1), query.Text(2),
                   DayIn(query, 3), query.Text(4)});
  return all;
}

void Leave(store::Db& db, std::int64_t collectivite_id, std::string_view what, std::optional<core::Day> day,
           std::string_view detail, const By& by) {
  db.Prepare(
        "INSERT INTO membership_event (collectivite_id, at, who, what, day, detail) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
      .Bind(collectivite_id, by.now.time_since_epoch().count(), by.who, what, Stored(day), detail)
      .Run();
}

}  // namespace membership

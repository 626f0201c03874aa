#include "domain/outbox/outbox.h"

#include <algorithm>

namespace outbox {
namespace {

constexpr int kMaxTries = 30;

// Nothing more to do; `column` of a mail about a membership says why.
void Finish(store::Db& db, std::int64_t id, const std::string& column, core::Day today) {
  store::Transaction transaction(db);
  db.Prepare("UPDATE outbox SET sent_on = ?2 WHERE id = ?1").Bind(id, core::DayNumber(today)).Run();
  db.Prepare("UPDATE membership_mail SET " + column +
             " = ?2 WHERE id = (SELECT membership_mail_id FROM outbox WHERE id = ?1)")
      .Bind(id, core::DayNumber(today))
      .Run();
  transaction.Commit();
}

}  // namespace

void TellAccount(store::Db& db, std::string_view mail, std::int64_t account_id, core::Day today) {
  db.Prepare(
        "INSERT INTO outbox (template, account_id, queued_on) SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 "
        "FROM outbox WHERE template = ?1 AND account_id = ?2 AND sent_on IS NULL)")
      .Bind(mail, account_id, core::DayNumber(today))
      .Run();
}

void TellManagers(store::Db& db, std::string_view mail, core::Day today) {
  std::vector<std::int64_t> managers;
  {
    auto query = db.Prepare(
        "SELECT DISTINCT a.id FROM account a JOIN assignment s ON s.account_id = a.id WHERE a.active AND "
        "s.role = 'manager' ORDER BY a.id");
    while (query.Step()) managers.push_back(query.Int(0));
  }
  for (const auto id : managers) TellAccount(db, mail, id, today);
}

void Gather(store::Db& db, core::Day today) {
  std::vector<std::int64_t> accounts;
  auto waiting = db.Prepare(
      "SELECT DISTINCT a.id FROM outbox o JOIN account a ON a.id = o.account_id WHERE a.digest AND a.active "
      "AND o.template <> 'digest' AND o.sent_on IS NULL");
  while (waiting.Step()) accounts.push_back(waiting.Int(0));
  for (const auto account : accounts) {
    store::Transaction transaction(db);
    auto digests = db.Prepare(
        "SELECT max(sent_on IS NULL), max(queued_on = ?2) FROM outbox WHERE account_id = ?1 AND template = "
        "'digest'");
    digests.Bind(account, core::DayNumber(today)).Step();
    const bool leaves_yet = digests.Int(0) != 0, had_today = digests.Int(1) != 0;
    digests.Reset();
    if (had_today && !leaves_yet) continue;
    db.Prepare(
          "UPDATE outbox SET sent_on = ?2 WHERE account_id = ?1 AND template <> 'digest' AND sent_on IS NULL")
        .Bind(account, core::DayNumber(today))
        .Run();
    if (!leaves_yet)
      db.Prepare("INSERT INTO outbox (template, account_id, queued_on) VALUES ('digest', ?1, ?2)")
          .Bind(account, core::DayNumber(today))
          .Run();
    transaction.Commit();
  }
}

std::vector<Waiting> Due(store::Db& db, const vault::KeyPair& worker, core::Instant now, int limit) {
  auto query = db.Prepare(
      "SELECT o.id, o.template, o.tries, coalesce(a.email, m.contact_email, d.email), n.sealed, o.queued_on, "
      "coalesce(r.sealed_token, p.sealed_token), w.day, c.text FROM outbox o LEFT JOIN account a ON a.id = o.account_id AND a.active "
      "LEFT JOIN headcount_request r ON r.id = o.headcount_request_id "
      "LEFT JOIN membership_mail w ON w.id = o.membership_mail_id "
      "LEFT JOIN membership_change c ON c.id = w.change_id "
      "LEFT JOIN member_opinion p ON w.kind = 'opinion' AND p.collectivite_id = w.collectivite_id AND "
      "p.asked_on = w.day "
      "LEFT JOIN member m ON m.collectivite_id = coalesce(r.collectivite_id, w.collectivite_id) "
      "LEFT JOIN accessibility_request d ON d.id = o.accessibility_request_id "
      "LEFT JOIN notification_address n ON n.case_id = o.case_id "
      "WHERE o.sent_on IS NULL AND o.not_before <= ?1 AND (ifnull(a.digest, 0) = 0 OR o.template = 'digest') "
      "ORDER BY o.headcount_request_id IS NOT NULL OR o.membership_mail_id IS NOT NULL, o.id LIMIT ?2");
  query.Bind(std::int64_t{now.time_since_epoch().count()}, limit);
  std::vector<Waiting> due;
  while (query.Step()) {
    Waiting mail{query.Int(0),
                 query.Text(1),
                 query.Text(3),
                 static_cast<int>(query.Int(2)),
                 core::FromDayNumber(query.Int(5)),
                 {},
                 {},
                 query.IsNull(8) ? std::string() : query.Text(8)};
    if (!query.IsNull(4)) mail.to = vault::OpenSealed(worker, query.Bytes(4)).value_or("");
    if (!query.IsNull(6)) mail.token = vault::OpenSealed(worker, query.Bytes(6)).value_or("");
    if (!query.IsNull(7)) mail.day = core::FromDayNumber(query.Int(7));
    due.push_back(std::move(mail));
  }
  return due;
}

std::int64_t Overdue(store::Db& db, core::Day today) {
  auto query = db.Prepare("SELECT count(*) FROM outbox WHERE sent_on IS NULL AND queued_on < ?1 - 1");
  query.Bind(core::DayNumber(today));
  query.Step();
  return query.Int(0);
}

void Sent(store::Db& db, std::int64_t id, core::Day today) { Finish(db, id, "sent_on", today); }

void Lost(store::Db& db, std::int64_t id, core::Day today) { Finish(db, id, "lost_on", today); }

bool Later(store::Db& db, const Waiting& mail, core::Instant now) {
  if (mail.tries + 1 >= kMaxTries) {
    Lost(db, mail.id, core::LocalDay(now));
    return false;
  }
  const auto wait =
      std::min(std::chrono::seconds(60) * (1 << std::min(mail.tries, 10)), std::chrono::seconds(6 * 3600));
  db.Prepare("UPDATE outbox SET tries = tries + 1, not_before = ?2 WHERE id = ?1")
      .Bind(mail.id, std::int64_t{(now + wait).time_since_epoch().count()})
      .Run();
  return true;
}

void Forget(store::Db& db, core::Day today) {
  db.Prepare("DELETE FROM outbox WHERE sent_on < ?1").Bind(core::DayNumber(today)).Run();
}

}  // namespace outbox

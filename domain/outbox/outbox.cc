#include "domain/outbox/outbox.h"

#include <algorithm>

namespace outbox {
namespace {

constexpr int kMaxTries = 20;

}  // namespace

std::vector<Waiting> Due(store::Db& db, const vault::KeyPair& worker, core::Instant now, int limit) {
  auto query = db.Prepare(
      "SELECT o.id, o.template, o.tries, a.email, n.sealed, o.queued_on FROM outbox o LEFT JOIN account a ON a.id = o.account_id AND a.active "
      "LEFT JOIN notification_address n ON n.case_id = o.case_id "
      "WHERE o.sent_on IS NULL AND o.not_before <= ?1 ORDER BY o.id LIMIT ?2");
  query.Bind(std::int64_t{now.time_since_epoch().count()}, limit);
  std::vector<Waiting> due;
  while (query.Step()) {
    Waiting mail{query.Int(0), query.Text(1), query.Text(3), static_cast<int>(query.Int(2)), core::FromDayNumber(query.Int(5))};
    if (!query.IsNull(4)) mail.to = vault::OpenSealed(worker, query.Bytes(4)).value_or("");
    due.push_back(std::move(mail));
  }
  return due;
}

void Sent(store::Db& db, std::int64_t id, core::Day today) {
  db.Prepare("UPDATE outbox SET sent_on = ?2 WHERE id = ?1").Bind(id, core::DayNumber(today)).Run();
}

void Later(store::Db& db, const Waiting& mail, core::Instant now) {
  if (mail.tries + 1 >= kMaxTries) return Sent(db, mail.id, core::LocalDay(now));
  const auto wait = std::min(std::chrono::seconds(60) * (1 << std::min(mail.tries, 10)), std::chrono::seconds(6 * 3600));
  db.Prepare("UPDATE outbox SET tries = tries + 1, not_before = ?2 WHERE id = ?1")
      .Bind(mail.id, std::int64_t{(now + wait).time_since_epoch().count()})
      .Run();
}

}  // namespace outbox

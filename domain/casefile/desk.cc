#include "domain/casefile/desk.h"

#include <algorithm>
#include <stdexcept>

#include "domain/casefile/joining.h"
#include "domain/casefile/journal.h"
#include "domain/casefile/records.h"

namespace casefile {

std::vector<Listed> ListFor(store::Db& db, const people::Account& account, const vault::KeyPair& keys) {
  auto query = db.Prepare(
      "SELECT c.id, c.number, l.name, c.received_on, c.version, c.header, g.sealed_key, g.quick_key, "
      "(SELECT m.seen FROM read_mark m WHERE m.case_id = c.id AND m.account_id = ?1 ORDER BY m.up_to DESC "
      "LIMIT 1) "
      "FROM case_grant g JOIN case_file c ON c.id = g.case_id JOIN collectivite l ON l.id = "
      "c.collectivite_id "
      "WHERE g.account_id = ?1 ORDER BY c.received_on DESC, c.id DESC");
  query.Bind(account.id);
  std::vector<Listed> list;
  while (query.Step()) {
    const auto key = OpenGrant(keys, query.Int(0), query.Bytes(6), query.Bytes(7));
    if (!key) throw std::runtime_error("a grant was altered");
    Listed listed{query.Text(1),
                  query.Text(2),
                  core::FromDayNumber(query.Int(3)),
                  query.Int(4),
                  OpenHeader(*key, query.Text(1), query.Bytes(5)),
                  0};
    listed.unread = listed.header.from_reporter - query.Int(8);
    list.push_back(std::move(listed));
  }
  return list;
}

void QuickenGrants(store::Db& db, const people::Account& account, const vault::KeyPair& keys) {
  ForgetLinks(db, account, keys);
  struct Quick {
    std::int64_t case_id;
    std::string key;
  };
  std::vector<Quick> quick;
  {
    auto query =
        db.Prepare("SELECT case_id, sealed_key FROM case_grant WHERE account_id = ?1 AND quick_key IS NULL");
    query.Bind(account.id);
    while (query.Step())
      if (const auto key = OpenGrant(keys, query.Int(0), query.Bytes(1), ""))
        quick.push_back({query.Int(0), QuickenKey(keys, query.Int(0), *key)});
  }
  if (quick.empty()) return;
  store::Transaction transaction(db);
  auto update = db.Prepare("UPDATE case_grant SET quick_key = ?3 WHERE account_id = ?1 AND case_id = ?2");
  for (const auto& grant : quick) update.Bind(account.id, grant.case_id, store::Blob{grant.key}).Run();
  transaction.Commit();
}

std::vector<CallbackWish> CallbacksFor(store::Db& db, const people::Account& account,
                                       const vault::KeyPair& keys) {
  auto query = db.Prepare(
      "SELECT b.public_id, c.number, b.asked_on, b.sealed FROM callback b JOIN case_file c ON c.id = "
      "b.case_id "
      "WHERE b.account_id = ?1 AND b.done_on IS NULL ORDER BY b.id");
  query.Bind(account.id);
  std::vector<CallbackWish> wishes;
  while (query.Step()) {
    const auto plain = vault::OpenSealed(keys, query.Bytes(3));
    auto wish = plain ? json::Parse(*plain) : core::Refuse("", "callback.altered");
    if (!wish) throw std::runtime_error("a wish to be called back was altered");
    wishes.push_back({query.Text(0), query.Text(1), core::FromDayNumber(query.Int(2)), std::move(*wish)});
  }
  return wishes;
}

core::Result<void> CallbackDone(store::Db& db, const people::Account& account, std::string_view id,
                                core::Instant now) {
  store::Transaction transaction(db);
  auto mine =
      db.Prepare("SELECT 1 FROM callback WHERE public_id = ?1 AND account_id = ?2 AND done_on IS NULL");
  mine.Bind(id, account.id);
  if (!mine.Step()) return core::Refuse(core::Kind::kNotFound, "", "callback.unknown");
  mine.Reset();
  // One call is enough: it is done for every provider who was asked.
  db.Prepare("UPDATE callback SET done_on = ?2 WHERE public_id = ?1")
      .Bind(id, core::DayNumber(core::LocalDay(now)))
      .Run();
  // Nothing of the case: whoever calls back need not hold its key.
  Append(db,
         {now, account.id, 0, json::Value::MakeObject({{"what", "callback_done"}, {"who", account.login}})},
         nullptr);
  transaction.Commit();
  return {};
}

}  // namespace casefile

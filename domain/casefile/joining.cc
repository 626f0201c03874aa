#include "domain/casefile/joining.h"

#include "domain/casefile/case_state.h"
#include "domain/casefile/kept_cases.h"
#include "domain/outbox/outbox.h"

namespace casefile {
namespace {

// A link as its readers have it.
struct Opened {
  std::string id;
  core::Day linked_on;
  json::Value record;  // {"one", "other", "by", "reason"}
  std::string OtherThan(const std::string& number) const {
    return record.Text("one") == number ? record.Text("other") : record.Text("one");
  }
  bool Has(const std::string& number) const {
    return record.Text("one") == number || record.Text("other") == number;
  }
};

std::vector<Opened> LinksFor(store::Db& db, std::int64_t account_id, const vault::KeyPair& keys) {
  auto query = db.Prepare("SELECT public_id, linked_on, sealed FROM case_link WHERE account_id = ?1");
  query.Bind(account_id);
  std::vector<Opened> links;
  while (query.Step()) {
    const auto plain = vault::OpenSealed(keys, query.Bytes(2));
    auto record = plain ? json::Parse(*plain) : core::Refuse("", "link.altered");
    if (!record) throw std::runtime_error("a link was altered");
    links.push_back({query.Text(0), core::FromDayNumber(query.Int(1)), std::move(*record)});
  }
  return links;
}

bool Holds(store::Db& db, std::int64_t account_id, const std::string& number) {
  auto query = db.Prepare(
      "SELECT 1 FROM case_grant g JOIN case_file c ON c.id = g.case_id WHERE g.account_id = ?1 AND c.number "
      "= ?2");
  query.Bind(account_id, number);
  return query.Step();
}

// Of a case that the account holds; none otherwise.
std::optional<Header> HeaderOf(store::Db& db, std::int64_t account_id, const vault::KeyPair& keys,
                               const std::string& number) {
  auto query = db.Prepare(
      "SELECT c.id, c.header, g.sealed_key, g.quick_key FROM case_file c JOIN case_grant g ON g.case_id = "
      "c.id AND g.account_id = ?1 WHERE c.number = ?2");
  query.Bind(account_id, number);
  if (!query.Step()) return std::nullopt;
  const auto key = OpenGrant(keys, query.Int(0), query.Bytes(2), query.Bytes(3));
  if (!key) return std::nullopt;
  return OpenHeader(*key, number, query.Bytes(1));
}

void Seal(store::Db& db, const Holder& to, const Opened& link) {
  const auto sealed = vault::SealTo(to.public_key, json::Write(link.record));
  db.Prepare(
        "INSERT OR IGNORE INTO case_link (public_id, account_id, linked_on, sealed) VALUES (?1, ?2, ?3, ?4)")
      .Bind(link.id, to.account_id, core::DayNumber(link.linked_on), store::Blob{sealed})
      .Run();
}

// Outside of any case: a reporter holds the key of theirs.
void LogApart(store::Db& db, const Actor& actor, std::string_view what, std::string_view id,
              core::Instant now) {
  Append(db,
         {now, actor.account_id, 0,
          json::Value::MakeObject({{"what", what}, {"who", actor.name}, {"detail", id}})},
         nullptr);
}

core::Result<void> CheckPair(const Case& one, const Case& other) {
  if (one.Who().IsReporter() || other.Who().IsReporter())
    return core::Refuse(core::Kind::kForbidden, "", "case.not_yours");
  if (one.Id() == other.Id()) return core::Refuse("other", "join.same");
  if (one.CollectiviteId() != other.CollectiviteId()) return core::Refuse("other", "join.other_place");
  return {};
}

}  // namespace

core::Result<void> Together::Join(const scheme::Scheme& scheme, Case& duplicate, Case& main,
                                  std::string_view reason, std::int64_t seen_version, core::Instant now) {
  if (auto pair = CheckPair(duplicate, main); !pair) return pair;
  const auto* close = scheme.ActNamed("close");
  if (!close) return core::Refuse(core::Kind::kNotFound, "act", "act.unknown");
  auto& from = *duplicate.state_;
  auto& into = *main.state_;
  return from.Act(seen_version, now, [&]() -> core::Result<void> {
    into.Refresh();
    // The readers of one of them must not even learn that the other exists.
    if (from.header.concerns_authority != into.header.concerns_authority)
      return core::Refuse("other", "join.authority");
    if (into.header.closed_on) return core::Refuse(core::Kind::kConflict, "other", "join.closed");
    if (!DuplicatesOf(duplicate).empty()) return core::Refuse("other", "join.has_duplicates");
    const auto clocks = from.header.clocks;
    if (auto entered = from.Enter(scheme, *close, now); !entered) return entered;
    from.header.duplicate_of = into.number;
    const auto content = json::Value::MakeObject({{"outcome", kDuplicate}, {"reason", reason}});
    if (auto done = from.Effect(scheme, *close, content, core::LocalDay(now)); !done) return done;
    from.Record(scheme, *close, content, now);
    from.header.clocks.clear();
    from.Tell("system.joined", into.number, now);
    from.Log(now, "joined", into.number);

    for (const auto& [clock, day] : clocks)
      if (const auto running = into.header.clocks.find(clock); running != into.header.clocks.end())
        running->second = std::min(running->second, day);
    for (const auto account : from.header.advisers)
      if (std::find(into.header.advisers.begin(), into.header.advisers.end(), account) ==
          into.header.advisers.end())
        into.header.advisers.push_back(account);
    into.header.urgent = into.header.urgent || from.header.urgent;
    if (!casefile::Has(into.header.duplicates, from.number)) into.header.duplicates.push_back(from.number);
    into.Tell("system.joined_here", from.number, now);
    into.Log(now, "joined_here", from.number);
    into.Save(core::LocalDay(now));
    QueueForHolders(into.db, into.id, "case_news", core::LocalDay(now), into.actor.account_id);
    return {};
  });
}

std::vector<std::string> Together::DuplicatesOf(const Case& main) {
  const auto& state = *main.state_;
  std::vector<std::string> numbers;
  for (const auto& number : state.header.duplicates) {
    const auto header = HeaderOf(state.db, state.actor.account_id, state.keys, number);
    // One that was reopened since lives on its own.
    if (header && header->duplicate_of == state.number) numbers.push_back(number);
  }
  return numbers;
}

bool Case::State::AdvisedInLinked() const {
  for (const auto& link : LinksFor(db, actor.account_id, keys)) {
    if (!link.Has(number)) continue;
    const auto other = HeaderOf(db, actor.account_id, keys, link.OtherThan(number));
    if (other &&
        std::find(other->advisers.begin(), other->advisers.end(), actor.account_id) != other->advisers.end())
      return true;
  }
  return false;
}

core::Result<void> Together::Link(Case& one, Case& other, std::string_view reason, core::Instant now) {
  if (auto pair = CheckPair(one, other); !pair) return pair;
  const auto& actor = one.Who();
  auto& db = one.state_->db;
  store::Transaction transaction(db);
  for (const auto& link : LinksFor(db, actor.account_id, one.state_->keys))
    if (link.Has(one.Number()) && link.Has(other.Number()))
      return core::Refuse(core::Kind::kConflict, "other", "link.linked_before");
  const Opened link{
      vault::Base64Url(vault::RandomBytes(12)), core::LocalDay(now),
      json::Value::MakeObject(
          {{"one", one.Number()}, {"other", other.Number()}, {"by", actor.name}, {"reason", reason}})};
  for (const auto& holder : Holders(db, one.Id())) {
    if (!Holds(db, holder.account_id, other.Number())) continue;
    Seal(db, holder, link);
    if (holder.account_id != actor.account_id)
      outbox::TellAccount(db, "case_news", holder.account_id, core::LocalDay(now));
  }
  LogApart(db, actor, "cases_linked", link.id, now);
  transaction.Commit();
  return {};
}

core::Result<void> Together::Unlink(Case& one, std::string_view id, core::Instant now) {
  auto& db = one.state_->db;
  store::Transaction transaction(db);
  for (const auto& link : LinksFor(db, one.Who().account_id, one.state_->keys)) {
    if (link.id != id || !link.Has(one.Number())) continue;
    db.Prepare("DELETE FROM case_link WHERE public_id = ?1").Bind(id).Run();
    LogApart(db, one.Who(), "cases_unlinked", id, now);
    transaction.Commit();
    return {};
  }
  return core::Refuse(core::Kind::kNotFound, "link", "link.unknown");
}

std::vector<casefile::Link> Together::LinksOf(const Case& of) {
  std::vector<casefile::Link> links;
  const auto& state = *of.state_;
  if (state.actor.IsReporter()) return links;
  for (const auto& link : LinksFor(state.db, state.actor.account_id, state.keys)) {
    const auto other = link.OtherThan(of.Number());
    if (!link.Has(of.Number()) || !Holds(state.db, state.actor.account_id, other)) continue;
    links.push_back({link.id, other, link.linked_on, link.record.Text("by"), link.record.Text("reason")});
  }
  std::sort(links.begin(), links.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
  return links;
}

void Together::Share(const Case& of) {
  const auto& state = *of.state_;
  if (state.actor.IsReporter()) return;
  for (const auto& link : LinksFor(state.db, state.actor.account_id, state.keys)) {
    if (!link.Has(of.Number())) continue;
    for (const auto& holder : Holders(state.db, of.Id()))
      if (Holds(state.db, holder.account_id, link.OtherThan(of.Number()))) Seal(state.db, holder, link);
  }
}

std::vector<Listed> Neighbours(store::Db& db, const people::Account& account, const vault::KeyPair& keys,
                               const Case& of) {
  auto all = ListFor(db, account, keys);
  std::string place;
  for (const auto& listed : all)
    if (listed.number == of.Number()) place = listed.collectivite;
  std::erase_if(
      all, [&](const auto& listed) { return listed.number == of.Number() || listed.collectivite != place; });
  return all;
}

bool HasNeighbours(store::Db& db, const people::Account& account, const Case& of) {
  auto query = db.Prepare(
      "SELECT 1 FROM case_file c JOIN case_grant g ON g.case_id = c.id AND g.account_id = ?1 WHERE "
      "c.collectivite_id = ?2 AND c.id <> ?3 LIMIT 1");
  query.Bind(account.id, of.CollectiviteId(), of.Id());
  return query.Step();
}

void ForgetLinks(store::Db& db, const people::Account& account, const vault::KeyPair& keys) {
  for (const auto& link : LinksFor(db, account.id, keys))
    if (!HasCase(db, link.record.Text("one")) || !HasCase(db, link.record.Text("other")))
      db.Prepare("DELETE FROM case_link WHERE public_id = ?1").Bind(link.id).Run();
}

std::map<std::string, std::vector<std::string>> LinkedNumbers(store::Db& db, const people::Account& account,
                                                              const vault::KeyPair& keys) {
  std::map<std::string, std::vector<std::string>> numbers;
  for (const auto& link : LinksFor(db, account.id, keys)) {
    const auto one = link.record.Text("one"), other = link.record.Text("other");
    if (!Holds(db, account.id, one) || !Holds(db, account.id, other)) continue;
    numbers[one].push_back(other);
    numbers[other].push_back(one);
  }
  return numbers;
}

}  // namespace casefile

// Opening a case, and what is known once it is open.
#include <algorithm>
#include <stdexcept>

#include "domain/casefile/case_state.h"
#include "domain/casefile/reminders.h"

namespace casefile {

Case::Case(std::unique_ptr<State> state) : state_(std::move(state)) {}
Case::Case(Case&&) noexcept = default;
Case::~Case() = default;

core::Result<Case> Case::OpenAsReporter(store::Db& db, const people::Session& session) {
  auto query = db.Prepare(
      "SELECT number, collectivite_id, received_on, version, header, reporter_case_key FROM case_file WHERE "
      "id = ?1");
  query.Bind(session.subject_id);
  if (!query.Step()) return core::Refuse(core::Kind::kNotFound, "", "case.unknown");
  const auto key = OpenOwnKey(session.keys, query.Bytes(5));
  auto header = OpenHeader(key, query.Text(0), query.Bytes(4));
  return Case(std::unique_ptr<State>(new State{db,
                                               {},
                                               session.keys,
                                               key,
                                               session.subject_id,
                                               query.Int(1),
                                               query.Int(3),
                                               query.Text(0),
                                               core::FromDayNumber(query.Int(2)),
                                               std::move(header)}));
}

core::Result<Case> Case::OpenAsReader(store::Db& db, const people::Account& account,
                                      const vault::KeyPair& keys, std::string_view number) {
  auto query = db.Prepare(
      "SELECT c.id, c.collectivite_id, c.received_on, c.version, c.header, g.sealed_key, g.quick_key FROM "
      "case_file c "
      "JOIN case_grant g ON g.case_id = c.id AND g.account_id = ?1 WHERE c.number = ?2");
  query.Bind(account.id, number);
  if (!query.Step()) return core::Refuse(core::Kind::kNotFound, "", "case.unknown");
  const auto key = OpenGrant(keys, query.Int(0), query.Bytes(5), query.Bytes(6));
  if (!key) return core::Refuse(core::Kind::kNotFound, "", "case.unknown");
  auto header = OpenHeader(*key, number, query.Bytes(4));
  const auto role = RoleIn(account, query.Int(1), header.concerns_authority);
  Actor actor{account.id, role.empty() ? "referent" : role, account.name};
  return Case(std::unique_ptr<State>(new State{db, std::move(actor), keys, *key, query.Int(0), query.Int(1),
                                               query.Int(3), std::string(number),
                                               core::FromDayNumber(query.Int(2)), std::move(header)}));
}

const std::string& Case::Number() const { return state_->number; }
std::int64_t Case::Id() const { return state_->id; }
std::int64_t Case::CollectiviteId() const { return state_->collectivite_id; }
core::Day Case::ReceivedOn() const { return state_->received_on; }
std::int64_t Case::Version() const { return state_->version; }
const Header& Case::GetHeader() const { return state_->header; }
const vault::Key& Case::CaseKey() const { return state_->key; }
const Actor& Case::Who() const { return state_->actor; }

void Case::State::Refresh() {
  auto query = db.Prepare("SELECT version, header FROM case_file WHERE id = ?1");
  query.Bind(id);
  if (!query.Step()) throw std::runtime_error("the case went away");
  version = query.Int(0);
  header = OpenHeader(key, number, query.Bytes(1));
}

void Case::State::Log(core::Instant now, std::string_view what, std::string_view detail) {
  const auto who = actor.IsReporter() ? std::string("reporter") : actor.name;
  Append(db,
         {When(now), actor.account_id, id,
          json::Value::MakeObject({{"what", what}, {"who", who}, {"detail", detail}})},
         &key);
}

// The text makes part of it: another text under a key used before (the back button, a program's counter) is
// another message.
std::string Case::State::OnceHash(std::string_view once, std::string_view text) const {
  return vault::Hash("once", std::to_string(actor.account_id) + ":" + std::to_string(once.size()) + ":" +
                                 std::string(once) + std::string(text));
}

Message Case::State::Insert(const std::string& from, const std::string& text, std::string_view once,
                            core::Day on) {
  Message message{
      header.messages + 1, from, from == "reporter" || from == "system" ? "" : actor.name, text, on,
      std::nullopt};
  const auto sealed =
      SealJson(key, Context(number, "message", message.n),
               json::Value::MakeObject({{"from", message.from}, {"name", message.name}, {"text", text}}));
  const auto once_hash = once.empty() ? vault::RandomBytes(32) : OnceHash(once, text);
  db.Prepare("INSERT INTO message (case_id, n, sent_on, sealed, once_hash) VALUES (?1, ?2, ?3, ?4, ?5)")
      .Bind(id, message.n, core::DayNumber(on), store::Blob{sealed}, store::Blob{once_hash})
      .Run();
  ++header.messages;
  if (from == "reporter") ++header.from_reporter;
  return message;
}

void Case::State::Tell(const std::string& message_key, const std::string& detail, core::Instant now) {
  Insert("system", detail.empty() ? message_key : message_key + "\n" + detail, {}, core::LocalDay(now));
}

core::Result<void> Case::State::Act(std::int64_t seen_version, core::Instant now,
                                    const std::function<core::Result<void>()>& change) {
  store::Transaction transaction(db);
  Refresh();
  if (seen_version != 0 && seen_version != version)
    return core::Refuse(core::Kind::kConflict, "", "case.changed");
  if (auto changed = change(); !changed) {
    Refresh();
    return changed;
  }
  Save(core::LocalDay(now));
  transaction.Commit();
  return {};
}

void Case::State::Save(core::Day today) {
  header.acted_on = today;
  const auto sealed = SealHeader(key, number, header);
  db.Prepare("UPDATE case_file SET version = version + 1, header = ?2 WHERE id = ?1")
      .Bind(id, store::Blob{sealed})
      .Run();
  ++version;
  RenewReminders(db, id, header);
  SealFacets(today);
  if (actor.IsReporter()) {
    QueueForHolders(db, id, "case_news", today);
  } else {
    QueueForReporter(db, id, today);
  }
}

}  // namespace casefile

#include "domain/casefile/records.h"

#include <algorithm>
#include <stdexcept>

#include "domain/outbox/outbox.h"

namespace casefile {
namespace {

json::Value DayOrNull(const std::optional<core::Day>& day) {
  return day ? json::Value(core::DayNumber(*day)) : json::Value();
}

std::optional<core::Day> ReadDay(const json::Value& value) {
  return value.IsNull() ? std::nullopt : std::optional(core::FromDayNumber(value.Int()));
}

json::Value List(const std::vector<std::string>& words) {
  json::Value list = json::Array();
  for (const auto& word : words) list.Push(word);
  return list;
}

// The one whose day comes first.
std::map<std::string, core::Day>::const_iterator Next(const std::map<std::string, core::Day>& clocks) {
  return std::min_element(clocks.begin(), clocks.end(),
                          [](const auto& one, const auto& other) { return one.second < other.second; });
}

std::vector<std::string> Words(const json::Value& list) {
  std::vector<std::string> words;
  for (const auto& word : list.Items()) words.push_back(word.String());
  return words;
}

json::Value HoldJson(const std::optional<Hold>& hold) {
  if (!hold) return {};
  return json::Value::MakeObject({{"why", hold->why},
                                  {"reason", hold->reason},
                                  {"by", hold->by},
                                  {"since", core::DayNumber(hold->since)}});
}

// What a header says of its keeping; one that was closed before migration 0013 goes by the longest rule.
void ReadKeeping(const json::Value& value, Header& header) {
  if (!value.Has("kept_as")) {
    if (header.closed_on) header.kept_as = "measures";
    return;
  }
  header.kept_as = value.Text("kept_as");
  header.kept_since = ReadDay(value["kept_since"]);
  header.acted_on = ReadDay(value["acted_on"]);
  if (const auto& hold = value["hold"]; hold.IsObject())
    header.hold = Hold{hold.Text("why"), hold.Text("reason"), hold.Text("by"),
                       core::FromDayNumber(hold["since"].Int())};
}

// A header written before migration 0002 has the days of its two clocks, and nothing of a course.
json::Value WithCourse(json::Value header) {
  if (header.Has("clocks")) return header;
  json::Value clocks = json::Object();
  if (header["acknowledged_on"].IsNull()) clocks.Set("acknowledge", header["acknowledge_by"]);
  if (header["closed_on"].IsNull()) clocks.Set("feedback", header["feedback_by"]);
  header.Set("clocks", std::move(clocks)).Set("consents", json::Object());
  return header.Set("done", json::Array()).Set("advisers", json::Array()).Set("papers", 0);
}

}  // namespace

std::optional<core::Day> Header::Deadline() const {
  return clocks.empty() ? std::nullopt : std::optional(Next(clocks)->second);
}

std::string Header::DeadlineRule() const { return clocks.empty() ? "" : Next(clocks)->first; }

std::optional<retention::Kept> Header::Kept() const {
  if (!closed_on || hold) return std::nullopt;
  const auto since = kept_since.value_or(*closed_on);
  const std::string rule = duplicate_of.empty() ? kept_as : std::string(retention::kWithMain);
  return retention::Kept{rule, since, acted_on.value_or(since), duplicate_of};
}

std::string Context(std::string_view number, std::string_view kind, std::int64_t n) {
  return "case:" + std::string(number) + ":" + std::string(kind) + ":" + std::to_string(n);
}

std::string SealJson(const vault::Key& key, const std::string& context, const json::Value& value) {
  return vault::Encrypt(key, context, json::Write(value));
}

json::Value OpenJson(const vault::Key& key, const std::string& context, std::string_view sealed) {
  const auto plain = vault::Decrypt(key, context, sealed);
  if (!plain) throw std::runtime_error("a sealed record was altered");
  auto value = json::Parse(*plain);
  if (!value) throw std::runtime_error("a sealed record is not what was written");
  return std::move(*value);
}

std::string SealHeader(const vault::Key& key, std::string_view number, const Header& header) {
  auto value = json::Value::MakeObject({{"state", header.state},
                                        {"reason", header.reason},
                                        {"outcome", header.outcome},
                                        {"concerns_authority", header.concerns_authority},
                                        {"urgent", header.urgent},
                                        {"kinds", List(header.kinds)},
                                        {"quality", header.quality},
                                        {"acknowledged_on", DayOrNull(header.acknowledged_on)},
                                        {"closed_on", DayOrNull(header.closed_on)},
                                        {"done", List(header.done)},
                                        {"papers", header.papers},
                                        {"messages", header.messages},
                                        {"from_reporter", header.from_reporter},
                                        {"released_to", List(header.released_to)},
                                        {"identity_asked", header.identity_asked},
                                        {"identity_reason", header.identity_reason},
                                        {"has_identity", header.has_identity},
                                        {"callback_asked", header.callback_asked},
                                        {"hold", HoldJson(header.hold)},
                                        {"kept_as", header.kept_as},
                                        {"kept_since", DayOrNull(header.kept_since)},
                                        {"acted_on", DayOrNull(header.acted_on)},
                                        {"duplicate_of", header.duplicate_of},
                                        {"duplicates", List(header.duplicates)}});
  json::Value clocks = json::Object(), consents = json::Object(), advisers = json::Array();
  for (const auto& [clock, day] : header.clocks) clocks.Set(clock, core::DayNumber(day));
  for (const auto& [consent, answer] : header.consents) consents.Set(consent, answer);
  for (const auto account : header.advisers) advisers.Push(account);
  value.Set("clocks", std::move(clocks))
      .Set("consents", std::move(consents))
      .Set("advisers", std::move(advisers));
  return SealJson(key, Context(number, "header"), value);
}

Header OpenHeader(const vault::Key& key, std::string_view number, std::string_view sealed) {
  const auto value = WithCourse(OpenJson(key, Context(number, "header"), sealed));
  Header header;
  header.state = value.Text("state");
  header.reason = value.Text("reason");
  header.outcome = value.Text("outcome");
  header.concerns_authority = value["concerns_authority"].Bool();
  header.urgent = value["urgent"].Bool();
  header.kinds = Words(value["kinds"]);
  header.quality = value.Text("quality");
  header.acknowledged_on = ReadDay(value["acknowledged_on"]);
  header.closed_on = ReadDay(value["closed_on"]);
  header.done = Words(value["done"]);
  header.papers = value["papers"].Int();
  for (const auto& [clock, day] : value["clocks"].Members())
    header.clocks[clock] = core::FromDayNumber(day.Int());
  for (const auto& [consent, answer] : value["consents"].Members())
    header.consents[consent] = answer.String();
  for (const auto& account : value["advisers"].Items()) header.advisers.push_back(account.Int());
  header.messages = value["messages"].Int();
  header.from_reporter = value["from_reporter"].Int();
  header.released_to = Words(value["released_to"]);
  header.identity_asked = value["identity_asked"].Bool();
  header.identity_reason = value.Text("identity_reason");
  header.has_identity = value["has_identity"].Bool();
  header.callback_asked = value["callback_asked"].Bool();
  ReadKeeping(value, header);
  if (!value.Has("duplicate_of")) return header;  // written before migration 0007
  header.duplicate_of = value.Text("duplicate_of");
  header.duplicates = Words(value["duplicates"]);
  return header;
}

std::string QuickenKey(const vault::KeyPair& keys, std::int64_t case_id, const vault::Key& case_key) {
  return vault::EncryptExact(vault::Derive("grant-index", keys.secret_key.Bytes()),
                             "grant:" + std::to_string(case_id), case_key.Bytes());
}

std::optional<vault::Key> OpenGrant(const vault::KeyPair& keys, std::int64_t case_id, std::string_view sealed,
                                    std::string_view quick) {
  const auto bytes = quick.empty()
                         ? vault::OpenSealed(keys, sealed)
                         : vault::DecryptExact(vault::Derive("grant-index", keys.secret_key.Bytes()),
                                               "grant:" + std::to_string(case_id), quick);
  if (!bytes || bytes->size() != 32) return std::nullopt;
  return vault::Key::FromBytes(*bytes);
}

vault::Key OpenOwnKey(const vault::KeyPair& keys, std::string_view sealed) {
  const auto bytes = vault::OpenSealed(keys, sealed);
  if (!bytes) throw std::runtime_error("the reporter's sealed key was altered");
  return vault::Key::FromBytes(*bytes);
}

std::string RoleIn(const people::Account& account, std::int64_t collectivite_id, bool concerns_authority) {
  const char* const apart[] = {"substitute", "referent", "provider", "authority", "manager", "committee"};
  const char* const ordinary[] = {"referent", "substitute", "provider", "authority", "manager", "committee"};
  for (const char* role : concerns_authority ? apart : ordinary)
    for (const auto& part : account.assignments)
      if (part.role == role && (part.collectivite_id == 0 || part.collectivite_id == collectivite_id))
        return role;
  return {};
}

std::vector<Holder> Holders(store::Db& db, std::int64_t case_id) {
  auto query = db.Prepare(
      "SELECT a.id, a.public_key FROM case_grant g JOIN account a ON a.id = g.account_id WHERE g.case_id = "
      "?1 AND a.active");
  query.Bind(case_id);
  std::vector<Holder> holders;
  while (query.Step()) holders.push_back({query.Int(0), query.Bytes(1)});
  return holders;
}

std::vector<Holder> Holders(store::Db& db, std::int64_t case_id, const std::vector<std::string>& roles) {
  auto query = db.Prepare(
      "SELECT 1 FROM assignment s JOIN case_file c ON c.id = ?2 WHERE s.account_id = ?1 AND s.role = ?3 "
      "AND (s.collectivite_id IS NULL OR s.collectivite_id = c.collectivite_id)");
  auto holders = Holders(db, case_id);
  std::erase_if(holders, [&](const Holder& holder) {
    return std::none_of(roles.begin(), roles.end(), [&](const std::string& role) {
      query.Bind(holder.account_id, case_id, role);
      const bool has = query.Step();
      query.Reset();
      return has;
    });
  });
  return holders;
}

void QueueForReporter(store::Db& db, std::int64_t case_id, core::Day today) {
  db.Prepare(
        "INSERT INTO outbox (template, case_id, queued_on) SELECT 'reporter_news', case_id, ?2 FROM "
        "notification_address "
        "WHERE case_id = ?1 AND NOT EXISTS (SELECT 1 FROM outbox WHERE case_id = ?1 AND sent_on IS NULL)")
      .Bind(case_id, core::DayNumber(today))
      .Run();
}

void QueueForHolders(store::Db& db, std::int64_t case_id, std::string_view mail, core::Day today,
                     std::int64_t except) {
  for (const auto& holder : Holders(db, case_id))
    if (holder.account_id != except) outbox::TellAccount(db, mail, holder.account_id, today);
}

bool StoreCallback(store::Db& db, std::int64_t case_id, std::int64_t collectivite_id, const json::Value& wish,
                   core::Day today) {
  const auto providers = people::Readers(db, collectivite_id, {"provider"});
  // A wish replaces the one that still waits: the form sent twice is one call, a corrected number is the one
  // called.
  db.Prepare("DELETE FROM callback WHERE case_id = ?1 AND done_on IS NULL").Bind(case_id).Run();
  const auto id = vault::Base64Url(vault::RandomBytes(12));
  for (const auto& provider : providers) {
    const auto sealed = vault::SealTo(provider.public_key, json::Write(wish));
    db.Prepare(
          "INSERT INTO callback (public_id, case_id, account_id, asked_on, sealed) VALUES (?1, ?2, ?3, ?4, "
          "?5)")
        .Bind(id, case_id, provider.account_id, core::DayNumber(today), store::Blob{sealed})
        .Run();
    outbox::TellAccount(db, "callback", provider.account_id, today);
  }
  return !providers.empty();
}

}  // namespace casefile

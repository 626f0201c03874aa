#include "domain/campaign/campaign.h"

#include <algorithm>
#include <map>

#include "domain/campaign/parts.h"
#include "domain/casefile/journal.h"
#include "lib/vault/vault.h"

namespace campaign {
namespace {

using membership::State;

core::Day FirstOf(int year) { return core::Day{std::chrono::year{year} / 1 / 1}; }

std::string HashOf(std::string_view token) { return vault::Hash("headcount request", token); }

bool IsOfYear(const membership::Member& member, int year) {
  if (member.state != State::kEffective && member.state != State::kLeaving && member.state != State::kLeft)
    return false;
  if (member.effective_on && *member.effective_on >= FirstOf(year + 1)) return false;
  return !member.ends_on || *member.ends_on >= FirstOf(year);
}

// What was frozen or told for a year, by collectivité.
struct Asked {
  std::optional<std::int64_t> agents;
  std::optional<core::Day> told_on, asked_on;
};
std::map<std::int64_t, Asked> AskedIn(store::Db& db, int year) {
  std::map<std::int64_t, Asked> all;
  auto query =
      db.Prepare("SELECT collectivite_id, agents, told_on, asked_on FROM headcount_request WHERE year = ?1");
  query.Bind(year);
  while (query.Step()) {
    auto& one = all[query.Int(0)];
    if (!query.IsNull(1)) one.agents = query.Int(1);
    if (!query.IsNull(2)) one.told_on = core::FromDayNumber(query.Int(2));
    if (!query.IsNull(3)) one.asked_on = core::FromDayNumber(query.Int(3));
  }
  return all;
}

std::string StateOf(const Line& line, const Bill* bill) {
  if (bill) return bill->Left() == 0 ? "credited" : bill->paid_on ? "paid" : "issued";
  if (!line.answer) return "waiting";
  if (!line.answer->due_cents) return "unknown";
  return *line.answer->due_cents == 0 ? "nothing" : "ready";
}

// The request of a member, made when there is none yet; gives its number.
std::int64_t RequestOf(store::Db& db, int year, std::int64_t collectivite_id, std::string_view worker_key) {
  auto query = db.Prepare("SELECT id FROM headcount_request WHERE year = ?1 AND collectivite_id = ?2");
  query.Bind(year, collectivite_id);
  if (query.Step()) return query.Int(0);
  const auto token = vault::RandomToken();
  const auto hash = HashOf(token), sealed = vault::SealTo(worker_key, token);
  db.Prepare(
        "INSERT INTO headcount_request (year, collectivite_id, token_hash, sealed_token) VALUES (?1, ?2, ?3, "
        "?4)")
      .Bind(year, collectivite_id, store::Blob{hash}, store::Blob{sealed})
      .Run();
  return db.LastId();
}

core::Result<Campaign> Unfrozen(store::Db& db, int year) {
  auto found = Find(db, year);
  if (!found) return core::Refuse(core::Kind::kNotFound, "year", "campaign.none");
  if (found->frozen_on) return core::Refuse(core::Kind::kConflict, "year", "campaign.frozen");
  return *found;
}

}  // namespace

core::Day ReferenceOf(const scheme::Scheme& scheme, const membership::Member& member, int year) {
  const auto reference = scheme.Dues().Text("headcount_reference");
  if (reference == "december_31_before") return FirstOf(year) - std::chrono::days{1};
  if (reference == "january_1_of_joining_year" && member.effective_on)
    return FirstOf(static_cast<int>(std::chrono::year_month_day{*member.effective_on}.year()));
  return FirstOf(year);
}

std::optional<core::Day> EffectIn(const membership::Member& member, int year) {
  return member.effective_on && *member.effective_on >= FirstOf(year) ? member.effective_on : std::nullopt;
}

void Enter(store::Db& db, const By& by, std::string_view what, const std::string& detail) {
  casefile::Append(
      db,
      {by.now, by.account_id, 0,
       json::Value::MakeObject(
           {{"what", what}, {"who", by.who.empty() ? "administrator" : by.who}, {"detail", detail}})},
      nullptr);
}

std::optional<Campaign> Find(store::Db& db, int year) {
  auto query = db.Prepare("SELECT opened_on, due_on, frozen_on FROM campaign WHERE year = ?1");
  query.Bind(year);
  if (!query.Step()) return std::nullopt;
  Campaign found{year, core::FromDayNumber(query.Int(0)), core::FromDayNumber(query.Int(1)), {}};
  if (!query.IsNull(2)) found.frozen_on = core::FromDayNumber(query.Int(2));
  return found;
}

std::vector<int> Years(store::Db& db) {
  std::vector<int> years;
  auto query = db.Prepare("SELECT year FROM campaign ORDER BY year DESC");
  while (query.Step()) years.push_back(static_cast<int>(query.Int(0)));
  return years;
}

std::vector<Line> Lines(store::Db& db, const scheme::Scheme& scheme, int year) {
  std::map<std::int64_t, Bill> latest;
  for (auto& bill : Bills(db, year))
    if (!bill.corrects) latest.insert_or_assign(bill.collectivite_id, std::move(bill));
  const auto asked = AskedIn(db, year);
  std::vector<Line> lines;
  for (auto& member : membership::Members(db)) {
    const auto bill = latest.find(member.collectivite_id);
    if (!IsOfYear(member, year) && bill == latest.end()) continue;
    Line line{std::move(member), {}, {}, {}, {}, {}, {}, {}};
    const auto reference = ReferenceOf(scheme, line.member, year);
    const auto id = line.member.collectivite_id;
    line.headcount = membership::HeadcountOn(db, id, reference);
    if (const auto one = asked.find(id); one != asked.end()) {
      line.told_on = one->second.told_on;
      if (one->second.agents) line.headcount = {reference, *one->second.agents, "", reference};
    }
    // A scheme without a fee counts nobody.
    if (!scheme.Dues().Text("headcount_reference").empty()) line.reference = reference;
    if (line.headcount || !line.reference) {
      auto answer = dues::Compute(scheme, {line.headcount ? line.headcount->agents : 1,
                                           line.member.affiliated, year, EffectIn(line.member, year)});
      if (answer)
        line.answer = std::move(*answer);
      else
        line.error = answer.error().code;
    }
    if (bill != latest.end()) line.bill = bill->second.n;
    line.state = StateOf(line, bill == latest.end() ? nullptr : &bill->second);
    lines.push_back(std::move(line));
  }
  return lines;
}

core::Refusals WrongToOpen(store::Db& db, std::optional<std::int64_t> year, std::optional<core::Day> due_on,
                           core::Day today) {
  core::Refusals wrong;
  if (year && (*year < 2020 || *year > 2100))
    wrong.push_back({core::Kind::kInvalid, "year", "year.range"});
  else if (year && Find(db, static_cast<int>(*year)))
    wrong.push_back({core::Kind::kConflict, "year", "campaign.exists"});
  if (due_on && *due_on < today) wrong.push_back({core::Kind::kInvalid, "due_on", "campaign.due_on.past"});
  return wrong;
}

core::Result<void> Open(store::Db& db, int year, core::Day due_on, const By& by) {
  const auto today = core::LocalDay(by.now);
  if (const auto wrong = WrongToOpen(db, year, due_on, today); !wrong.empty())
    return tl::make_unexpected(wrong.front());
  db.Prepare("INSERT INTO campaign (year, opened_on, due_on) VALUES (?1, ?2, ?3)")
      .Bind(year, core::DayNumber(today), core::DayNumber(due_on))
      .Run();
  Enter(db, by, "campaign_opened", std::to_string(year));
  return {};
}

core::Result<int> Ask(store::Db& db, const scheme::Scheme& scheme, int year, std::string_view worker_key,
                      const By& by) {
  if (const auto found = Unfrozen(db, year); !found) return tl::make_unexpected(found.error());
  const auto today = core::LocalDay(by.now);
  const auto asked = AskedIn(db, year);
  int mails = 0;
  for (const auto& line : Lines(db, scheme, year)) {
    if (line.state != "waiting" || line.member.contact.email.empty()) continue;
    const auto before = asked.find(line.member.collectivite_id);
    if (before != asked.end() && before->second.asked_on == today) continue;
    const auto request = RequestOf(db, year, line.member.collectivite_id, worker_key);
    db.Prepare("UPDATE headcount_request SET asked = asked + 1, asked_on = ?2 WHERE id = ?1")
        .Bind(request, core::DayNumber(today))
        .Run();
    db.Prepare("INSERT INTO outbox (template, headcount_request_id, queued_on) VALUES (?1, ?2, ?3)")
        .Bind(before == asked.end() ? "headcount_asked" : "headcount_chased", request, core::DayNumber(today))
        .Run();
    ++mails;
  }
  Enter(db, by, "campaign_asked", std::to_string(year) + "\n" + std::to_string(mails));
  return mails;
}

core::Result<Request> FindRequest(store::Db& db, const scheme::Scheme& scheme, std::string_view token) {
  const auto hash = HashOf(token);
  auto query = db.Prepare(
      "SELECT r.id, r.year, r.collectivite_id, r.told_on, c.frozen_on FROM headcount_request r JOIN campaign "
      "c ON "
      "c.year = r.year WHERE r.token_hash = ?1");
  query.Bind(store::Blob{hash});
  if (!query.Step()) return core::Refuse(core::Kind::kNotFound, "", "campaign.link");
  if (!query.IsNull(4)) return core::Refuse(core::Kind::kConflict, "", "campaign.link_over");
  Request request;
  request.id = query.Int(0);
  request.year = static_cast<int>(query.Int(1));
  request.collectivite_id = query.Int(2);
  if (!query.IsNull(3)) request.told_on = core::FromDayNumber(query.Int(3));
  const auto member = membership::FindMember(db, request.collectivite_id);
  if (!member) return core::Refuse(core::Kind::kNotFound, "", "campaign.link");
  request.name = member->name;
  request.reference = ReferenceOf(scheme, *member, request.year);
  if (const auto known = membership::HeadcountOn(db, request.collectivite_id, request.reference))
    request.agents = known->agents;
  return request;
}

core::Result<void> Tell(store::Db& db, const scheme::Scheme& scheme, std::string_view token,
                        std::int64_t agents, core::Instant now) {
  const auto request = FindRequest(db, scheme, token);
  if (!request) return tl::make_unexpected(request.error());
  const auto today = core::LocalDay(now);
  const auto set = membership::SetHeadcount(
      db, request->collectivite_id, {request->reference, agents, "déclaré par la collectivité", today});
  if (!set) return set;
  db.Prepare("UPDATE headcount_request SET told_on = ?2 WHERE id = ?1")
      .Bind(request->id, core::DayNumber(today))
      .Run();
  Enter(db, {0, request->name, now}, "headcount_told", std::to_string(request->year));
  return {};
}

core::Result<void> Freeze(store::Db& db, const scheme::Scheme& scheme, int year, const By& by) {
  if (const auto found = Unfrozen(db, year); !found) return tl::make_unexpected(found.error());
  for (const auto& line : Lines(db, scheme, year))
    if (line.headcount)
      db.Prepare("UPDATE headcount_request SET agents = ?3 WHERE year = ?1 AND collectivite_id = ?2")
          .Bind(year, line.member.collectivite_id, line.headcount->agents)
          .Run();
  db.Prepare("UPDATE campaign SET frozen_on = ?2 WHERE year = ?1")
      .Bind(year, core::DayNumber(core::LocalDay(by.now)))
      .Run();
  db.Prepare(
        "DELETE FROM outbox WHERE sent_on IS NULL AND headcount_request_id IN (SELECT id FROM "
        "headcount_request WHERE "
        "year = ?1)")
      .Bind(year)
      .Run();
  Enter(db, by, "campaign_frozen", std::to_string(year));
  return {};
}

}  // namespace campaign

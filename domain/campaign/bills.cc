#include <algorithm>
#include <array>
#include <cstdio>

#include "domain/campaign/parts.h"
#include "lib/core/text.h"

namespace campaign {
namespace {

json::Value DayOrNull(const std::optional<core::Day>& day) {
  return day ? json::Value(core::IsoDay(*day)) : json::Value();
}
std::optional<core::Day> DayIn(const json::Value& value) {
  return value.IsNull() ? std::nullopt : core::ParseDay(value.String());
}

json::Value ContentOf(const Bill& bill) {
  json::Value steps = json::Array(), assumptions = json::Array();
  for (const auto& step : bill.steps)
    steps.Push(json::Value::MakeObject({{"code", step.code}, {"text", step.text}, {"cents", step.cents}}));
  for (const auto& one : bill.assumptions) assumptions.Push(one);
  auto content =
      json::Value::MakeObject({{"name", bill.name}, {"siret", bill.siret}, {"address", bill.address}});
  content.Set("postcode", bill.postcode).Set("city", bill.city).Set("service_code", bill.service_code);
  content.Set("engagement", bill.engagement).Set("agents", bill.agents).Set("reference", bill.reference);
  content.Set("effect", DayOrNull(bill.effect)).Set("ends_on", DayOrNull(bill.ends_on));
  content.Set("due_on", core::IsoDay(bill.due_on)).Set("yearly_cents", bill.yearly_cents);
  content.Set("provision_cents", bill.provision_cents ? json::Value(*bill.provision_cents) : json::Value());
  content.Set("steps", std::move(steps))
      .Set("assumptions", std::move(assumptions))
      .Set("reason", bill.reason);
  return content;
}

void ReadContent(Bill& bill, const json::Value& content) {
  int i = 0;
  constexpr std::array kNames{"name",         "siret",      "address",   "postcode", "city",
                              "service_code", "engagement", "reference", "reason"};
  for (std::string* text : {&bill.name, &bill.siret, &bill.address, &bill.postcode, &bill.city,
                            &bill.service_code, &bill.engagement, &bill.reference, &bill.reason})
    *text = content.Text(kNames[static_cast<std::size_t>(i++)]);
  bill.agents = content["agents"].Int();
  bill.effect = DayIn(content["effect"]);
  bill.ends_on = DayIn(content["ends_on"]);
  bill.due_on = core::ParseDay(content.Text("due_on")).value();
  bill.yearly_cents = content["yearly_cents"].Int();
  if (!content["provision_cents"].IsNull()) bill.provision_cents = content["provision_cents"].Int();
  for (const auto& step : content["steps"].Items())
    bill.steps.push_back({step.Text("code"), step.Text("text"), step["cents"].Int()});
  for (const auto& one : content["assumptions"].Items()) bill.assumptions.push_back(one.String());
}

std::vector<Bill> Read(store::Query& query, int year) {
  std::vector<Bill> bills;
  while (query.Step()) {
    Bill bill;
    bill.year = year;
    bill.n = static_cast<int>(query.Int(0));
    bill.collectivite_id = query.Int(1);
    if (!query.IsNull(2)) bill.corrects = static_cast<int>(query.Int(2));
    bill.issued_on = core::FromDayNumber(query.Int(3));
    bill.cents = query.Int(4);
    if (!query.IsNull(6)) bill.paid_on = core::FromDayNumber(query.Int(6));
    bill.credited = query.Int(7);
    bill.contact = {query.Text(8), query.Text(9), query.Text(10), query.Text(11)};
    ReadContent(bill, json::Parse(query.Text(5)).value());
    bills.push_back(std::move(bill));
  }
  return bills;
}

constexpr const char* kColumns =
    "SELECT n, bill.collectivite_id, corrects, issued_on, cents, content, paid_on, (SELECT "
    "-coalesce(sum(c.cents), 0) FROM bill c WHERE c.year = bill.year AND c.corrects = bill.n), "
    "m.contact_name, m.contact_function, m.contact_email, m.contact_phone FROM bill JOIN member m ON "
    "m.collectivite_id = bill.collectivite_id WHERE year = ?1";

Bill BillFor(const Line& line, const Campaign& campaign, core::Day today) {
  const auto& member = line.member;
  const auto& answer = *line.answer;
  Bill bill;
  bill.year = campaign.year;
  bill.collectivite_id = member.collectivite_id;
  bill.issued_on = today;
  bill.due_on = std::max(campaign.due_on, today);
  bill.cents = *answer.due_cents;
  bill.name = member.name;
  bill.siret = member.siret;
  bill.address = member.place.address;
  bill.postcode = member.place.postcode;
  bill.city = member.place.city;
  bill.service_code = member.service_code;
  bill.engagement = member.engagement;
  bill.agents = line.headcount ? line.headcount->agents : 0;
  bill.reference = line.headcount ? core::IsoDay(line.headcount->reference) : "";
  bill.effect = EffectIn(member, campaign.year);
  const auto after = core::Day{std::chrono::year{campaign.year + 1} / 1 / 1};
  if (member.ends_on && *member.ends_on < after) bill.ends_on = member.ends_on;
  bill.yearly_cents = *answer.yearly_fee_cents;
  bill.provision_cents = answer.provision_cents;
  bill.steps = answer.steps;
  bill.assumptions = answer.assumptions;
  return bill;
}

// What a credit note may not be made of, whatever its amount.
core::Refusals Uncreditable(const Bill& bill, const std::string& reason) {
  core::Refusals wrong;
  if (bill.corrects) wrong.push_back({core::Kind::kConflict, "", "campaign.credit_of_credit"});
  if (core::Trim(reason).empty() || core::Length(reason) > 500)
    wrong.push_back({core::Kind::kInvalid, "reason", "campaign.reason"});
  return wrong;
}

core::Result<Bill> Known(store::Db& db, int year, int n) {
  if (auto bill = FindBill(db, year, n)) return std::move(*bill);
  return core::Refuse(core::Kind::kNotFound, "", "campaign.bill_unknown");
}

core::Result<dues::Answer> FeeOf(const scheme::Scheme& scheme, const membership::Member& member, int year,
                                 std::int64_t agents) {
  return dues::Compute(scheme, {agents, member.affiliated, year, EffectIn(member, year)});
}

// What is printed of the bill that it takes back stays on a credit note.
int WriteCredit(store::Db& db, Bill bill, std::int64_t cents, const std::string& reason, core::Day today) {
  bill.corrects = bill.n;
  bill.cents = -cents;
  bill.issued_on = today;
  bill.reason = core::Trim(reason);
  bill.provision_cents.reset();
  bill.steps.clear();
  bill.assumptions.clear();
  return Write(db, bill);
}

}  // namespace

std::string NumberOf(int year, int n) {
  std::array<char, 32> out{};
  std::snprintf(out.data(), out.size(), "%d-%04d", year, n);
  return out.data();
}

std::vector<Bill> Bills(store::Db& db, int year) {
  auto query = db.Prepare(std::string(kColumns) + " ORDER BY n");
  query.Bind(year);
  return Read(query, year);
}

std::optional<Bill> FindBill(store::Db& db, int year, int n) {
  auto query = db.Prepare(std::string(kColumns) + " AND n = ?2");
  query.Bind(year, n);
  auto bills = Read(query, year);
  return bills.empty() ? std::nullopt : std::optional(std::move(bills.front()));
}

int Write(store::Db& db, const Bill& bill) {
  auto next = db.Prepare("SELECT coalesce(max(n), 0) + 1 FROM bill WHERE year = ?1");
  next.Bind(bill.year).Step();
  const auto n = static_cast<int>(next.Int(0));
  next.Reset();
  db.Prepare(
        "INSERT INTO bill (year, n, collectivite_id, corrects, issued_on, cents, content) VALUES (?1, ?2, "
        "?3, ?4, "
        "?5, ?6, ?7)")
      .Bind(bill.year, n, bill.collectivite_id, bill.corrects, core::DayNumber(bill.issued_on), bill.cents,
            json::Write(ContentOf(bill)))
      .Run();
  return n;
}

core::Result<int> Issue(store::Db& db, const scheme::Scheme& scheme, int year, const By& by) {
  const auto campaign = Find(db, year);
  if (!campaign) return core::Refuse(core::Kind::kNotFound, "year", "campaign.none");
  if (!campaign->frozen_on) return core::Refuse(core::Kind::kConflict, "year", "campaign.not_frozen");
  int issued = 0;
  for (const auto& line : Lines(db, scheme, year)) {
    if (line.state != "ready") continue;
    Write(db, BillFor(line, *campaign, core::LocalDay(by.now)));
    ++issued;
  }
  Enter(db, by, "bills_issued", std::to_string(year) + "\n" + std::to_string(issued));
  return issued;
}

core::Refusals WrongToCredit(const Bill& bill, std::optional<std::int64_t> cents, const std::string& reason) {
  auto wrong = Uncreditable(bill, reason);
  if (cents && (*cents < 1 || *cents > bill.Left()))
    wrong.push_back({core::Kind::kInvalid, "amount", "campaign.amount"});
  return wrong;
}

core::Refusals WrongToCorrect(store::Db& db, const scheme::Scheme& scheme, const Bill& bill,
                              std::optional<std::int64_t> agents, const std::string& reason) {
  auto wrong = Uncreditable(bill, reason);
  if (bill.Left() == 0) wrong.push_back({core::Kind::kConflict, "", "campaign.amount"});
  const auto member = membership::FindMember(db, bill.collectivite_id);
  if (!member) wrong.push_back({core::Kind::kNotFound, "", "campaign.bill_unknown"});
  if (!member || !agents) return wrong;
  const auto answer = FeeOf(scheme, *member, bill.year, *agents);
  if (!answer)
    wrong.push_back(answer.error());
  else if (!answer->due_cents || *answer->due_cents == bill.Left())
    wrong.push_back({core::Kind::kInvalid, "headcount", "campaign.same_fee"});
  return wrong;
}

core::Result<int> Credit(store::Db& db, int year, int n, std::int64_t cents, const std::string& reason,
                         const By& by) {
  const auto bill = Known(db, year, n);
  if (!bill) return tl::make_unexpected(bill.error());
  if (const auto wrong = WrongToCredit(*bill, cents, reason); !wrong.empty())
    return tl::make_unexpected(wrong.front());
  const int credit = WriteCredit(db, *bill, cents, reason, core::LocalDay(by.now));
  Enter(db, by, "bill_credited", bill->Number() + "\n" + std::to_string(credit));
  return credit;
}

core::Result<std::optional<int>> Correct(store::Db& db, const scheme::Scheme& scheme, int year, int n,
                                         std::int64_t agents, const std::string& reason, const By& by) {
  const auto bill = Known(db, year, n);
  if (!bill) return tl::make_unexpected(bill.error());
  if (const auto wrong = WrongToCorrect(db, scheme, *bill, agents, reason); !wrong.empty())
    return tl::make_unexpected(wrong.front());
  const auto member = membership::FindMember(db, bill->collectivite_id);
  const auto answer = FeeOf(scheme, *member, year, agents);
  const auto today = core::LocalDay(by.now);
  const auto reference = ReferenceOf(scheme, *member, year);
  if (const auto set = membership::SetHeadcount(
          db, member->collectivite_id, {reference, agents, "rectifié par le centre de gestion", today});
      !set)
    return tl::make_unexpected(set.error());
  db.Prepare("UPDATE headcount_request SET agents = ?3 WHERE year = ?1 AND collectivite_id = ?2")
      .Bind(year, member->collectivite_id, agents)
      .Run();
  WriteCredit(db, *bill, bill->Left(), reason, today);
  std::optional<int> made;
  if (*answer->due_cents > 0) {
    auto next =
        BillFor({*member, membership::Headcount{reference, agents, "", today}, {}, *answer, {}, {}, {}, {}},
                *Find(db, year), today);
    next.reason = core::Trim(reason);
    made = Write(db, next);
  }
  Enter(db, by, "bill_corrected", bill->Number());
  return made;
}

core::Result<void> MarkPaid(store::Db& db, int year, int n, std::optional<core::Day> on, const By& by) {
  const auto bill = FindBill(db, year, n);
  if (!bill || bill->corrects) return core::Refuse(core::Kind::kNotFound, "", "campaign.bill_unknown");
  if (on && (*on > core::LocalDay(by.now) || *on < bill->issued_on))
    return core::Refuse("paid_on", "campaign.paid_on");
  db.Prepare("UPDATE bill SET paid_on = ?3 WHERE year = ?1 AND n = ?2")
      .Bind(year, n, on ? std::optional(core::DayNumber(*on)) : std::nullopt)
      .Run();
  Enter(db, by, on ? "bill_paid" : "bill_unpaid", bill->Number());
  return {};
}

}  // namespace campaign

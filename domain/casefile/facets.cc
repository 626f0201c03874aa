#include "domain/casefile/facets.h"

#include <array>

#include "domain/casefile/case_state.h"
#include "domain/figures/facets.h"
#include "domain/membership/membership.h"

namespace casefile {
namespace {

// Answers of the report that are counted under their own name; an indirect identifier only when the reporter
// lets every reader have it, for it is not in the report otherwise.
constexpr std::array<const char*, 3> kAnswers{"quality", "origin", "sick_leave"};
constexpr std::array<const char*, 3> kIndirect{"age_band", "status", "service"};
// Beside the sex, answers that are counted and no more.
constexpr std::array kCountedOnly{"category", "public", "education", "area", "reason"};

std::int64_t DaysBetween(core::Day from, core::Day to) { return (to - from).count(); }

// The day on which the assessment was over: by its own act, or by the closing.
std::optional<core::Day> Assessed(const std::vector<Paper>& papers, const Header& header) {
  for (const auto& paper : papers)
    if (paper.act == "qualify" || paper.act == "reorient" || paper.act == "conclude") return paper.made_on;
  return header.closed_on;
}

void AddDelays(json::Value& facets, const Counted& of) {
  const auto& header = of.header;
  if (header.acknowledged_on)
    facets.Set("acknowledgement", DaysBetween(of.received_on, *header.acknowledged_on));
  const auto assessed = Assessed(of.papers, header);
  if (!assessed) return;
  facets.Set("assessment", DaysBetween(of.received_on, *assessed));
  if (header.closed_on && *assessed < *header.closed_on)
    facets.Set("treatment", DaysBetween(*assessed, *header.closed_on));
}

void AddServices(json::Value& facets, const Counted& of) {
  json::Value services = json::Array();
  std::int64_t cents = 0;
  for (const auto& order : OrdersIn(of.papers)) {
    for (const auto& wanted : order.delivered)
      services.Push(json::Value::MakeObject({{"line", wanted.line}, {"count", wanted.quantity}}));
    if (order.due) cents += order.due->cents;
  }
  if (services.Items().empty()) return;
  facets.Set("services", std::move(services)).Set("cents", cents);
}

json::Value Listed(const std::vector<std::string>& words) {
  json::Value list = json::Array();
  for (const auto& word : words) list.Push(word);
  return list;
}

// What the case remembers of its rows, under its own key.
json::Value Remembered(const Counted& of) {
  auto query = of.db.Prepare("SELECT sealed FROM case_figure WHERE case_id = ?1");
  query.Bind(of.id);
  if (query.Step()) return OpenJson(of.key, Context(of.number, "figures"), query.Bytes(0));
  auto ids = json::Value(json::Object());
  for (const char* copy : {"cdg", "ordinary", "apart"}) ids.Set(copy, vault::Base64Url(figures::NewId()));
  return ids;
}

// A text without its members of these names.
json::Value Without(const json::Value& value, std::string_view name) {
  json::Value rest = json::Object();
  for (const auto& [word, said] : value.Members())
    if (word != name) rest.Set(word, said);
  return rest;
}

}  // namespace

json::Value FacetsOf(const Counted& of) {
  const auto& header = of.header;
  auto facets = json::Value::MakeObject({{"received", figures::MonthOf(of.received_on)},
                                         {"state", header.state},
                                         {"kinds", Listed(header.kinds)}});
  if (header.closed_on) facets.Set("closed", figures::MonthOf(*header.closed_on));
  if (!header.outcome.empty()) facets.Set("outcome", header.outcome);
  if (of.report["criteria"].IsArray()) facets.Set("criteria", of.report["criteria"]);
  for (const char* answer : kAnswers)
    if (const auto said = of.report.Text(answer); !said.empty()) facets.Set(answer, said);
  for (const char* answer : kIndirect)
    if (const auto said = of.report.Text(std::string("indirect.") + answer); !said.empty())
      facets.Set(answer, said);
  AddDelays(facets, of);
  AddServices(facets, of);
  return facets;
}

json::Value PersonOf(const json::Value& identity) {
  json::Value person = json::Object();
  if (const auto sex = identity.Text("sex"); !sex.empty()) person.Set("gender", sex);
  for (const char* answer : kCountedOnly)
    if (const auto said = identity.Text(answer); !said.empty()) person.Set(answer, said);
  return person;
}

void SealFacets(const Counted& of, const std::optional<json::Value>& person, core::Day today) {
  const auto pairs = figures::PairsFor(of.db, of.collectivite_id);
  const auto facets = FacetsOf(of);
  auto kept = Remembered(of);
  const json::Value nothing = json::Object();
  const auto put = [&](const figures::Pair& pair, const char* copy, const json::Value& what, bool counts) {
    if (pair.id == 0) return;
    const auto id = vault::FromBase64Url(kept.Text(copy)).value();
    figures::Put(of.db, pair, id, counts ? what : nothing, counts ? person : std::optional(nothing));
  };
  auto for_cdg = Without(facets, "service");
  const auto agents = membership::HeadcountOn(of.db, of.collectivite_id, today);
  for_cdg.Set("band", figures::SizeBand(agents ? agents->agents : 0));
  put(pairs.cdg, "cdg", for_cdg, true);
  put(pairs.ordinary, "ordinary", facets, !of.header.concerns_authority);
  put(pairs.apart, "apart", facets, of.header.concerns_authority);
  const auto sealed = SealJson(of.key, Context(of.number, "figures"), kept.Set("facets", facets));
  of.db
      .Prepare(
          "INSERT INTO case_figure (case_id, sealed_for, sealed) VALUES (?1, ?2, ?3) ON CONFLICT (case_id) "
          "DO "
          "UPDATE SET sealed_for = excluded.sealed_for, sealed = excluded.sealed")
      .Bind(of.id, pairs.Mark(), store::Blob{sealed})
      .Run();
}

void Case::State::SealFacets(core::Day today) {
  auto query = db.Prepare("SELECT report FROM case_file WHERE id = ?1");
  query.Bind(id);
  query.Step();
  const auto report = OpenJson(key, Context(number, "report"), query.Bytes(0));
  query.Reset();
  const auto papers = Papers();
  const auto identity = Identity();
  casefile::SealFacets({db, id, collectivite_id, number, key, received_on, header, report, papers},
                       identity ? std::optional(PersonOf(*identity)) : std::nullopt, today);
}

void Case::SealMissingFacets(store::Db& db, const people::Account& account, const vault::KeyPair& keys,
                             core::Day today) {
  std::map<std::int64_t, std::string> marks;  // of a collectivité
  std::vector<std::string> missing;
  {
    auto query = db.Prepare(
        "SELECT c.number, c.collectivite_id, ifnull(f.sealed_for, '') FROM case_grant g JOIN case_file c ON "
        "c.id = g.case_id LEFT JOIN case_figure f ON f.case_id = c.id WHERE g.account_id = ?1");
    query.Bind(account.id);
    while (query.Step()) {
      auto& mark = marks[query.Int(1)];
      if (mark.empty()) mark = figures::PairsFor(db, query.Int(1)).Mark();
      if (query.Text(2) != mark) missing.push_back(query.Text(0));
    }
  }
  if (missing.empty()) return;
  store::Transaction transaction(db);
  for (const auto& number : missing)
    if (auto file = OpenAsReader(db, account, keys, number)) file->state_->SealFacets(today);
  transaction.Commit();
}

}  // namespace casefile

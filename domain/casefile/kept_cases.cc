#include "domain/casefile/kept_cases.h"

#include <map>

#include "domain/calendar/calendar.h"
#include "domain/casefile/erasure.h"

namespace casefile {
namespace {

constexpr std::string_view kColumns =
    "SELECT c.id, c.collectivite_id, c.number, c.received_on, r.kept FROM case_file c LEFT JOIN reminder r "
    "ON "
    "r.case_id = c.id";
constexpr std::size_t kPadding = 4096;  // so that a forecast's length tells little

KeptCase Opened(const store::Query& query, const vault::KeyPair& worker) {
  const auto read = retention::Read(vault::OpenSealed(worker, query.Bytes(4)).value_or(""));
  return {query.Int(0), query.Int(1), query.Text(2), core::FromDayNumber(query.Int(3)),
          read.known,   read.kept};
}

core::Day FirstOfMonth(core::Day day) {
  const std::chrono::year_month_day date{day};
  return core::Day{date.year() / date.month() / 1};
}

// What goes in which month, and what is old and has no day.
std::vector<Foreseen> Foresee(const std::vector<KeptCase>& all, const scheme::Scheme& scheme,
                              core::Day today) {
  std::map<std::string, std::optional<core::Day>> last;
  for (const auto& one : all)
    if (const auto term = one.kept ? retention::TermOf(scheme, *one.kept) : std::nullopt)
      last[one.number] = term->last;
  std::map<std::pair<std::int64_t, std::optional<core::Day>>, std::int64_t> counts;
  for (const auto& one : all) {
    const auto day = last[one.kept && one.kept->rule == retention::kWithMain ? one.kept->main : one.number];
    if (day)
      ++counts[{one.collectivite_id, FirstOfMonth(*day + std::chrono::days{1})}];
    else if (calendar::AddMonths(one.received_on, 12) < today)
      ++counts[{one.collectivite_id, std::nullopt}];
  }
  std::vector<Foreseen> rows;
  for (const auto& [of, cases] : counts) rows.push_back({of.first, of.second, cases});
  return rows;
}

}  // namespace

std::vector<KeptCase> KeptCases(store::Db& db, const vault::KeyPair& worker) {
  auto query = db.Prepare(kColumns);
  std::vector<KeptCase> all;
  while (query.Step()) all.push_back(Opened(query, worker));
  return all;
}

std::optional<KeptCase> KeptCaseOf(store::Db& db, const vault::KeyPair& worker, std::int64_t id) {
  auto query = db.Prepare(std::string(kColumns) + " WHERE c.id = ?1");
  query.Bind(id);
  return query.Step() ? std::optional(Opened(query, worker)) : std::nullopt;
}

bool HasCase(store::Db& db, std::string_view number) {
  auto query = db.Prepare("SELECT 1 FROM case_file WHERE number = ?1");
  query.Bind(number);
  return query.Step();
}

void Foretell(store::Db& db, const vault::KeyPair& worker, const scheme::Scheme& scheme, core::Day today) {
  json::Value rows = json::Array();
  for (const auto& row : Foresee(KeptCases(db, worker), scheme, today))
    rows.Push(json::Value::MakeObject(
        {{"collectivite", row.collectivite_id},
         {"month", row.month ? json::Value(core::DayNumber(*row.month)) : json::Value()},
         {"cases", row.cases}}));
  std::string text = json::Write(rows);
  text.resize((text.size() / kPadding + 1) * kPadding, ' ');
  store::Transaction transaction(db);
  db.Exec("DELETE FROM forecast");
  for (const auto& account : people::Accounts(db)) {
    if (!account.active || !account.joined || !account.Is("manager")) continue;
    auto key = db.Prepare("SELECT public_key FROM account WHERE id = ?1");
    key.Bind(account.id);
    key.Step();
    const auto sealed = vault::SealTo(key.Bytes(0), text);
    db.Prepare("INSERT INTO forecast (account_id, made_on, sealed) VALUES (?1, ?2, ?3)")
        .Bind(account.id, core::DayNumber(today), store::Blob{sealed})
        .Run();
  }
  transaction.Commit();
}

std::optional<Forecast> ForecastFor(store::Db& db, const people::Account& account,
                                    const vault::KeyPair& keys) {
  auto query = db.Prepare("SELECT made_on, sealed FROM forecast WHERE account_id = ?1");
  query.Bind(account.id);
  if (!query.Step()) return std::nullopt;
  const auto plain = vault::OpenSealed(keys, query.Bytes(1));
  if (!plain) return std::nullopt;  // the account has other keys since: the next count is for them
  const auto rows = json::Parse(*plain);
  if (!rows) throw std::runtime_error("a forecast is not what was written");
  Forecast forecast{core::FromDayNumber(query.Int(0)), {}};
  for (const auto& row : rows->Items())
    forecast.rows.push_back(
        {row["collectivite"].Int(),
         row["month"].IsNull() ? std::nullopt : std::optional(core::FromDayNumber(row["month"].Int())),
         row["cases"].Int()});
  return forecast;
}

void Note(store::Db& db, std::string_view what, core::Instant now) {
  db.Prepare(
        "INSERT INTO upkeep (what, done_at) VALUES (?1, ?2) ON CONFLICT (what) DO UPDATE SET done_at = ?2")
      .Bind(what, static_cast<std::int64_t>(now.time_since_epoch().count()))
      .Run();
}

std::optional<core::Instant> Noted(store::Db& db, std::string_view what) {
  auto query = db.Prepare("SELECT done_at FROM upkeep WHERE what = ?1");
  query.Bind(what);
  return query.Step() ? std::optional(core::Instant{std::chrono::seconds{query.Int(0)}}) : std::nullopt;
}

}  // namespace casefile

#include "site/audit.h"

#include <map>
#include <optional>
#include <sstream>
#include <vector>

namespace site {
namespace {

constexpr const char* kFile = "content/audit/rgaa.json";
constexpr std::chrono::years kValid{3};

struct Counts {
  int conform = 0, not_conform = 0, not_applicable = 0, not_audited = 0;
  int Applicable() const { return conform + not_conform; }
};

struct Theme {
  std::string name;
  int count = 0, machine = 0, person = 0;
};

bool Count(const std::string& status, Counts& counts) {
  const std::map<std::string, int*> fields{{"conform", &counts.conform},
                                           {"not_conform", &counts.not_conform},
                                           {"not_applicable", &counts.not_applicable},
                                           {"not_audited", &counts.not_audited}};
  const auto found = fields.find(status);
  if (found != fields.end()) ++*found->second;
  return found != fields.end();
}

core::Day Later(core::Day day, std::chrono::years by) {
  const std::chrono::year_month_day date{day};
  const std::chrono::year_month_day later = date + by;
  return later.ok() ? core::Day{later} : core::Day{later.year() / later.month() / std::chrono::last};
}

// The day of the audit; none when there was none.
std::optional<core::Day> AuditDay(const json::Value& audit, core::Day today, Problems& problems) {
  if (audit["date"].IsNull()) return std::nullopt;
  const auto day = core::ParseDay(audit.Text("date"));
  if (!day || *day > today)
    problems.push_back(std::string(kFile) +
                       " : audit.date est le jour de l’audit, par exemple 2026-11-24, ou null");
  if (audit.Text("auditor").empty() || !audit["pages"].IsArray() || audit["pages"].Items().empty())
    problems.push_back(std::string(kFile) +
                       " : un audit daté nomme qui l’a fait (auditor) et les pages vérifiées (pages)");
  return day;
}

// Why the audit counts for nothing: a key of the messages, empty when it counts.
std::string Against(const std::optional<core::Day>& day, const Counts& counts, core::Day today) {
  if (!day) return "site.audit.none";
  if (counts.not_audited > 0 || counts.Applicable() == 0) return "site.audit.unfinished";
  return Later(*day, kValid) < today ? "site.audit.old" : "";
}

std::string StateOf(const Counts& counts, bool valid) {
  if (!valid || counts.conform * 2 < counts.Applicable()) return "site.state.none";
  return counts.not_conform == 0 ? "site.state.full" : "site.state.partial";
}

// One decimal, in French: "87,5". Never rounded up to a whole 100.
std::string Rate(const Counts& counts) {
  const int tenths = counts.Applicable() ? counts.conform * 1000 / counts.Applicable() : 0;
  return std::to_string(tenths / 10) + (tenths % 10 ? std::string(",") + std::to_string(tenths % 10) : "");
}

json::Value ListOf(const json::Value& list) { return list.IsArray() ? list : json::Value(json::Array()); }

void SetList(json::Value& model, const std::string& key, json::Value list) {
  model.Set("has_" + key, !list.Items().empty());
  model.Set(key, std::move(list));
}

// Reads the criteria: the counts, the themes in their order, and what is not met.
Counts ReadCriteria(const json::Value& criteria, std::vector<Theme>& themes, json::Value& failures,
                    Problems& problems) {
  Counts counts;
  for (const auto& criterion : criteria.Items()) {
    const std::string status = criterion.Text("status"), number = criterion.Text("number");
    if (!Count(status, counts)) {
      std::ostringstream line;
      line << kFile << " : critère " << number << " : « " << status
           << " » n’est pas un état ; possibles : conform, not_conform, not_applicable, not_audited";
      problems.push_back(line.str());
    }
    if (themes.empty() || themes.back().name != criterion.Text("theme"))
      themes.push_back({criterion.Text("theme")});
    Theme& theme = themes.back();
    ++theme.count;
    theme.machine += !ListOf(criterion["checks"]).Items().empty();
    theme.person += criterion.Text("person") == "true";
    if (status == "not_conform")
      failures.Push(json::Value::MakeObject(
          {{"number", number}, {"wording", criterion.Text("wording")}, {"note", criterion.Text("note")}}));
  }
  return counts;
}

void SetThemes(json::Value& model, const std::vector<Theme>& themes) {
  json::Value list = json::Array();
  int total = 0, person = 0;
  for (const auto& theme : themes) {
    total += theme.count;
    person += theme.person;
    list.Push(json::Value::MakeObject({{"theme", theme.name},
                                       {"count", theme.count},
                                       {"machine", theme.machine},
                                       {"person", theme.person}}));
  }
  model.Set("themes", std::move(list)).Set("total", total).Set("person", person);
}

}  // namespace

json::Value Statement(const json::Value& file, const json::Value& words, core::Day today,
                      Problems& problems) {
  const json::Value& audit = file["audit"];
  const auto day = AuditDay(audit, today, problems);
  std::vector<Theme> themes;
  json::Value failures = json::Array();
  const Counts counts = ReadCriteria(ListOf(file["criteria"]), themes, failures, problems);
  const std::string against = Against(day, counts, today);
  const std::string state = words.Text(StateOf(counts, against.empty()));
  json::Value model = json::Value::MakeObject({{"state", state},
                                               {"mention", words.Text("site.mention") + state},
                                               {"reason", against.empty() ? "" : words.Text(against)},
                                               {"audited", day && against != "site.audit.unfinished"},
                                               {"audited_on", day ? core::FrenchDay(*day) : ""},
                                               {"auditor", audit.Text("auditor")},
                                               {"rate", Rate(counts)},
                                               {"conform", counts.conform},
                                               {"applicable", counts.Applicable()}});
  SetThemes(model, themes);
  SetList(model, "failures", std::move(failures));
  for (const char* key : {"derogations", "exemptions", "pages"}) SetList(model, key, ListOf(audit[key]));
  return model;
}

}  // namespace site

#include "site/verdicts.h"

#include <algorithm>
#include <map>
#include <sstream>

namespace site {
namespace {

constexpr const char* kFile = "content/audit/rgaa.json";
constexpr const char* kEvidence = "content/audit/evidence.json";
constexpr std::pair<const char*, Verdict> kLetters[] = {{"NA", Verdict::kNotApplicable},
                                                        {"C", Verdict::kMet},
                                                        {"AJ", Verdict::kToJudge},
                                                        {"NC", Verdict::kNotMet}};

using Found = std::map<std::string, std::map<std::string, Verdict>>;  // page → criterion → what tools found

json::Value ListOf(const json::Value& list) { return list.IsArray() ? list : json::Value(json::Array()); }

struct Reader {
  const json::Value& audit;
  const json::Value& evidence;
  core::Day today;
  Problems& problems;
  Examined read;
  Found found;

  void Tell(const char* file, const std::string& what) {
    problems.push_back(std::string(file) + " : " + what);
  }

  std::optional<core::Day> DayOf(const char* file, const std::string& key, const json::Value& value) {
    if (value.IsNull()) return std::nullopt;
    const auto day = core::ParseDay(value.String());
    if (!day || *day > today) Tell(file, key + " est un jour passé, par exemple 2026-11-24, ou null");
    return day;
  }

  bool Knows(const std::string& page) const {
    return std::any_of(read.pages.begin(), read.pages.end(), [&](const auto& one) { return one.id == page; });
  }

  void Head() {
    const auto& head = audit["audit"];
    read.day = DayOf(kFile, "audit.date", head["date"]);
    read.auditor = head.Text("auditor");
    const auto pages = ListOf(head["pages"]);
    for (const auto& page : pages.Items()) read.pages.push_back({page.Text("id"), page.Text("title")});
    if (read.day && (read.auditor.empty() || read.pages.empty()))
      Tell(kFile, "un audit daté nomme qui l’a fait (auditor) et les pages vérifiées (pages)");
  }

  void Evidence() {
    read.evidence = DayOf(kEvidence, "date", evidence["date"]);
    if (!evidence["pages"].IsObject()) return;
    for (const auto& [page, lists] : evidence["pages"].Members()) {
      if (!Knows(page)) Tell(kEvidence, "« " + page + " » n’est pas une page de l’échantillon");
      for (const auto& [letters, verdict] : kLetters) {
        std::istringstream numbers(lists.Text(letters));
        for (std::string number; numbers >> number;) found[page][number] = verdict;
      }
    }
  }

  Verdict Read(const std::string& number, const std::string& letters) {
    for (const auto& [name, verdict] : kLetters)
      if (letters == name) return verdict;
    Tell(kFile, "critère " + number + " : « " + letters + " » n’est pas un état ; possibles : C, NC, NA, AJ");
    return Verdict::kToJudge;
  }

  Verdict On(const std::string& page, const Criterion& criterion, const json::Value& judged) {
    const auto of = found.find(page);
    const bool seen = of != found.end() && of->second.contains(criterion.number);
    const Verdict tools = seen ? of->second.at(criterion.number) : Verdict::kToJudge;
    if (tools == Verdict::kNotMet || tools == Verdict::kNotApplicable || !criterion.by_person) return tools;
    const std::string letters = judged.Text(page).empty() ? judged.Text("default") : judged.Text(page);
    return letters.empty() ? Verdict::kToJudge : Read(criterion.number, letters);
  }

  void Add(const json::Value& from) {
    Criterion criterion{from.Text("number"),
                        from.Text("theme"),
                        from.Text("wording"),
                        from.Text("note"),
                        !ListOf(from["checks"]).Items().empty(),
                        from["person"].Bool(),
                        {}};
    const auto& judged = from["judged"];
    const std::string of = "critère " + criterion.number + " : ";
    if (judged.IsObject() && !criterion.by_person)
      Tell(kFile, of + "ce sont les outils qui le jugent ; ôtez « judged »");
    if (judged.IsObject())
      for (const auto& [page, letters] : judged.Members())
        if (page != "default" && !Knows(page))
          Tell(kFile, of + "« " + page + " » n’est pas une page de l’échantillon");
    criterion.all = read.pages.empty() ? Verdict::kToJudge : Verdict::kNotApplicable;
    for (const auto& page : read.pages) {
      criterion.pages.push_back(On(page.id, criterion, judged));
      criterion.all = std::max(criterion.all, criterion.pages.back());
    }
    if (criterion.all == Verdict::kNotMet && criterion.note.empty())
      Tell(kFile, of + "n’est pas respecté ; dites dans « note » ce qui manque");
    read.criteria.push_back(std::move(criterion));
  }
};

}  // namespace

const char* LettersOf(Verdict verdict) {
  for (const auto& [letters, one] : kLetters)
    if (one == verdict) return letters;
  return "";
}

Examined ReadExamined(const json::Value& audit, const json::Value& evidence, core::Day today,
                      Problems& problems) {
  Reader reader{audit, evidence, today, problems, {}, {}};
  reader.Head();
  reader.Evidence();
  const auto criteria = ListOf(audit["criteria"]);
  for (const auto& criterion : criteria.Items()) reader.Add(criterion);
  return std::move(reader.read);
}

}  // namespace site

#include <algorithm>
#include <functional>

#include "domain/bilan/told.h"
#include "domain/figures/facets.h"
#include "domain/figures/parts.h"
#include "domain/figures/publication.h"
#include "domain/membership/opinions.h"

namespace bilan {
namespace {

constexpr const char* kForms = "/content/fr/forms/";

form::Card CardOf(const config::Config& config, const std::string& name) {
  return form::Card::Read(config.share_dir + kForms + name + ".json");
}

bool SeesPublishedOnly(const Visitor& visitor, const Choice& choice) {
  const auto& parts = visitor.account.assignments;
  return choice.scope.collectivite_id == 0 && std::none_of(parts.begin(), parts.end(), [](const auto& part) {
           return part.collectivite_id == 0 && part.role != "committee" && part.role != "provider";
         });
}

std::optional<figures::Held> Opened(const Teller& teller, const Visitor& visitor,
                                    const figures::Scope& scope) {
  return figures::Open(visitor.db, visitor.account, visitor.keys, scope,
                       figures::OfficeReports(teller.scheme));
}

// Of a collectivité, seen by whoever sees the whole and all the others.
bool IsPart(const Teller& teller, const Visitor& visitor, const Choice& choice) {
  return choice.scope.collectivite_id != 0 && visitor.IsManager() && figures::OfficeReports(teller.scheme);
}

// Of a collectivité, with the cases about its authority where the visitor's keys open them.
std::optional<std::vector<json::Value>> FacetsOf(const Teller& teller, const Visitor& visitor,
                                                 const figures::Scope& scope) {
  const auto held = Opened(teller, visitor, scope);
  if (!held) return std::nullopt;
  auto all = figures::Read(visitor.db, *held);
  if (scope.collectivite_id == 0) return all;
  if (const auto apart = Opened(teller, visitor, {scope.collectivite_id, true}))
    for (auto& one : figures::Read(visitor.db, *apart)) all.push_back(std::move(one));
  return all;
}

bool IsMemberOn(const membership::Member& member, core::Day day) {
  const bool began = membership::IsServed(member.state) || member.state == membership::State::kLeft;
  return began && (!member.effective_on || *member.effective_on <= day) &&
         (!member.ends_on || *member.ends_on >= day);
}

void CountBodies(store::Db& db, core::Day today, std::int64_t year, Shown& shown) {
  const auto day = std::min(today, core::Day{std::chrono::year{static_cast<int>(year)} / 12 / 31});
  for (const auto& member : membership::Members(db)) {
    if (!IsMemberOn(member, day)) continue;
    ++shown.bodies;
    if (const auto count = membership::HeadcountOn(db, member.collectivite_id, day))
      shown.agents += count->agents;
  }
}

// Counted like the opinions of reporters: of members, too, a small number would say which one.
figures::Page MembersSay(const Teller& teller, store::Db& db, std::int64_t year) {
  std::vector<json::Value> answers;
  for (auto& opinion : membership::OpinionsOf(db, static_cast<int>(year)))
    if (opinion.given_on) answers.push_back(opinion.answers.Set("received", year * 12));
  auto page = figures::PageOf(answers, year, QuestionsOf(teller.members), teller.config.small_cells);
  if (page.total == 0) page.tables.clear();
  return page;
}

}  // namespace

Teller::Teller(const config::Config& of_config, Words of_words, std::string of_service)
    : config(of_config),
      words(std::move(of_words)),
      service(std::move(of_service)),
      scheme(scheme::Scheme::Read(config.SchemeFile(), config.SchemesFolder())),
      report(CardOf(config, "report")),
      feedback(CardOf(config, "feedback").Offering(scheme.Offers(), scheme.RoleNames())),
      members(CardOf(config, "member_feedback")),
      catalogue(services::CatalogueOf(scheme)),
      courses(learning::ReadCourses(config.share_dir + "/content")) {}

bool Visitor::IsManager() const {
  return std::any_of(account.assignments.begin(), account.assignments.end(),
                     [](const auto& part) { return part.role == "manager" && part.collectivite_id == 0; });
}

std::vector<Choice> ChoicesFor(const Teller& teller, const Visitor& visitor) {
  std::vector<Choice> choices;
  const auto places = people::Collectivites(visitor.db);
  for (const auto& scope :
       figures::ScopesOf(visitor.db, visitor.account, figures::OfficeReports(teller.scheme))) {
    if (scope.apart) continue;
    if (scope.collectivite_id == 0) {
      choices.push_back({scope, "cdg", teller.scheme.Operator()});
      continue;
    }
    const auto place = std::find_if(places.begin(), places.end(),
                                    [&](const auto& one) { return one.id == scope.collectivite_id; });
    choices.push_back({scope, place->slug, place->name});
  }
  return choices;
}

std::optional<Counted> CountedFor(const Teller& teller, const Visitor& visitor, const Choice& choice) {
  Counted counted;
  if (!IsPart(teller, visitor, choice)) {
    auto own = FacetsOf(teller, visitor, choice.scope);
    if (!own) return std::nullopt;
    counted.own = std::move(*own);
    return counted;
  }
  for (const auto& one : ChoicesFor(teller, visitor)) {
    auto facets = FacetsOf(teller, visitor, one.scope);
    if (!facets) return std::nullopt;
    if (one.of == choice.of) counted.at = counted.parts.size();
    if (one.scope.collectivite_id == 0)
      counted.whole = std::move(*facets);
    else
      counted.parts.push_back(std::move(*facets));
  }
  return counted;
}

std::vector<std::int64_t> YearsFor(const Visitor& visitor, const Choice& choice, const Counted& counted) {
  if (SeesPublishedOnly(visitor, choice)) return figures::Published(visitor.db);
  auto years = figures::YearsIn(counted.parts.empty() ? counted.own : counted.whole);
  const auto now = figures::YearOf(figures::MonthOf(core::LocalDay(visitor.now)));
  for (const auto year : {now, now - 1})
    if (std::find(years.begin(), years.end(), year) == years.end()) years.push_back(year);
  std::sort(years.begin(), years.end(), std::greater<>());
  return years;
}

Shown ShownFor(const Teller& teller, const Visitor& visitor, const Choice& choice, const Counted& counted,
               std::int64_t year) {
  const int small = teller.config.small_cells;
  const bool everywhere = choice.scope.collectivite_id == 0;
  Shown shown{choice.of,
              choice.name,
              visitor.now,
              counted.parts.empty()
                  ? figures::PageOf(counted.own, year, DimensionsOf(teller, everywhere), small)
                  : figures::PartsOf(counted.whole, counted.parts, year, DimensionsOf(teller, true),
                                     small)[counted.at],
              learning::Figures(visitor.db, teller.courses, small),
              std::nullopt,
              std::nullopt,
              {}};
  shown.is_part = !counted.parts.empty();
  if (everywhere) {
    CountBodies(visitor.db, core::LocalDay(visitor.now), year, shown);
    shown.members = MembersSay(teller, visitor.db, year);
    shown.incidents = provider::CountsOf(provider::Incidents(visitor.db), static_cast<int>(year));
  }
  if (!everywhere)
    std::erase_if(shown.courses, [&](const auto& one) { return one.collectivite != choice.name; });
  if (const auto held = everywhere ? Opened(teller, visitor, choice.scope) : std::nullopt) {
    shown.feedback = figures::FeedbackOf(visitor.db, *held, year, QuestionsOf(teller.feedback), small);
    if (!visitor.IsManager()) shown.feedback->words.clear();
  }
  return shown;
}

}  // namespace bilan

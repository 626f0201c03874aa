// What a membership is to be reminded of, and when.
#include "domain/membership/mails.h"

namespace membership {
namespace {

using std::chrono::days;
using Leads = std::map<std::string, std::int64_t>;
const Leads& DefaultLeads() {
  static const Leads leads{{"asked", 0},  {"convention", 30}, {"headcount", 45}, {"notice", 60},
                           {"term", 180}, {"give_back", 30},  {"erase", 0}};
  return leads;
}

Leads LeadsOf(const scheme::Scheme& scheme) {
  const auto& told = scheme.Data()["membership"]["reminders"];
  if (told.IsNull()) return DefaultLeads();
  Leads leads;
  for (const auto& [kind, lead] : DefaultLeads())
    if (!told[kind].IsNull()) leads[kind] = told[kind].Int();
  return leads;
}

// The day on which agents are counted anew in the year of `today`; none where they are not.
std::optional<core::Day> YearlyReference(const scheme::Scheme& scheme, core::Day today) {
  const auto word = scheme.Dues().Text("headcount_reference");
  const core::Day first{std::chrono::year_month_day{today}.year() / 1 / 1};
  if (word == "december_31_before") return first - days{1};
  return word == "january_1" ? std::optional(first) : std::nullopt;
}

// What one member is to be reminded of.
class Finder {
 public:
  Finder(store::Db& db, const scheme::Scheme& scheme, core::Day today)
      : db_(db),
        today_(today),
        rules_(Rules::Of(scheme)),
        leads_(LeadsOf(scheme)),
        reference_(YearlyReference(scheme, today)) {}

  std::vector<Reminder> All() {
    for (const auto& member : Members(db_)) Look(member);
    return std::move(found_);
  }

 private:
  void Look(const Member& member) {
    switch (member.state) {
      case State::kAsked:
        return After(member, "asked", LifeOf(db_, member.collectivite_id).asked_on);
      case State::kConvention:
        return Convention(member);
      case State::kEffective:
        Headcount(member);
        if (member.effective_on) Before(member, "notice", rules_.LatestNotice(*member.effective_on, today_));
        if (member.ends_on && *member.ends_on >= today_) Before(member, "term", member.ends_on);
        return;
      case State::kLeaving:
      case State::kLeft:
        return Leaving(member);
      default:
        return;
    }
  }
  void Add(const Member& member, const std::string& kind, core::Day day) {
    found_.push_back({member.collectivite_id, kind, day, IsForBody(kind)});
  }
  void Before(const Member& member, const std::string& kind, const std::optional<core::Day>& day) {
    const auto lead = leads_.find(kind);
    if (day && lead != leads_.end() && today_ >= *day - days{lead->second}) Add(member, kind, *day);
  }
  void After(const Member& member, const std::string& kind, const std::optional<core::Day>& day) {
    const auto lead = leads_.find(kind);
    if (day && lead != leads_.end() && today_ >= *day + days{lead->second}) Add(member, kind, *day);
  }
  void Convention(const Member& member) {
    const auto life = LifeOf(db_, member.collectivite_id);
    if (!life.received_on) After(member, "convention", life.convention_on);
  }
  void Headcount(const Member& member) {
    const auto lead = leads_.find("headcount");
    if (lead == leads_.end() || !reference_ || today_ < *reference_ + days{lead->second}) return;
    const auto count = HeadcountOn(db_, member.collectivite_id, today_);
    if (!count || count->reference < *reference_) Add(member, "headcount", *reference_);
  }
  void Leaving(const Member& member) {
    const auto life = LifeOf(db_, member.collectivite_id);
    if (!life.given_back_on) Before(member, "give_back", member.ends_on);
    if (member.state == State::kLeft) Before(member, "erase", life.erase_on);
  }

  store::Db& db_;
  core::Day today_;
  Rules rules_;
  Leads leads_;
  std::optional<core::Day> reference_;
  std::vector<Reminder> found_;
};

}  // namespace

bool IsForBody(std::string_view kind) {
  return kind == "convention" || kind == "notice" || kind == "term" || kind == "change" || kind == "opinion";
}

std::vector<Reminder> DueReminders(store::Db& db, const scheme::Scheme& scheme, core::Day today) {
  return Finder(db, scheme, today).All();
}

}  // namespace membership

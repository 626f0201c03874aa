// How long a case is kept: on its page, in the list, and for a program.
#include "domain/calendar/calendar.h"
#include "functions/case_desk/desk.h"

namespace case_desk {
namespace {

constexpr int kOldMonths = 12;  // an open case received before is shown as old

std::optional<retention::Term> TermOf(const Visit& visit, const casefile::Header& header) {
  const auto kept = header.Kept();
  return kept ? retention::TermOf(visit.desk.scheme, *kept) : std::nullopt;
}

json::Value DayOrNull(const std::optional<core::Day>& day) {
  return day ? json::Value(core::IsoDay(*day)) : json::Value();
}

}  // namespace

bool IsArchived(const Visit& visit, const casefile::Header& header) {
  const auto term = TermOf(visit, header);
  return term && term->IsArchived(visit.Today());
}

void AddKeeping(const Visit& visit, const casefile::Case& file, json::Value& model) {
  const auto& header = file.GetHeader();
  const auto& pages = visit.desk.env.pages;
  const auto term = TermOf(visit, header);
  const auto kept = header.Kept();
  const bool is_open = !header.closed_on, archived = term && term->IsArchived(visit.Today());
  auto keeping =
      json::Value::MakeObject({{"is_open", is_open && !header.hold},
                               {"is_old", calendar::AddMonths(file.ReceivedOn(), kOldMonths) < visit.Today()},
                               {"is_held", header.hold.has_value()}});
  keeping.Set("why", header.hold ? pages.Message("retention.hold." + header.hold->why) : "")
      .Set("reason", header.hold ? header.hold->reason : "")
      .Set("by", header.hold ? header.hold->by : "")
      .Set("since", header.hold ? core::FrenchDay(header.hold->since) : "");
  keeping.Set("has_main", kept && kept->rule == retention::kWithMain).Set("main", header.duplicate_of);
  keeping.Set("has_last", term.has_value())
      .Set("last", term ? core::FrenchDay(term->last) : "")
      .Set("rule", term ? pages.Message("retention.reason." + kept->rule) : "");
  keeping.Set("is_archived", archived)
      .Set("archived_after", archived ? core::FrenchDay(*term->archived_after) : "");
  model.Set("keeping", std::move(keeping));
  const auto& role = file.Who().role;
  const bool deals = role == "referent" || role == "substitute" || role == "provider";
  model.Set("can_hold", deals && !header.hold).Set("can_lift", deals && header.hold.has_value());
}

json::Value KeepingJson(const Visit& visit, const casefile::Case& file) {
  const auto& hold = file.GetHeader().hold;
  const auto term = TermOf(visit, file.GetHeader());
  json::Value held;
  if (hold)
    held = json::Value::MakeObject({{"why", hold->why},
                                    {"reason", hold->reason},
                                    {"by", hold->by},
                                    {"since", core::IsoDay(hold->since)}});
  return json::Value::MakeObject(
      {{"keeping",
        json::Value::MakeObject({{"last", DayOrNull(term ? std::optional(term->last) : std::nullopt)},
                                 {"archived_after", DayOrNull(term ? term->archived_after : std::nullopt)},
                                 {"hold", std::move(held)}})}});
}

}  // namespace case_desk

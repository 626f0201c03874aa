#include "domain/provider/commitments.h"

#include <algorithm>

#include "domain/calendar/calendar.h"

namespace provider {
namespace {

std::string HolderOf(const scheme::Scheme& scheme, const std::string& lot) {
  for (const auto& provider : scheme.Data()["providers"].Items())
    for (const auto& held : provider["lots"].Items())
      if (held.String() == lot) return provider.Text("name");
  return {};
}

}  // namespace

std::vector<Commitment> CommitmentsOf(const scheme::Scheme& scheme) {
  std::vector<Commitment> commitments;
  const auto& list = scheme.Data()["commitments"];
  if (!list.IsArray()) return commitments;
  for (const auto& each : list.Items()) {
    Commitment one{
        each.Text("id"), each.Text("text"), HolderOf(scheme, each.Text("lot")), {}, each.Text("source")};
    if (!each["clock"].IsNull()) one.within = scheme.DeadlineOf(each.Text("clock"));
    commitments.push_back(std::move(one));
  }
  return commitments;
}

std::vector<std::string> ProvidersOf(const scheme::Scheme& scheme) {
  std::vector<std::string> names;
  for (const auto& provider : scheme.Data()["providers"].Items())
    if (const auto name = provider.Text("name"); std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(name);
  return names;
}

core::Day AnswerBy(const scheme::Scheme& scheme, core::Day asked_on) {
  const auto& time = scheme.Data()["sanctions"]["answer"];
  const int count = static_cast<int>(time["count"].Int());
  return time.Text("unit") == "working_days"
             ? calendar::AddWorkingDays(asked_on, count, scheme.AlsaceMoselle())
             : asked_on + std::chrono::days{count};
}

}  // namespace provider

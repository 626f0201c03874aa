// What led to a state: the shortest way through the acts of the course.
#include <algorithm>
#include <map>

#include "domain/scheme/scheme.h"

namespace scheme {
namespace {

bool Has(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool ByReporterAlone(const Act& act) { return act.by == std::vector<std::string>{"reporter"}; }

// The acts that move a case from its receipt to this state, in order; those of the file's order come first.
std::vector<const Act*> Way(const std::vector<Act>& acts, const std::string& to) {
  std::map<std::string, std::vector<const Act*>> ways{{"received", {}}};
  std::vector<std::string> reached{"received"};
  for (std::size_t i = 0; i < reached.size() && !ways.contains(to); ++i) {
    const std::string from = reached[i];
    for (const auto& act : acts) {
      if (ByReporterAlone(act) || !Has(act.in, from) || act.moves_to.empty() || act.moves_to == "closed" ||
          ways.contains(act.moves_to))
        continue;
      auto way = ways[from];
      way.push_back(&act);
      ways.emplace(act.moves_to, std::move(way));
      reached.push_back(act.moves_to);
    }
  }
  return ways[to];
}

}  // namespace

Behind Scheme::BehindState(std::string_view state) const {
  Behind behind;
  const auto* asking = ActNamed("ask_consent");
  std::vector<std::string> seen;
  // An act after everything that it needs.
  const auto visit = [&](const auto& self, const Act* act) -> void {
    if (!act || Has(seen, act->id)) return;
    seen.push_back(act->id);
    for (const auto& need : act->needs) {
      const auto dot = std::min(need.find('.'), need.size());
      const auto kind = need.substr(0, dot), what = need.substr(std::min(dot + 1, need.size()));
      if (kind == "done") self(self, ActNamed(what));
      if (kind == "victim_agreement" || need == "consent.victim") behind.victim_agreed = true;
      if (kind != "consent" || what == "victim") continue;
      self(self, asking);
      if (!Has(behind.given, what)) behind.given.push_back(what);
    }
    behind.acts.push_back(act);
  };
  for (const auto* act : Way(acts_, std::string(state))) visit(visit, act);
  // What was asked on the way, or can no longer be asked from here, waits for an answer.
  const bool was_asked = Has(seen, "ask_consent");
  for (const auto& act : acts_)
    for (const auto& need : act.needs) {
      const auto what = need.substr(std::min(need.size(), sizeof "consent." - 1));
      if (!need.starts_with("consent.") || what == "victim" || !Has(act.in, state) || !asking) continue;
      if ((was_asked || !Has(asking->in, state)) && !Has(behind.given, what) && !Has(behind.asked, what))
        behind.asked.push_back(what);
    }
  return behind;
}

}  // namespace scheme

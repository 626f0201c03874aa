// The figures of the parts of a whole, for someone who sees the whole's page and all of theirs: nothing that
// is hidden in one of them comes out of the difference.
#pragma once
#include <cstdint>
#include <vector>

#include "domain/figures/page.h"

namespace figures {

inline constexpr std::size_t kMostParts = 60;

// One page for each part, in their order: how many cases, and of which kinds; no other table, delay nor cost.
// A part of fewer than `small` cases says nothing, nor does the smallest of the others when the cases that no
// part shows would be so few. Beyond kMostParts parts that say something, kinds are left out: hiding among so
// many takes long (a third of a second for as many, a minute for five times more). The whole, some of whose
// cases may be of no part, is shown as PageOf shows it.
std::vector<Page> PartsOf(const std::vector<json::Value>& whole,
                          const std::vector<std::vector<json::Value>>& parts, std::int64_t year,
                          const std::vector<Dimension>& dimensions, int small);

}  // namespace figures

// Filing several reports together, as when the files of another dispositif are taken over.
#pragma once
#include <functional>
#include <string_view>
#include <vector>

#include "domain/casefile/casefile.h"

namespace casefile {

// Which report is refused, and why.
struct RefusedAt {
  std::size_t index;
  core::Refusal refusal;
};

// As File: all of them in one transaction, or none. What was filed before is given as `replayed`. `keep` sees
// them before they are committed: what it throws undoes everything.
tl::expected<std::vector<Filed>, RefusedAt> FileAll(
    store::Db& db, const scheme::Scheme& scheme, const std::vector<NewCase>& reports,
    std::string_view worker_public_key, core::Day today,
    const std::function<void(const std::vector<Filed>&)>& keep = {});

}  // namespace casefile

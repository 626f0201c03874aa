// Private to domain/figures: the tables of the rapport social unique (indicator 4.3.1 of the national
// collection: three natures, four rows by origin and sick leave, men and women), tied to the other tables of
// the page so that neither gives the other away.
#pragma once
#include <array>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "domain/figures/hiding.h"
#include "domain/figures/page.h"

namespace figures {

// Where the page counts a word of another table.
using Places = std::function<std::optional<int>(std::string_view id, std::string_view word)>;

// The tables with nothing told in them.
std::vector<RsuTable> RsuWithheld();

class RsuDraft {
 public:
  RsuDraft(Counts& counts, int total, const std::vector<const json::Value*>& cases, const Places& places);
  std::vector<RsuTable> Tables(const Counts& counts) const;

 private:
  static constexpr std::size_t kRows = 5, kSexes = 3;
  // Never shown: every case of the page, by origin (staff, user, other), sick leave (yes, no, other) and sex.
  using Crossed = std::array<std::array<std::array<int, kSexes>, 3>, 3>;
  struct Nature {
    std::string id;
    int total = 0;
    std::array<std::array<int, kSexes>, kRows> cells{};
  };
  void Tie(Counts& counts, const Crossed& crossed, const Nature& nature) const;
  std::vector<Nature> natures_;
};

}  // namespace figures

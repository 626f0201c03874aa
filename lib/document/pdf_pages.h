// Which part of which brick stands on which page. Private to the PDF printer; knows heights, and nothing of
// what is drawn.
#pragma once
#include <cstddef>
#include <vector>

namespace document {

// A brick: lines of one height, one under the other, in points.
struct Extent {
  double above = 0,
         below = 0;           // white space; between two bricks the greater counts, at the top of a page none
  double head = 0, foot = 0;  // inside, in every part of a brick that is split
  int lines = 1;
  double leading = 0;  // of one line
  int fewest = 1;      // lines that a part must have; `lines`: never split, unless it is taller than a page
  bool with_next = false;  // stands on the page where the next brick begins
  bool new_page = false;   // begins a page
  int repeat = -1;  // the brick that is drawn once more above this one where it begins or continues a page
  double Height() const { return head + lines * leading + foot; }
};

struct Placement {
  std::size_t brick = 0;
  int from = 0, to = 0;  // lines
  double top = 0;        // from the top of the body
  bool repeated = false;
};
using PagePlan = std::vector<Placement>;

// Every line stands exactly once on a page, in order (repeated bricks apart). At least one page.
std::vector<PagePlan> Paginate(const std::vector<Extent>& bricks, double height);

}  // namespace document

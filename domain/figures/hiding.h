// Which counts of a page stay hidden, so that nobody is named by a small one.
//
// A count from 1 to `small` - 1 is hidden; nought is shown. Others are hidden with it until no hidden count
// can be worked out from those that are shown, from the sums between them, nor from two tables: each could be
// `small` or more, and none has one possible value. When a table has nothing left to hide with, all of it is.
#pragma once
#include <cstdint>
#include <vector>

namespace figures {

class Counts {
 public:
  explicit Counts(int small) : small_(small) {}

  // A count of the page, by its place. One that is never shown but makes part of a sum: Unshown.
  int Add(std::int64_t value);
  int Unshown(std::int64_t value);
  // One that is never shown, and must not be worked out while it is small.
  int Guarded(std::int64_t value);
  // A count that everyone knows: the number of cases.
  int Known(std::int64_t value);
  // That the parts make the whole. `table`: parts that are hidden together when nothing else helps.
  void Sum(const std::vector<int>& wholes, const std::vector<int>& parts, bool table = true);

  void Hide();
  // What is shown by now stays shown, whatever is added and hidden later; what is hidden has to be proved
  // anew.
  void Settle();
  bool IsHidden(int at) const { return counts_[static_cast<std::size_t>(at)].hidden; }
  // True for one of a table that is hidden as a whole: then a hidden count may be nought.
  bool MayBeNought(int at) const { return counts_[static_cast<std::size_t>(at)].least < 1; }
  std::int64_t Value(int at) const { return counts_[static_cast<std::size_t>(at)].value; }

 private:
  struct Count {
    std::int64_t value = 0;
    bool hidden = false, known = false, of_page = true;
    bool safe = false;  // proved; hiding more keeps it so
    double least = 1;   // what anybody knows of it when it is hidden
  };
  struct Equation {
    std::vector<int> wholes, parts;
    bool table;
    bool withheld = false;
  };
  Count& At(int at) { return counts_[static_cast<std::size_t>(at)]; }
  bool Touches(const Equation& equation, int at) const;
  std::vector<std::size_t> Around(int at) const;
  bool IsSafe(int at) const;
  bool HideOneMore(const std::vector<std::size_t>& around);

  int small_;
  std::vector<Count> counts_;
  std::vector<Equation> equations_;
};

}  // namespace figures

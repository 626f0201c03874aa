// How many followed each course, for the CDG: never fewer than `small` people in a figure.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/learning/course.h"
#include "lib/store/db.h"

namespace learning {

struct Figure {
  std::string collectivite;  // its name; empty for learners who did not say
  std::string course;        // its id
  // None: hidden. `finished` is also hidden where the difference of the two would show fewer than `small`.
  std::optional<int> started, finished;
};

// One row for each collectivité and course that somebody started, by name, over the learners that are kept.
std::vector<Figure> Figures(store::Db& db, const std::vector<Course>& courses, int small);

}  // namespace learning

// Who follows a course, without a name: a code of 12 characters, what was done, and nothing else. Nothing
// here reads or writes a case, a session or an account, and no table of theirs is referred to.
//
// Threads: every function works on the Db it is given; Pace is thread safe.
#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "domain/learning/course.h"
#include "lib/core/result.h"
#include "lib/store/db.h"

namespace learning {

// A code as it is stored and compared: 12 of the 23 characters that look like no other, in capitals. Takes
// small letters, spaces and hyphens. Refuses ("code.length", "code.character") on field "code".
core::Result<std::string> ReadCode(std::string_view typed);
// "ACDE-FGHJ-KMNP".
std::string ShowCode(const std::string& code);

struct Started {
  std::string code;   // shown once, kept as a hash
  std::string token;  // the cookie
};
// A learner. `collectivite_id` 0: not said. One durable write.
Started Start(store::Db& db, std::int64_t collectivite_id, core::Day today);
// Whose cookie it is; none when it is nobody's, or no longer.
std::optional<std::int64_t> Find(store::Db& db, std::string_view token);
// A new cookie for the learner whose code it is (as ReadCode gives it); the one before opens nothing any
// more. Refuses "code.refused".
core::Result<std::string> Resume(store::Db& db, const std::string& code);

// What was done with a step: one durable write. `right`: none for a step without a question. A step that is
// done again counts as it was done last; the time is added.
struct Done {
  std::string course, step;
  std::optional<bool> right;
  std::chrono::seconds spent{};
};
void Record(store::Db& db, std::int64_t learner, const Done& done, core::Day today);

struct Progress {
  std::size_t done = 0, steps = 0, right = 0, questions = 0;
  int score = 0;  // percent of all the questions of the course, rounded down
  bool finished = false, passed = false;
  std::chrono::seconds spent{};
  std::optional<std::size_t> next;  // the first step that is not done
  core::Day last{};                 // the day of the last step that was done
};
// Steps that the course no longer has are passed over. One read.
Progress ProgressOf(store::Db& db, std::int64_t learner, const Course& course);

// Learners are forgotten 13 months after the day they started. For the worker.
void Forget(store::Db& db, core::Day today);

// The time between two requests of a learner, as long as it is no absence: at most 5 minutes count. Lives in
// memory alone; the first request of a learner counts for nothing.
class Pace {
 public:
  std::chrono::seconds Since(std::int64_t learner, core::Instant now);

 private:
  std::mutex mutex_;
  std::map<std::int64_t, core::Instant> last_;
};

}  // namespace learning

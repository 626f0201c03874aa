// What people write when a page resists them, and the week in which they are answered (law 2005-102, article
// 47; RGAA, obligations). Who wrote is told at once, without a word of it, that it has come; those in charge
// are the managers of the CDG, told when one comes, two days before the week ends and once it has ended.
//
// Threads: every function works on the Db it is given. Days are civil days. Nothing here leads to a report.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/access/access.h"
#include "lib/core/result.h"
#include "lib/core/time.h"
#include "lib/store/db.h"

namespace accessibility {

constexpr std::chrono::days kWeek{7};
constexpr std::chrono::days kKept{365};  // from the answer on

struct Difficulty {
  std::string name, email, page, text;  // all but the text may be empty
};

struct Request {
  std::int64_t id = 0;
  core::Day received_on;
  Difficulty difficulty;
  std::optional<core::Day> answered_on;
  std::string answered_by, answer;
  core::Day DueOn() const { return received_on + kWeek; }
};

// Keeps it, with the mails that it causes, in one durable write. What came word for word the same day, and
// waits, is not kept twice; one address is told of one request a day, so that nobody's mailbox is filled from
// here. Gives the day by which it is answered.
core::Day Ask(store::Db& db, const Difficulty& difficulty, core::Day today);

// Those that wait, the oldest first, then those that were answered, the last first: 200 at most.
std::vector<Request> Requests(store::Db& db);

// Notes who answered and how; the journal learns who and when. Refuses an unknown one (kNotFound, "",
// "accessibility.unknown") and one that was answered (kConflict, "answer", "accessibility.answered").
core::Result<void> Answer(store::Db& db, std::int64_t id, const people::Account& by,
                          const std::string& answer, core::Instant now);

// For the worker, as often as it likes: queues the reminders, each once. Those that wait for the relay are
// taken back as soon as nothing waits for an answer.
void Remind(store::Db& db, core::Day today);

// For the worker: erases what was answered a year ago.
void Forget(store::Db& db, core::Day today);

}  // namespace accessibility

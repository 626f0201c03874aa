#include "domain/learning/learner.h"

#include <algorithm>

#include "lib/vault/vault.h"

namespace learning {
namespace {

// Without 0 O, 1 I L, 2 Z, 5 S, 8 B, U V: 23 that nobody takes for another. 12 of them are 54 bits.
constexpr std::string_view kCharacters = "34679ACDEFGHJKMNPQRTWXY";
constexpr std::size_t kLength = 12;
constexpr int kKeptDays = 396;
constexpr std::chrono::seconds kLongestStep{300};
constexpr std::size_t kMostLearners = 50'000;

std::string NewCode() {
  std::string code;
  while (code.size() < kLength)
    code += kCharacters[vault::RandomNumber(static_cast<std::uint32_t>(kCharacters.size()))];
  return code;
}

std::string HashOf(std::string_view what, std::string_view secret) {
  return vault::Hash("learner " + std::string(what), secret);
}

}  // namespace

core::Result<std::string> ReadCode(std::string_view typed) {
  std::string code;
  for (const char c : typed) {
    if (c == ' ' || c == '-' || c == '\n' || c == '\t') continue;
    code += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  if (code.find_first_not_of(kCharacters) != std::string::npos) return core::Refuse("code", "code.character");
  if (code.size() != kLength) return core::Refuse("code", "code.length");
  return code;
}

std::string ShowCode(const std::string& code) {
  return code.substr(0, 4) + "-" + code.substr(4, 4) + "-" + code.substr(8);
}

Started Start(store::Db& db, std::int64_t collectivite_id, core::Day today) {
  const Started started{NewCode(), vault::RandomToken()};
  std::optional<std::int64_t> place;
  if (collectivite_id) place = collectivite_id;
  db.Prepare(
        "INSERT INTO learner (code_hash, token_hash, collectivite_id, started_on) VALUES (?1, ?2, ?3, ?4)")
      .Bind(store::Blob{HashOf("code", started.code)}, store::Blob{HashOf("token", started.token)}, place,
            core::DayNumber(today))
      .Run();
  return started;
}

std::optional<std::int64_t> Find(store::Db& db, std::string_view token) {
  if (token.empty()) return std::nullopt;
  auto query = db.Prepare("SELECT id FROM learner WHERE token_hash = ?1");
  query.Bind(store::Blob{HashOf("token", token)});
  return query.Step() ? std::optional(query.Int(0)) : std::nullopt;
}

core::Result<std::string> Resume(store::Db& db, const std::string& code) {
  auto token = vault::RandomToken();
  db.Prepare("UPDATE learner SET token_hash = ?2 WHERE code_hash = ?1")
      .Bind(store::Blob{HashOf("code", code)}, store::Blob{HashOf("token", token)})
      .Run();
  if (db.Changes() == 0) return core::Refuse(core::Kind::kForbidden, "code", "code.refused");
  return token;
}

void Record(store::Db& db, std::int64_t learner, const Done& done, core::Day today) {
  std::optional<int> score;
  if (done.right) score = *done.right ? 1 : 0;
  db.Prepare(
        "INSERT INTO learner_step (learner_id, course, step, score, seconds, done_on) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET score = excluded.score, "
        "seconds = seconds + excluded.seconds, done_on = excluded.done_on")
      .Bind(learner, done.course, done.step, score, done.spent.count(), core::DayNumber(today))
      .Run();
}

Progress ProgressOf(store::Db& db, std::int64_t learner, const Course& course) {
  Progress progress;
  progress.steps = course.steps.size();
  progress.questions = course.Questions();
  std::vector<bool> done(course.steps.size());
  auto query = db.Prepare(
      "SELECT step, score, seconds, done_on FROM learner_step WHERE learner_id = ?1 AND course = ?2");
  query.Bind(learner, course.id);
  while (query.Step()) {
    const auto at = course.Find(query.Text(0));
    if (!at) continue;
    done[*at] = true;
    ++progress.done;
    progress.right += course.steps[*at].question && query.Int(1) == 1;
    progress.spent += std::chrono::seconds(query.Int(2));
    progress.last = std::max(progress.last, core::FromDayNumber(query.Int(3)));
  }
  if (const auto next = std::find(done.begin(), done.end(), false); next != done.end())
    progress.next = static_cast<std::size_t>(next - done.begin());
  progress.finished = !progress.next;
  if (progress.questions) progress.score = static_cast<int>(100 * progress.right / progress.questions);
  progress.passed = progress.finished && progress.score >= course.needed;
  return progress;
}

void Forget(store::Db& db, core::Day today) {
  db.Prepare("DELETE FROM learner WHERE started_on < ?1").Bind(core::DayNumber(today) - kKeptDays).Run();
}

std::chrono::seconds Pace::Since(std::int64_t learner, core::Instant now) {
  const std::lock_guard lock(mutex_);
  if (last_.size() >= kMostLearners)
    std::erase_if(last_, [&](auto& one) { return now - one.second > kLongestStep; });
  if (last_.size() >= kMostLearners) last_.clear();
  const auto [entry, fresh] = last_.emplace(learner, now);
  const auto spent =
      fresh ? std::chrono::seconds{} : std::min<std::chrono::seconds>(now - entry->second, kLongestStep);
  entry->second = now;
  return std::max(spent, std::chrono::seconds{});
}

}  // namespace learning

#include <algorithm>
#include <stdexcept>

#include "domain/figures/facets.h"
#include "domain/figures/feedback.h"

namespace figures {
namespace {

// Lengths tell nothing. The longest words in UTF-8, as JSON writes them, fit.
constexpr std::size_t kAnswersBlock = 512, kWordsBlock = 8192;

std::string IdOf(const vault::Key& reporter) {
  return vault::Hash("feedback", reporter.Bytes()).substr(0, 16);
}

std::string Padded(const json::Value& value, std::size_t block) {
  auto text = json::Write(value);
  return text.append((block - text.size() % block) % block, ' ');
}

json::Value Opened(const Held& held, std::string_view sealed) {
  const auto plain = vault::OpenSealed(held.keys, sealed);
  auto value = plain ? json::Parse(*plain) : core::Refuse("", "figures.altered");
  if (!value) throw std::runtime_error("an answer of a reporter was altered");
  return std::move(*value);
}

}  // namespace

bool HasGivenFeedback(store::Db& db, const vault::Key& reporter) {
  const auto id = IdOf(reporter);
  auto query = db.Prepare("SELECT 1 FROM feedback WHERE id = ?1");
  query.Bind(store::Blob{id});
  return query.Step();
}

bool GiveFeedback(store::Db& db, const vault::Key& reporter, const json::Value& answers,
                  const std::string& words, core::Day today) {
  const auto pair = PairsFor(db, 0).cdg;
  if (pair.id == 0) return false;
  const auto id = IdOf(reporter);
  const auto sealed = vault::SealTo(pair.public_key, Padded(answers, kAnswersBlock));
  const auto written =
      vault::SealTo(pair.public_key, Padded(json::Value::MakeObject({{"words", words}}), kWordsBlock));
  db.Prepare(
        "INSERT INTO feedback (id, key_id, month, sealed, words) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT "
        "(id) DO UPDATE SET key_id = excluded.key_id, month = excluded.month, sealed = excluded.sealed, "
        "words = excluded.words")
      .Bind(store::Blob{id}, pair.id, MonthOf(today), store::Blob{sealed}, store::Blob{written})
      .Run();
  return true;
}

Feedback FeedbackOf(store::Db& db, const Held& held, std::int64_t year,
                    const std::vector<Dimension>& questions, int small) {
  std::vector<json::Value> answers;
  Feedback feedback;
  auto query = db.Prepare("SELECT month, sealed, words FROM feedback WHERE key_id = ?1 AND month / 12 = ?2");
  query.Bind(held.id, year);
  while (query.Step()) {
    answers.push_back(Opened(held, query.Bytes(1)).Set("received", query.Int(0)));
    if (query.IsNull(2)) continue;
    if (auto words = Opened(held, query.Bytes(2)).Text("words"); !words.empty())
      feedback.words.push_back(std::move(words));
  }
  feedback.page = PageOf(answers, year, questions, small);
  if (!feedback.page.total) feedback.words.clear();
  if (feedback.page.total == 0) feedback.page.tables.clear();
  std::sort(feedback.words.begin(), feedback.words.end());
  return feedback;
}

void ForgetFeedbackWords(store::Db& db, core::Day today) {
  db.Prepare("UPDATE feedback SET words = NULL WHERE words IS NOT NULL AND month < ?1")
      .Bind(MonthOf(today) - kFeedbackWordsMonths)
      .Run();
}

}  // namespace figures

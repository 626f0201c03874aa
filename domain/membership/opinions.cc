#include "domain/membership/opinions.h"

#include <stdexcept>

#include "domain/membership/mails.h"
#include "lib/vault/vault.h"

namespace membership {
namespace {

constexpr const char* kOpinion =
    "SELECT o.id, c.name, c.slug, o.year, o.asked_on, o.given_on, o.answers, o.words FROM member_opinion o "
    "JOIN collectivite c ON c.id = o.collectivite_id JOIN member m ON m.collectivite_id = c.id ";

std::string HashOf(std::string_view token) { return vault::Hash("member opinion", token); }

Opinion Read(const store::Query& row) {
  auto answers = json::Parse(row.Text(6));
  if (!answers) throw std::runtime_error("an opinion of a member was altered");
  return {row.Int(0),
          row.Text(1),
          row.Text(2),
          static_cast<int>(row.Int(3)),
          core::FromDayNumber(row.Int(4)),
          row.IsNull(5) ? std::nullopt : std::optional(core::FromDayNumber(row.Int(5))),
          std::move(*answers),
          row.Text(7)};
}

int YearOf(core::Day day) { return static_cast<int>(std::chrono::year_month_day{day}.year()); }

// Whether it is to be asked today.
bool IsToAsk(store::Db& db, const Member& member, core::Day today) {
  if (!IsServed(member.state) || member.contact.email.empty()) return false;
  auto query = db.Prepare(
      "SELECT 1 FROM member_opinion WHERE collectivite_id = ?1 AND year = ?2 AND (given_on IS NOT NULL OR "
      "asked_on = ?3) UNION SELECT 1 FROM membership_mail w JOIN outbox o ON o.membership_mail_id = w.id "
      "WHERE w.collectivite_id = ?1 AND w.kind = 'opinion' AND o.sent_on IS NULL");
  return !query.Bind(member.collectivite_id, YearOf(today), core::DayNumber(today)).Step();
}

}  // namespace

int AskOpinions(store::Db& db, std::string_view worker_key, core::Day today) {
  int mails = 0;
  for (const auto& member : Members(db)) {
    if (!IsToAsk(db, member, today)) continue;
    const auto token = vault::RandomToken();
    const auto hash = HashOf(token), sealed = vault::SealTo(worker_key, token);
    // One link a year: that of an earlier mail stays good.
    db.Prepare(
          "INSERT INTO member_opinion (collectivite_id, year, token_hash, sealed_token, asked_on) VALUES "
          "(?1, ?2, ?3, ?4, ?5) ON CONFLICT (collectivite_id, year) DO UPDATE SET asked_on = "
          "excluded.asked_on")
        .Bind(member.collectivite_id, YearOf(today), store::Blob{hash}, store::Blob{sealed},
              core::DayNumber(today))
        .Run();
    Tell(db, {member.collectivite_id, "opinion", today, true}, std::nullopt, today);
    ++mails;
  }
  return mails;
}

core::Result<Opinion> FindOpinion(store::Db& db, std::string_view token, core::Day today) {
  const auto hash = HashOf(token);
  auto query = db.Prepare(std::string(kOpinion) + "WHERE o.token_hash = ?1 AND c.active");
  query.Bind(store::Blob{hash});
  if (!query.Step()) return core::Refuse(core::Kind::kNotFound, "", "membership.opinion.link");
  auto opinion = Read(query);
  if (today > opinion.asked_on + std::chrono::days{kOpinionDays})
    return core::Refuse(core::Kind::kConflict, "", "membership.opinion.link_over");
  return opinion;
}

core::Result<void> GiveOpinion(store::Db& db, std::string_view token, const json::Value& answers,
                               std::string_view words, core::Day today) {
  const auto found = FindOpinion(db, token, today);
  if (!found) return tl::make_unexpected(found.error());
  db.Prepare("UPDATE member_opinion SET given_on = ?2, answers = ?3, words = ?4 WHERE id = ?1")
      .Bind(found->id, core::DayNumber(today), json::Write(answers), words)
      .Run();
  return {};
}

std::vector<Opinion> OpinionsOf(store::Db& db, int year) {
  std::vector<Opinion> all;
  auto query = db.Prepare(std::string(kOpinion) + "WHERE o.year = ?1 ORDER BY c.name COLLATE NOCASE, c.id");
  query.Bind(year);
  while (query.Step()) all.push_back(Read(query));
  return all;
}

std::vector<int> YearsOfOpinions(store::Db& db) {
  std::vector<int> years;
  auto query = db.Prepare("SELECT DISTINCT year FROM member_opinion ORDER BY year DESC");
  while (query.Step()) years.push_back(static_cast<int>(query.Int(0)));
  return years;
}

void ForgetOpinionWords(store::Db& db, std::int64_t collectivite_id) {
  db.Prepare("UPDATE member_opinion SET words = '' WHERE collectivite_id = ?1").Bind(collectivite_id).Run();
}

}  // namespace membership

#include <algorithm>

#include "domain/access/access.h"
#include "domain/membership/membership.h"
#include "lib/core/text.h"

namespace membership {
namespace {

constexpr const char* kMember =
    "SELECT c.id, c.slug, c.name, m.kind, m.siret, m.affiliated, m.address, m.postcode, m.city, "
    "m.contact_name, m.contact_function, m.contact_email, m.contact_phone, m.service_code, m.engagement, "
    "m.state, m.effective_on, m.ends_on FROM member m JOIN collectivite c ON c.id = m.collectivite_id ";

std::optional<core::Day> DayIn(const store::Query& row, int column) {
  return row.IsNull(column) ? std::nullopt : std::optional(core::FromDayNumber(row.Int(column)));
}

std::optional<std::int64_t> Stored(const std::optional<core::Day>& day) {
  return day ? std::optional(core::DayNumber(*day)) : std::nullopt;
}

std::optional<std::string> OrNull(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

Member Read(const store::Query& row) {
  Member one;
  one.collectivite_id = row.Int(0);
  one.slug = row.Text(1);
  one.name = row.Text(2);
  one.kind = row.Text(3);
  one.siret = row.IsNull(4) ? "" : row.Text(4);
  one.affiliated = row.Int(5) != 0;
  one.place = {row.Text(6), row.Text(7), row.Text(8)};
  one.contact = {row.Text(9), row.Text(10), row.Text(11), row.Text(12)};
  one.service_code = row.Text(13);
  one.engagement = row.Text(14);
  one.state = StateNamed(row.Text(15)).value();
  one.effective_on = DayIn(row, 16);
  one.ends_on = DayIn(row, 17);
  return one;
}

bool IsTaken(store::Db& db, const Member& member) {
  auto query = db.Prepare("SELECT 1 FROM member WHERE siret = ?1 AND collectivite_id <> ?2");
  query.Bind(member.siret, member.collectivite_id);
  return query.Step();
}

// What is wrong with it by itself, or beside the others.
core::Result<void> Acceptable(store::Db& db, const Member& member) {
  if (const auto refusals = Check(member); !refusals.empty()) return tl::make_unexpected(refusals.front());
  if (!member.siret.empty() && IsTaken(db, member))
    return core::Refuse(core::Kind::kConflict, "siret", "membership.siret_taken");
  return {};
}

Headcount ReadHeadcount(const store::Query& row) {
  return {core::FromDayNumber(row.Int(0)), row.Int(1), row.Text(2), core::FromDayNumber(row.Int(3))};
}

}  // namespace

std::vector<Member> Members(store::Db& db) {
  std::vector<std::pair<std::string, Member>> found;
  auto query = db.Prepare(kMember);
  while (query.Step()) {
    auto one = Read(query);
    auto folded = core::Fold(one.name);
    found.emplace_back(std::move(folded), std::move(one));
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : a.second.collectivite_id < b.second.collectivite_id;
  });
  std::vector<Member> sorted;
  sorted.reserve(found.size());
  for (auto& [folded, one] : found) sorted.push_back(std::move(one));
  return sorted;
}

std::optional<Member> FindMember(store::Db& db, std::int64_t collectivite_id) {
  auto query = db.Prepare(std::string(kMember) + "WHERE c.id = ?1");
  query.Bind(collectivite_id);
  return query.Step() ? std::optional(Read(query)) : std::nullopt;
}

std::optional<Member> FindMemberBySlug(store::Db& db, std::string_view slug) {
  auto query = db.Prepare(std::string(kMember) + "WHERE c.slug = ?1");
  query.Bind(slug);
  return query.Step() ? std::optional(Read(query)) : std::nullopt;
}

core::Result<Member> Add(store::Db& db, Member member) {
  member.collectivite_id = 0;
  if (member.slug.empty()) member.slug = core::Slug(member.name);
  if (auto fine = Acceptable(db, member); !fine) return tl::make_unexpected(fine.error());
  const auto added = people::AddCollectivite(db, member.slug, member.name);
  if (!added) return tl::make_unexpected(added.error());
  member.collectivite_id = added->id;
  member.name = added->name;
  if (!IsServed(member.state))
    db.Prepare("UPDATE collectivite SET active = 0 WHERE id = ?1").Bind(added->id).Run();
  db.Prepare(
        "INSERT INTO member (collectivite_id, kind, affiliated, state, effective_on, ends_on) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
      .Bind(added->id, member.kind, member.affiliated ? 1 : 0, Word(member.state),
            Stored(member.effective_on), Stored(member.ends_on))
      .Run();
  if (auto described = Describe(db, member); !described) return tl::make_unexpected(described.error());
  return member;
}

core::Result<void> Describe(store::Db& db, const Member& member) {
  if (auto fine = Acceptable(db, member); !fine) return fine;
  db.Prepare("UPDATE collectivite SET name = ?2 WHERE id = ?1")
      .Bind(member.collectivite_id, core::Trim(member.name))
      .Run();
  db.Prepare(
        "UPDATE member SET kind = ?2, siret = ?3, affiliated = ?4, address = ?5, postcode = ?6, city = ?7, "
        "contact_name = ?8, contact_function = ?9, contact_email = ?10, contact_phone = ?11, "
        "service_code = ?12, engagement = ?13 WHERE collectivite_id = ?1")
      .Bind(member.collectivite_id, member.kind, OrNull(member.siret), member.affiliated ? 1 : 0,
            member.place.address, member.place.postcode, member.place.city, member.contact.name,
            member.contact.function, member.contact.email, member.contact.phone, member.service_code,
            member.engagement)
      .Run();
  return {};
}

std::optional<Headcount> HeadcountOn(store::Db& db, std::int64_t collectivite_id, core::Day on) {
  auto query = db.Prepare(
      "SELECT reference, agents, source, told_on FROM headcount WHERE collectivite_id = ?1 AND "
      "reference <= ?2 ORDER BY reference DESC LIMIT 1");
  query.Bind(collectivite_id, core::DayNumber(on));
  return query.Step() ? std::optional(ReadHeadcount(query)) : std::nullopt;
}

std::vector<Headcount> Headcounts(store::Db& db, std::int64_t collectivite_id) {
  std::vector<Headcount> all;
  auto query = db.Prepare(
      "SELECT reference, agents, source, told_on FROM headcount WHERE collectivite_id = ?1 "
      "ORDER BY reference DESC");
  query.Bind(collectivite_id);
  while (query.Step()) all.push_back(ReadHeadcount(query));
  return all;
}

core::Result<void> SetHeadcount(store::Db& db, std::int64_t collectivite_id, const Headcount& headcount) {
  if (auto fine = CheckAgents(headcount.agents); !fine) return fine;
  db.Prepare(
        "INSERT INTO headcount (collectivite_id, reference, agents, source, told_on) "
        "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET agents = excluded.agents, "
        "source = excluded.source, told_on = excluded.told_on")
      .Bind(collectivite_id, core::DayNumber(headcount.reference), headcount.agents, headcount.source,
            core::DayNumber(headcount.told_on))
      .Run();
  return {};
}

}  // namespace membership

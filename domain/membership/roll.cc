#include "domain/membership/roll.h"

#include <algorithm>
#include <map>
#include <set>

#include "domain/membership/roll_referent.h"
#include "lib/core/text.h"
#include "lib/core/typed.h"

namespace membership {
namespace {

// « Code postal » and « code_postal » name the same column.
std::string Named(const std::string& title) {
  std::string name = core::Slug(title);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

const std::map<std::string, std::string>& ColumnOfField() {
  static const std::map<std::string, std::string> columns{{"name", "nom"},
                                                          {"slug", "nom"},
                                                          {"kind", "nature"},
                                                          {"siret", "siret"},
                                                          {"postcode", "code_postal"},
                                                          {"address", "adresse"},
                                                          {"city", "ville"},
                                                          {"contact_name", "contact"},
                                                          {"contact_function", "fonction"},
                                                          {"contact_email", "courriel"},
                                                          {"contact_phone", "telephone"},
                                                          {"service_code", "code_service"},
                                                          {"engagement", "engagement"},
                                                          {"headcount", "effectif"}};
  return columns;
}

// The kind that a cell names, or what it says.
std::string KindRead(const std::string& cell) {
  const auto word = Named(cell);
  if (word.empty()) return "other";
  for (const auto& kind : Kinds())
    if (word == kind || word == KindInRoll(kind)) return kind;
  return cell;
}

class Reader {
 public:
  Reader(store::Db& db, const By& by) : db_(db), by_(by) {}

  TakenIn Read(const std::vector<RollLine>& lines) {
    if (lines.empty()) {
      out_.faults.push_back({1, "", "roll.columns"});
      return out_;
    }
    ReadTitles(lines.front());
    if (!out_.faults.empty()) return out_;
    for (std::size_t i = 1; i < lines.size(); ++i) ReadLine(lines[i]);
    return out_;
  }

 private:
  void ReadTitles(const RollLine& line) {
    const auto known = RollColumns();
    width_ = line.cells.size();
    for (std::size_t i = 0; i < line.cells.size(); ++i) {
      const auto name = Named(line.cells[i]);
      if (name.empty()) continue;
      if (std::find(known.begin(), known.end(), name) == known.end())
        out_.faults.push_back({line.number, line.cells[i], "roll.column"});
      else if (!columns_.emplace(name, i).second)
        out_.faults.push_back({line.number, line.cells[i], "roll.column_twice"});
    }
    if (!columns_.contains("nom")) out_.faults.push_back({line.number, "", "roll.columns"});
  }

  void Fault(const std::string& column, const std::string& code) {
    out_.faults.push_back({line_->number, column, code});
  }

  // None when the file has no such column.
  std::optional<std::string> Cell(const std::string& column) const {
    const auto found = columns_.find(column);
    if (found == columns_.end()) return std::nullopt;
    if (found->second >= line_->cells.size()) return std::string();
    return std::string(core::Trim(line_->cells[found->second]));
  }

  void Put(const char* column, std::string& into) const {
    if (auto cell = Cell(column)) into = std::move(*cell);
  }

  std::optional<core::Day> DayIn(const char* column) {
    const auto cell = Cell(column);
    if (!cell || cell->empty()) return std::nullopt;
    const auto day = core::ReadDay(*cell);
    if (!day) Fault(column, "roll.day");
    return day;
  }

  std::optional<Member> Known() const {
    const auto siret = core::Digits(Cell("siret").value_or(""));
    for (auto& one : members_)
      if (!siret.empty() && one.siret == siret) return one;
    return FindMemberBySlug(db_, core::Slug(Cell("nom").value_or("")));
  }

  Member Described(Member member) {
    Put("nom", member.name);
    Put("nature", member.kind);
    member.kind = KindRead(member.kind);
    if (const auto siret = Cell("siret")) {
      member.siret = core::Digits(*siret);
      if (member.siret.empty() && !siret->empty()) Fault("siret", "membership.siret");
    }
    Put("adresse", member.place.address);
    Put("code_postal", member.place.postcode);
    // A spreadsheet that took it for a number has lost its first zero.
    if (member.place.postcode.size() == 4) member.place.postcode.insert(0, "0");
    Put("ville", member.place.city);
    Put("contact", member.contact.name);
    Put("fonction", member.contact.function);
    Put("courriel", member.contact.email);
    Put("telephone", member.contact.phone);
    Put("code_service", member.service_code);
    Put("engagement", member.engagement);
    if (const auto told = Cell("affiliee"); told && !told->empty()) {
      const auto word = core::Fold(*told);
      if (word != "oui" && word != "non") Fault("affiliee", "roll.yes_no");
      member.affiliated = word != "non";
    }
    return member;
  }

  void ReadLine(const RollLine& line) {
    line_ = &line;
    const auto before = out_.faults.size();
    if (line.cells.size() > width_ &&
        std::any_of(line.cells.begin() + static_cast<std::ptrdiff_t>(width_), line.cells.end(),
                    [](const auto& cell) { return !core::Trim(cell).empty(); }))
      Fault("", "roll.cells");
    const auto known = Known();
    auto member = Described(known.value_or(Member{}));
    const auto first = DayIn("premier_jour"), counted = DayIn("compte_le");
    std::optional<std::int64_t> agents;
    if (const auto told = Cell("effectif"); told && !told->empty()) {
      agents = core::ReadWhole(*told);
      if (!agents) Fault("effectif", "roll.number");
      if (!counted && Cell("compte_le").value_or("").empty()) Fault("compte_le", "roll.headcount");
    }
    for (const auto& refusal : Check(member)) Fault(ColumnOfField().at(refusal.field), refusal.code);
    if (out_.faults.size() > before) return;
    news_ = false;
    Write(known, std::move(member), first);
    if (out_.faults.size() == before) ReadReferent();
    if (out_.faults.size() == before && agents) Count(*counted, *agents);
    if (out_.faults.size() > before || !news_) return;
    if (known) ++out_.changed;
    Leave(db_, written_, "imported", {}, "", by_);
  }

  void Count(core::Day reference, std::int64_t agents) {
    const auto all = Headcounts(db_, written_);
    const auto known =
        std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.reference == reference; });
    const auto source = Cell("source").value_or(known == all.end() ? "" : known->source);
    if (known != all.end() && known->agents == agents && known->source == source) return;
    news_ = true;
    if (auto set = SetHeadcount(db_, written_, {reference, agents, source, core::LocalDay(by_.now)}); !set)
      Fault("effectif", set.error().code);
  }

  void Write(const std::optional<Member>& known, Member member, const std::optional<core::Day>& first) {
    if (known && !seen_.insert(known->collectivite_id).second) return Fault("nom", "roll.twice");
    if (known) {
      written_ = known->collectivite_id;
      if (member == *known) return;
      if (auto done = Describe(db_, member); !done) return Refused(done.error());
    } else {
      member.state = first ? State::kEffective : State::kAsked;
      member.effective_on = first;
      const auto added = Add(db_, std::move(member));
      if (!added) return Refused(added.error());
      written_ = added->collectivite_id;
      seen_.insert(written_);
      ++out_.added;
    }
    news_ = true;
  }

  void ReadReferent() {
    const auto taken = TakeReferent(
        db_, accounts_, written_,
        {Cell("referent_courriel").value_or(""), Cell("referent_fonction"), Cell("referent_telephone")});
    if (!taken.column.empty()) Fault(taken.column, taken.code);
    news_ = news_ || taken.news;
  }

  void Refused(const core::Refusal& refusal) { Fault(ColumnOfField().at(refusal.field), refusal.code); }

  store::Db& db_;
  const By& by_;
  std::vector<Member> members_ = Members(db_);
  std::vector<people::Account> accounts_ = people::Accounts(db_);
  std::map<std::string, std::size_t> columns_;
  std::size_t width_ = 0;  // of the line of columns
  const RollLine* line_ = nullptr;
  std::int64_t written_ = 0;
  bool news_ = false;  // the line said something that was not known
  std::set<std::int64_t> seen_;
  TakenIn out_;
};

}  // namespace

Cells ReadColumns() {
  return {"nom",
          "nature",
          "siret",
          "affiliee",
          "adresse",
          "code_postal",
          "ville",
          "contact",
          "fonction",
          "courriel",
          "telephone",
          "code_service",
          "engagement",
          "effectif",
          "compte_le",
          "source",
          "premier_jour",
          "referent_courriel",
          "referent_fonction",
          "referent_telephone"};
}

TakenIn TakeIn(store::Db& db, const std::vector<RollLine>& lines, const By& by) {
  return Reader(db, by).Read(lines);
}

}  // namespace membership

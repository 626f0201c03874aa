// The list as it is given out.
#include <map>

#include "domain/membership/roll.h"
#include "domain/membership/roll_referent.h"

namespace membership {
namespace {

std::string StateInRoll(State state) {
  static const std::map<State, std::string> words{
      {State::kAsked, "demandee"}, {State::kRefused, "refusee"},      {State::kConvention, "convention"},
      {State::kSigned, "signee"},  {State::kEffective, "en_vigueur"}, {State::kLeaving, "depart_annonce"},
      {State::kLeft, "terminee"},  {State::kErased, "effacee"}};
  return words.at(state);
}

std::string DayInRoll(const std::optional<core::Day>& day) { return day ? core::IsoDay(*day) : ""; }

}  // namespace

std::string KindInRoll(const std::string& kind) {
  static const std::map<std::string, std::string> words{
      {"health", "medico_social"}, {"public_body", "etablissement_public"}, {"other", "autre"}};
  const auto found = words.find(kind);
  return found == words.end() ? kind : found->second;
}

Cells ToldOnlyColumns() {
  return {"etat",
          "dernier_jour",
          "deliberation_numero",
          "deliberation_date",
          "comite_informe_le",
          "politique_lue_par",
          "politique_lue_le"};
}

Cells RollColumns() {
  auto columns = ReadColumns();
  for (auto& column : ToldOnlyColumns()) columns.push_back(std::move(column));
  return columns;
}

std::vector<Cells> Roll(store::Db& db, core::Day today) {
  std::vector<Cells> lines;
  const auto accounts = people::Accounts(db);
  for (const auto& one : Members(db)) {
    const auto referent = FirstReferent(db, accounts, one.collectivite_id);
    const auto count = HeadcountOn(db, one.collectivite_id, today);
    const auto life = LifeOf(db, one.collectivite_id);
    lines.push_back({one.name,
                     KindInRoll(one.kind),
                     one.siret,
                     one.affiliated ? "oui" : "non",
                     one.place.address,
                     one.place.postcode,
                     one.place.city,
                     one.contact.name,
                     one.contact.function,
                     one.contact.email,
                     one.contact.phone,
                     one.service_code,
                     one.engagement,
                     count ? std::to_string(count->agents) : "",
                     count ? core::IsoDay(count->reference) : "",
                     count ? count->source : "",
                     DayInRoll(one.effective_on),
                     referent.email,
                     referent.function.value_or(""),
                     referent.phone.value_or(""),
                     StateInRoll(one.state),
                     DayInRoll(one.ends_on),
                     life.deliberation,
                     DayInRoll(life.deliberated_on),
                     DayInRoll(life.committee_on),
                     life.policy_reader,
                     DayInRoll(life.policy_on)});
  }
  return lines;
}

}  // namespace membership

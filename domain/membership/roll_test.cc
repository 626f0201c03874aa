#include "domain/membership/roll.h"

#include <algorithm>

#include "domain/access/access.h"
#include "domain/access/contact.h"
#include "domain/membership/life_state.h"
#include "domain/membership/membership_fixture.h"

namespace membership {
namespace {

struct RollOfMembers : Fixture {
  core::Instant now = core::Instant{Day("2026-11-24")} + std::chrono::hours(10);
  TakenIn Take(const std::vector<Cells>& lines) {
    std::vector<RollLine> numbered;
    for (std::size_t i = 0; i < lines.size(); ++i) numbered.push_back({i + 1, lines[i]});
    store::Transaction transaction(db);
    auto taken = TakeIn(db, numbered, {"Robin", now});
    if (taken.faults.empty()) transaction.Commit();
    return taken;
  }
  static std::string In(const Cells& line, const std::string& column) {
    const auto columns = RollColumns();
    const auto at = std::find(columns.begin(), columns.end(), column) - columns.begin();
    return line.at(static_cast<std::size_t>(at));
  }
  static std::string Said(const TakenIn& taken) {
    std::string out;
    for (const auto& fault : taken.faults)
      out += std::to_string(fault.line) + " " + fault.column + " " + fault.code + "\n";
    return out;
  }
};

TEST_F(RollOfMembers, ComesBackAsItLeft) {
  auto told = Valmeuse();
  told.state = State::kEffective;
  told.effective_on = Day("2025-03-01");
  const auto id = Add(db, told).value().collectivite_id;
  ASSERT_TRUE(SetHeadcount(db, id, {Day("2025-12-31"), 38, "compte administratif", Day("2026-01-05")}));
  ASSERT_TRUE(Add(db, Named("Écluse; « d’Ardelle »")));
  auto lines = Roll(db, Day("2026-11-24"));
  ASSERT_EQ(lines.size(), 2u);
  const auto before = lines;
  lines.insert(lines.begin(), RollColumns());
  const auto again = Take(lines);
  EXPECT_EQ(Said(again), "");
  EXPECT_EQ(again.added, 0);
  EXPECT_EQ(again.changed, 0) << "nothing new";
  EXPECT_EQ(Roll(db, Day("2026-11-24")), before);

  store::Db elsewhere{folder + "/elsewhere.db"};
  store::Migrate(elsewhere, std::string(VIGIE_SOURCE_DIR) + "/migrations");
  std::vector<RollLine> numbered;
  for (const auto& line : lines) numbered.push_back({numbered.size() + 1, line});
  EXPECT_EQ(TakeIn(elsewhere, numbered, {"Robin", now}).added, 2);
  EXPECT_EQ(Roll(elsewhere, Day("2026-11-24")), before);
}

TEST_F(RollOfMembers, TellsWhereEachStandsAndTakesNothingOfIt) {
  auto leaving = Valmeuse();
  leaving.state = State::kLeaving;
  leaving.ends_on = Day("2027-02-28");
  const auto id = Add(db, leaving).value().collectivite_id;
  Life life;
  life.deliberation = "2026-012";
  life.deliberated_on = Day("2026-11-02");
  life.committee_on = Day("2026-10-15");
  life.policy_reader = "Dany Ostrevant";
  life.policy_on = Day("2026-11-03");
  SaveLife(db, id, life);
  auto lines = Roll(db, Day("2026-11-24"));
  std::string told;
  for (const auto& column : ToldOnlyColumns()) told += In(lines.at(0), column) + " ";
  EXPECT_EQ(told, "depart_annonce 2027-02-28 2026-012 2026-11-02 2026-10-15 Dany Ostrevant 2026-11-03 ");
  const auto before = lines;
  for (auto& cell : lines.at(0))
    if (cell == "depart_annonce" || cell == "2026-012") cell = "autre chose";
  lines.insert(lines.begin(), RollColumns());
  const auto taken = Take(lines);
  EXPECT_EQ(Said(taken), "");
  EXPECT_EQ(taken.changed, 0);
  EXPECT_EQ(Roll(db, Day("2026-11-24")), before);
  for (int state = 0; state < 8; ++state) {
    db.Exec("UPDATE member SET state = '" + std::string(Word(static_cast<State>(state))) + "'");
    EXPECT_NE(In(Roll(db, Day("2026-11-24")).at(0), "etat"), "");
  }
}

TEST_F(RollOfMembers, HasFrenchWordsForEveryKindAndReadsTheOldOnes) {
  std::vector<Cells> old{{"nom", "nature"}}, french = old;
  for (const auto& kind : Kinds()) {
    old.push_back({"Organisme " + kind, kind});
    french.push_back({"Organisme " + kind, KindInRoll(kind)});
  }
  EXPECT_EQ(KindInRoll("health") + " " + KindInRoll("public_body") + " " + KindInRoll("other"),
            "medico_social etablissement_public autre");
  EXPECT_EQ(Take(old).added, static_cast<int>(Kinds().size()));
  for (const auto& line : Roll(db, Day("2026-11-24")))
    EXPECT_EQ(Said(Take({{"nom", "nature"}, {line.at(0), line.at(1)}})), "");
  const auto again = Take(french);
  EXPECT_EQ(Said(again), "");
  EXPECT_EQ(again.changed, 0) << "the same kinds";
  EXPECT_EQ(Take({{"nom", "nature"}, {"Organisme commune", "Médico-social"}}).changed, 1);
  EXPECT_EQ(FindMemberBySlug(db, "organisme-commune")->kind, "health");
}

TEST_F(RollOfMembers, LeavesNoEventOnAMemberOfWhichItSaysNothingNew) {
  auto told = Valmeuse();
  told.state = State::kEffective;
  const auto id = Add(db, told).value().collectivite_id;
  const auto account = people::AddAccount(db, "alix", "Alix Essai", "alix@valmeuse.example").value();
  ASSERT_TRUE(people::Assign(db, account, "referent", id));
  ASSERT_TRUE(SetHeadcount(db, id, {Day("2025-12-31"), 38, "compte administratif", Day("2026-01-05")}));
  const auto events = [&] { return Events(db, id).size(); };
  auto lines = Roll(db, Day("2026-11-24"));
  lines.insert(lines.begin(), RollColumns());
  EXPECT_EQ(Take(lines).changed, 0);
  EXPECT_EQ(events(), 0u);
  EXPECT_EQ(Headcounts(db, id).at(0).told_on, Day("2026-01-05"));
  std::size_t left = 0;
  for (const auto& [column, cell] : {std::pair{"ville", "Ardelle"},
                                     {"source", "déclaré"},
                                     {"effectif", "39"},
                                     {"referent_fonction", "DRH"}}) {
    const auto columns = RollColumns();
    lines.at(1).at(
        static_cast<std::size_t>(std::find(columns.begin(), columns.end(), column) - columns.begin())) = cell;
    EXPECT_EQ(Take(lines).changed, 1) << column;
    EXPECT_EQ(events(), ++left) << column;
  }
  EXPECT_EQ(Take(lines).changed, 0);
  EXPECT_EQ(Said(Take({{"nom", "effectif", "compte_le"}, {told.name, "40", "31/12/2025"}})), "");
  EXPECT_EQ(Headcounts(db, id).at(0).source, "déclaré") << "a column that is not there";
}

TEST_F(RollOfMembers, TellsWhoReadsForAMemberAndTakesItsFunctionAndPhone) {
  auto told = Valmeuse();
  told.state = State::kEffective;
  const auto id = Add(db, told).value().collectivite_id;
  const auto account = people::AddAccount(db, "alix", "Alix Essai", "Alix@valmeuse.example").value();
  ASSERT_TRUE(people::Assign(db, account, "referent", id));
  const Cells columns{"nom", "referent_courriel", "referent_fonction", "referent_telephone"};
  EXPECT_EQ(Said(Take({columns, {"Commune de Valmeuse", "alix@valmeuse.example", "DRH", "0692 12 34 56"}})),
            "");
  EXPECT_EQ(people::ContactOf(db, account).phone, "+262692123456");
  auto lines = Roll(db, Day("2026-11-24"));
  const auto before = lines;
  EXPECT_EQ(In(lines.at(0), "referent_telephone"), "0692 12 34 56");
  lines.insert(lines.begin(), RollColumns());
  EXPECT_EQ(Said(Take(lines)), "");
  EXPECT_EQ(Roll(db, Day("2026-11-24")), before) << "it comes back as it left";
  EXPECT_EQ(Said(Take({columns,
                       {"Commune de Valmeuse", "personne@valmeuse.example", "DRH", ""},
                       {"Ailleurs", "", "DRH", ""}})),
            "2 referent_courriel roll.referent\n3 referent_courriel roll.referent\n");
  EXPECT_EQ(Said(Take({columns, {"Commune de Valmeuse", "alix@valmeuse.example", "", "12"}})),
            "2 referent_telephone account.phone\n");
  EXPECT_EQ(people::ContactOf(db, account).function, "DRH") << "nothing half taken in";
}

TEST_F(RollOfMembers, TellsEveryFaultByItsLineAndKeepsNothing) {
  const auto taken =
      Take({{"Nom", "Nature", "SIRET", "Affiliée", "Code postal", "Courriel", "Effectif", "Compté le",
             "Premier jour"},
            {"Ardelle", "commune", "21620099800013", "oui", "99200", "", "286", "31/12/2025", ""},
            {"", "royaume", "123", "peut-être", "99", "mairie", "beaucoup", "hier", "31/02/2026"},
            {"Valmeuse", "commune", "", "oui", "", "", "12", "", ""},
            {"ARDELLE", "commune", "21620099800013", "", "", "", "", "", ""},
            {"Bourg", "commune", "", "non", "", "", "0", "31/12/2025", "", "de trop"}});
  EXPECT_EQ(Said(taken),
            "3 affiliee roll.yes_no\n3 premier_jour roll.day\n3 compte_le roll.day\n3 effectif roll.number\n"
            "3 nom collectivite.name\n3 nature membership.kind\n3 siret membership.siret\n"
            "3 code_postal membership.postcode\n3 courriel membership.email\n"
            "4 compte_le roll.headcount\n"
            "5 nom roll.twice\n"
            "6  roll.cells\n");
  EXPECT_TRUE(Members(db).empty());
}

TEST_F(RollOfMembers, TakesNoDigitsOutOfAHeadcountThatIsNoWholeNumber) {
  const Cells columns{"nom", "effectif", "compte_le"};
  for (const char* typed : {"12,5", "-3", "environ 40", "1234567890"})
    EXPECT_EQ(Said(Take({columns, {"Ardelle", typed, "31/12/2025"}})), "2 effectif roll.number\n") << typed;
  EXPECT_EQ(Said(Take({columns, {"Ardelle", "0", "31/12/2025"}})), "2 effectif headcount.positive\n");
  EXPECT_TRUE(Members(db).empty());
  EXPECT_EQ(Said(Take({columns, {"Ardelle", "1 250", "31/12/2025"}})), "");
  EXPECT_EQ(HeadcountOn(db, 1, Day("2026-11-24"))->agents, 1250);
}

TEST_F(RollOfMembers, ColumnsAreKnownByTheirNamesAlone) {
  EXPECT_EQ(Said(Take({})), "1  roll.columns\n");
  EXPECT_EQ(Said(Take({{"siret"}, {"21620099800013"}})), "1  roll.columns\n");
  EXPECT_EQ(Said(Take({{"nom", "couleur", "NOM"}, {"Ardelle", "bleu", "x"}})),
            "1 couleur roll.column\n1 NOM roll.column_twice\n");
}

TEST_F(RollOfMembers, LeavesWhatAColumnThatIsNotThereWouldSay) {
  auto told = Valmeuse();
  told.state = State::kLeaving;
  Add(db, told).value();
  EXPECT_EQ(Said(Take({{"siret", "nom"}, {"216 200 999 00011", "Commune nouvelle de Valmeuse"}})), "");
  const auto one = Members(db).at(0);
  EXPECT_EQ(one.name, "Commune nouvelle de Valmeuse");
  EXPECT_EQ(one.contact.email, told.contact.email);
  EXPECT_EQ(one.state, State::kLeaving);
}

TEST_F(RollOfMembers, ANewOneIsEffectiveFromItsFirstDayOrHasAsked) {
  EXPECT_EQ(
      Take({{"nom", "premier_jour", "code_postal"}, {"Ardelle", "01/03/2025", "1200"}, {"Valmeuse", "", ""}})
          .added,
      2);
  EXPECT_EQ(FindMemberBySlug(db, "ardelle")->state, State::kEffective);
  EXPECT_EQ(FindMemberBySlug(db, "ardelle")->effective_on, Day("2025-03-01"));
  EXPECT_EQ(FindMemberBySlug(db, "ardelle")->place.postcode, "01200") << "a zero that a spreadsheet lost";
  EXPECT_EQ(FindMemberBySlug(db, "valmeuse")->state, State::kAsked);
}

}  // namespace
}  // namespace membership

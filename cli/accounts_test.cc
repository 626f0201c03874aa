#include "cli/cli_fixture.h"
#include "domain/membership/membership.h"
#include "lib/json/value.h"

namespace {

struct Accounts : cli::Fixture {
  Accounts() {
    Prepare();
    EXPECT_EQ(Run(cli::Collectivite, {"add", "Commune de Valmeuse"}), 0);
  }
  int Add(const std::string& login, const std::vector<std::string>& more) {
    std::vector<std::string> words{"add", login, "--name", "Alix Mervande", "--email", "alix@cdg.example"};
    words.insert(words.end(), more.begin(), more.end());
    return Run(cli::Account, words);
  }
  std::string Token() const {
    const auto at = out.find("invitation=");
    return out.substr(at + 11, out.find('\n', at) - at - 11);
  }
  std::optional<people::Account> Invited(const std::string& token) {
    auto db = Database();
    return people::FindInvitation(db, token, now);
  }
};

TEST_F(Accounts, ACollectiviteGetsTheAddressThatItsNameGives) {
  EXPECT_EQ(Run(cli::Collectivite, {"add", "Communauté d’agglomération du Haut-Sorgnon"}), 0);
  EXPECT_TRUE(Says("http://localhost:8080/c/communaute-d-agglomeration-du-haut-sorgnon/")) << out;
  EXPECT_EQ(Run(cli::Collectivite, {"add", "Ville d’Ardelle", "--slug", "ardelle"}), 0);
  EXPECT_EQ(Run(cli::Collectivite, {"list"}), 0);
  EXPECT_EQ(out,
            "communaute-d-agglomeration-du-haut-sorgnon\tCommunauté d’agglomération du Haut-Sorgnon\n"
            "commune-de-valmeuse\tCommune de Valmeuse\nardelle\tVille d’Ardelle\n");
  EXPECT_EQ(Run(cli::Collectivite, {"list", "--json"}), 0);
  const auto list = json::Parse(out).value();
  ASSERT_EQ(list.Items().size(), 3u);
  EXPECT_EQ(list.Items()[2].Text("slug"), "ardelle");
  EXPECT_EQ(list.Items()[2].Text("name"), "Ville d’Ardelle");
  EXPECT_GT(list.Items()[2]["number"].Int(), 0);
}

TEST_F(Accounts, ACollectiviteIsAMemberFromTheDayOnWhichItIsAdded) {
  EXPECT_EQ(Run(cli::Collectivite, {"add", "Ville d’Ardelle", "--kind", "commune", "--siret",
                                    "216 200 998 00013", "--affiliated", "off", "--headcount", "286"}),
            0)
      << out;
  auto db = Database();
  const auto one = membership::FindMemberBySlug(db, "ville-d-ardelle").value();
  EXPECT_EQ(one.kind, "commune");
  EXPECT_EQ(one.siret, "21620099800013");
  EXPECT_FALSE(one.affiliated);
  EXPECT_EQ(one.state, membership::State::kEffective);
  EXPECT_EQ(one.effective_on, core::LocalDay(now));
  EXPECT_EQ(membership::HeadcountOn(db, one.collectivite_id, core::LocalDay(now))->agents, 286);
  EXPECT_TRUE(membership::FindMemberBySlug(db, "commune-de-valmeuse")) << "nothing said but its name";

  EXPECT_EQ(Run(cli::Collectivite, {"add", "Autre", "--siret", "21620099800014"}), 2);
  EXPECT_TRUE(Says("SIRET")) << out;
  EXPECT_EQ(Run(cli::Collectivite, {"add", "Autre", "--headcount", "0"}), 2);
  EXPECT_EQ(Run(cli::Collectivite, {"add", "Autre", "--headcount", "beaucoup"}), 2);
  EXPECT_TRUE(Says("en chiffres")) << out;
  EXPECT_EQ(Run(cli::Collectivite, {"add", "Autre", "--affiliated", "peut-être"}), 2);
  EXPECT_EQ(Count("member"), 2);
  EXPECT_EQ(Count("collectivite"), 2) << "nothing half added";
}

TEST_F(Accounts, ACollectiviteIsRefusedInFrench) {
  EXPECT_EQ(Run(cli::Collectivite, {"add", "Commune de Valmeuse"}), 2);
  EXPECT_TRUE(Says("déjà cette adresse")) << out;
  EXPECT_EQ(Run(cli::Collectivite, {"add", "???"}), 2);
  EXPECT_TRUE(Says("lettres minuscules")) << out;
  EXPECT_EQ(Run(cli::Collectivite, {"add", " ", "--slug", "x"}), 2);
  EXPECT_TRUE(Says("nom de la collectivité")) << out;
  EXPECT_EQ(Run(cli::Collectivite, {"add"}), 2);
  EXPECT_EQ(Run(cli::Collectivite, {"remove", "x"}), 2);
  EXPECT_TRUE(Says("add ou list")) << out;
  EXPECT_EQ(Count("collectivite"), 1);
}

TEST_F(Accounts, AnAccountIsInvitedByALinkThatServesToJoin) {
  ASSERT_EQ(Add("alix", {"--role", "referent", "--collectivite", "commune-de-valmeuse"}), 0) << out;
  EXPECT_TRUE(Says("http://localhost:8080/f/join?invitation=")) << out;
  const auto token = Token();
  ASSERT_TRUE(Invited(token));
  EXPECT_EQ(Invited(token)->login, "alix");
  EXPECT_EQ(Run(cli::Account, {"list"}), 0);
  EXPECT_EQ(out, "alix\tAlix Mervande\tinvité\treferent:commune-de-valmeuse\n");
  auto db = Database();
  const auto totp = people::InvitationTotp(token);
  ASSERT_TRUE(
      people::AcceptInvitation(db, token, "girafe violette 42 nuages", vault::TotpCode(totp, now), now));
  Run(cli::Account, {"list"});
  EXPECT_TRUE(Says("\tactif\t")) << out;
}

TEST_F(Accounts, SeveralPartsAndTheWholeCdg) {
  Run(cli::Collectivite, {"add", "Ville d’Ardelle", "--slug", "ardelle"});
  ASSERT_EQ(Add("alix",
                {"--role", "referent", "--collectivite", "commune-de-valmeuse", "--collectivite", "ardelle"}),
            0)
      << out;
  ASSERT_EQ(Add("robin", {"--role", "manager"}), 0) << out;
  Run(cli::Account, {"list"});
  EXPECT_TRUE(Says("referent:commune-de-valmeuse\treferent:ardelle")) << out;
  EXPECT_TRUE(Says("manager:tout le CDG")) << out;
}

TEST_F(Accounts, OnePersonTakesAnotherPartWithTheSameAccount) {
  Run(cli::Collectivite, {"add", "Ville d’Ardelle", "--slug", "ardelle"});
  ASSERT_EQ(Add("alix", {"--role", "referent", "--collectivite", "commune-de-valmeuse"}), 0) << out;
  EXPECT_EQ(Run(cli::Account, {"assign", "alix", "--role", "substitute"}), 2);
  EXPECT_TRUE(Says("--collectivite")) << out;
  EXPECT_EQ(Run(cli::Account, {"assign", "personne", "--role", "manager"}), 2);
  ASSERT_EQ(Run(cli::Account, {"assign", "alix", "--role", "substitute", "--collectivite", "ardelle"}), 0)
      << out;
  ASSERT_EQ(Run(cli::Account, {"list"}), 0);
  EXPECT_TRUE(Says("referent:commune-de-valmeuse\tsubstitute:ardelle")) << out;
  EXPECT_EQ(Count("journal WHERE CAST(entry AS TEXT) LIKE '%account_assigned%'"), 1);
}

TEST_F(Accounts, BugARefusedRoleLeftAnAccountWithoutAPart) {
  EXPECT_EQ(Add("alix", {"--role", "chef", "--collectivite", "commune-de-valmeuse"}), 2);
  EXPECT_TRUE(Says("Ce rôle n’existe pas")) << out;
  EXPECT_EQ(Count("account"), 0);
  EXPECT_EQ(Count("journal"), 0);
}

TEST_F(Accounts, WhatIsMissingOrWrongIsNamed) {
  EXPECT_EQ(Add("alix", {"--role", "referent"}), 2);
  EXPECT_TRUE(Says("--collectivite")) << out;
  EXPECT_EQ(Add("alix", {"--role", "referent", "--collectivite", "ailleurs"}), 2);
  EXPECT_TRUE(Says("« ailleurs »")) << out;
  EXPECT_EQ(Add("a", {"--role", "manager"}), 2);
  EXPECT_TRUE(Says("2 à 64 caractères")) << out;
  EXPECT_EQ(Run(cli::Account, {"add", "alix", "--email", "a@cdg.example", "--role", "manager"}), 2);
  EXPECT_TRUE(Says("--name")) << out;
  EXPECT_EQ(Add("alix", {"--role", "manager", "--colectivite", "x"}), 2);
  EXPECT_TRUE(Says("--colectivite n'existe pas")) << out;
  EXPECT_EQ(Count("account"), 0);
  ASSERT_EQ(Add("alix", {"--role", "manager"}), 0);
  EXPECT_EQ(Add("alix", {"--role", "manager"}), 2);
  EXPECT_TRUE(Says("déjà cet identifiant")) << out;
  EXPECT_EQ(Run(cli::Account, {"invite", "personne"}), 2);
  EXPECT_TRUE(Says("« personne »")) << out;
}

TEST_F(Accounts, ANewInvitationReplacesTheOldOne) {
  Add("alix", {"--role", "manager"});
  const auto first = Token();
  ASSERT_EQ(Run(cli::Account, {"invite", "alix"}), 0);
  EXPECT_FALSE(Says("Attention"));
  EXPECT_FALSE(Invited(first));
  EXPECT_TRUE(Invited(Token()));
}

TEST_F(Accounts, AClosedAccountIsNotInvitedUntilItIsReopened) {
  Add("alix", {"--role", "manager"});
  const auto token = Token();
  ASSERT_EQ(Run(cli::Account, {"disable", "alix"}), 0);
  EXPECT_FALSE(Invited(token));
  EXPECT_EQ(Run(cli::Account, {"invite", "alix"}), 2) << "the link would not work";
  EXPECT_TRUE(Says("vigie account enable alix")) << out;
  Run(cli::Account, {"list"});
  EXPECT_TRUE(Says("\tfermé\t")) << out;
  ASSERT_EQ(Run(cli::Account, {"enable", "alix"}), 0);
  ASSERT_EQ(Run(cli::Account, {"invite", "alix"}), 0);
  EXPECT_TRUE(Invited(Token()));
}

TEST_F(Accounts, MayBeToldOnceADay) {
  Add("alix", {"--role", "manager"});
  const auto wished = [&] { return Count("account WHERE digest = 1"); };
  EXPECT_EQ(wished(), 0);
  ASSERT_EQ(Run(cli::Account, {"digest", "alix", "on"}), 0);
  EXPECT_TRUE(Says("un seul courriel par jour")) << out;
  EXPECT_EQ(wished(), 1);
  Run(cli::Account, {"list"});
  EXPECT_TRUE(Says("\tun courriel par jour\n")) << out;
  EXPECT_EQ(Run(cli::Account, {"digest", "alix", "oui"}), 2);
  EXPECT_TRUE(Says("on ou off")) << out;
  EXPECT_EQ(Run(cli::Account, {"digest", "alix"}), 2);
  EXPECT_EQ(Run(cli::Account, {"digest", "personne", "off"}), 2);
  EXPECT_EQ(wished(), 1);
  ASSERT_EQ(Run(cli::Account, {"digest", "alix", "off"}), 0);
  EXPECT_EQ(wished(), 0);
  EXPECT_EQ(Run(cli::Verify, {}), 0);
}

TEST_F(Accounts, EachActEntersTheJournal) {
  Add("alix", {"--role", "manager"});
  for (const char* action : {"invite", "disable", "enable"}) Run(cli::Account, {action, "alix"});
  for (const char* wish : {"on", "off"}) Run(cli::Account, {"digest", "alix", wish});
  EXPECT_EQ(Count("journal"), 6);
  EXPECT_EQ(Run(cli::Verify, {}), 0);
}

TEST_F(Accounts, NothingIsDoneOnADatabaseThatIsNotThere) {
  std::filesystem::remove(config.Database());
  EXPECT_THROW(Run(cli::Account, {"list"}), std::runtime_error);
  EXPECT_THROW(Run(cli::Collectivite, {"list"}), std::runtime_error);
  EXPECT_THROW(Run(cli::Demo, {}), std::runtime_error);
  EXPECT_FALSE(std::filesystem::exists(config.Database()));
}

}  // namespace

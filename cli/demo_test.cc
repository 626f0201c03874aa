#include "cli/demo.h"

#include <set>

#include "cli/cli_fixture.h"
#include "domain/casefile/code.h"
#include "domain/casefile/desk.h"
#include "domain/casefile/journal.h"
#include "domain/membership/membership.h"
#include "lib/form/card.h"

namespace {

using casefile::Case;

struct Demo : cli::Fixture {
  json::Value demo;

  void Make(const std::string& scheme = "cdg62") {
    config.scheme = scheme;
    Prepare();
    ASSERT_EQ(Run(cli::Demo, {"--json"}), 0) << out;
    demo = json::Parse(out).value();
  }
  // As anyone signs in now, with what the screen shows.
  people::SignedIn Enter(store::Db& db, const std::string& role, const std::string& place = {}) {
    for (const auto& account : demo["accounts"].Items()) {
      const auto& places = account["collectivites"].Items();
      if (account.Text("role") != role || (!place.empty() && (places.empty() || places[0].String() != place)))
        continue;
      const auto code = vault::TotpCode(vault::FromTotpBase32(account.Text("totp_secret")).value(), now);
      return people::SignIn(db, account.Text("login"), account.Text("password"), code, now).value();
    }
    throw std::runtime_error("no such account: " + role + " " + place);
  }
  Case Reporter(store::Db& db, const json::Value& one) {
    const auto code = casefile::ReadCode(one.Text("code")).value();
    const auto unlocked = casefile::Unlock(db, code.locator, code.digits).value();
    return Case::OpenAsReporter(db, {unlocked.case_id, vault::KeyPair::FromSecret(unlocked.secret_key)})
        .value();
  }
};

TEST_F(Demo, HasThreeCollectivitesAndPeopleWhoSignInAtOnce) {
  Make();
  EXPECT_EQ(demo.Text("base_url"), config.base_url);
  ASSERT_EQ(demo["collectivites"].Items().size(), 3u);
  std::map<std::string, int> parts;
  for (const auto& account : demo["accounts"].Items())
    for (const auto& place : account["collectivites"].Items())
      ++parts[place.String() + " " + account.Text("role")];
  for (const auto& place : demo["collectivites"].Items()) {
    EXPECT_EQ(parts[place.Text("slug") + " referent"], 2);
    EXPECT_EQ(parts[place.Text("slug") + " substitute"], 1);
  }
  auto db = Database();
  const auto members = membership::Members(db);
  EXPECT_EQ(members.size(), 3u);
  for (const auto& one : members) {
    EXPECT_TRUE(membership::IsServed(one.state) && membership::IsSiret(one.siret)) << one.name;
    EXPECT_TRUE(membership::HeadcountOn(db, one.collectivite_id, core::LocalDay(now))) << one.name;
    EXPECT_LT(one.effective_on, core::LocalDay(now));
  }
  for (const char* role : {"referent", "substitute", "provider", "manager"})
    EXPECT_TRUE(Enter(db, role).account.Is(role)) << role;
  EXPECT_EQ(Mode(folder + "/demo.json"), 0600u);
  EXPECT_NE(Read(folder + "/demo.json").find("Démonstration"), std::string::npos);
  EXPECT_EQ(Run(cli::Verify, {}), 0);
}

TEST_F(Demo, RunAgainKeepsTheDataAndShowsThem) {
  Make();
  const auto accounts = Count("account"), cases = Count("case_file");
  now += std::chrono::hours(30);
  config.base_url = "http://localhost:8181";
  EXPECT_EQ(Run(cli::Demo, {"--json"}), 0);
  auto again = json::Parse(out).value();
  EXPECT_EQ(again.Text("base_url"), "http://localhost:8181");
  EXPECT_EQ(again["accounts"], demo["accounts"]);
  EXPECT_EQ(again["cases"], demo["cases"]);
  EXPECT_EQ(Count("account"), accounts);
  EXPECT_EQ(Count("case_file"), cases);

  // For a person: what is needed to sign in now, and to follow each case.
  EXPECT_EQ(Run(cli::Demo, {}), 0);
  for (const auto& account : demo["accounts"].Items()) {
    const auto secret = account.Text("totp_secret");
    const auto code = vault::TotpCode(vault::FromTotpBase32(secret).value(), now);
    for (const auto& word : {account.Text("login"), account.Text("password"), secret, code})
      EXPECT_TRUE(Says(word)) << word;
  }
  for (const auto& one : demo["cases"].Items()) EXPECT_TRUE(Says(casefile::GroupCode(one.Text("code"))));
  for (const auto& place : demo["collectivites"].Items())
    EXPECT_TRUE(Says("http://localhost:8181/c/" + place.Text("slug") + "/  "));
}

TEST_F(Demo, IsRefusedWhereThereAreRealAccounts) {
  Prepare();
  Run(cli::Account, {"add", "robin", "--name", "Robin", "--email", "r@cdg.example", "--role", "manager"});
  EXPECT_EQ(Run(cli::Demo, {}), 2);
  EXPECT_TRUE(Says("de vraies données")) << out;
  std::ofstream(folder + "/demo.json") << R"({"accounts": [{"login": "alix.mervande"}]})";
  EXPECT_EQ(Run(cli::Demo, {}), 2) << "another database's";
  EXPECT_EQ(Count("account"), 1);
}

TEST_F(Demo, ThatWasCutShortSaysHowToBeginAgain) {
  Prepare();
  Run(cli::Collectivite, {"add", "Commune de Valmeuse"});
  std::ofstream(folder + "/demo.json") << R"({"unfinished": true})";
  EXPECT_EQ(Run(cli::Demo, {}), 2);
  EXPECT_TRUE(Says("rm " + folder + "/demo.json " + config.Database() + "*")) << out;
}

TEST_F(Demo, EveryReportIsOneThatTheFormAccepts) {
  const auto story = json::ReadFile(config.share_dir + "/content/fr/demonstration.json");
  const auto card = form::Card::Read(config.share_dir + "/content/fr/forms/report.json");
  for (const auto& told : story["cases"].Items()) {
    form::Fields fields;
    fields.Set("collectivite", told.Text("collectivite"));
    fields.Set("identity.mode", told["anonymous"].IsNull() ? "sealed" : "anonymous");
    for (const auto& [name, value] : told["report"].Members()) {
      if (value.IsString()) fields.Set(name, value.String());
      if (value.IsArray())
        for (const auto& item : value.Items()) fields.Add(name, item.String());
    }
    for (const auto& refusal : card.Check(fields))
      ADD_FAILURE() << told.Text("about") << ": " << refusal.code;
    for (const auto& [name, value] : told["identity"].Members())
      EXPECT_NO_THROW(card.Label(name.find('.') == std::string::npos ? "identity." + name : name)) << name;
  }
}

// The same stories, as far as each scheme knows them.
struct EachScheme : Demo, ::testing::WithParamInterface<const char*> {};

TEST_P(EachScheme, HasCasesInManyStatesReadByThoseWhoShould) {
  Make(GetParam());
  const auto scheme = scheme::Scheme::Read(config.SchemeFile(), config.SchemesFolder());
  auto db = Database();
  std::set<std::string> states;
  int late = 0, urgent = 0, asked = 0, released = 0, files = 0, both_ways = 0;
  for (const auto& one : demo["cases"].Items()) {
    const auto file = Reporter(db, one);
    const auto& header = file.GetHeader();
    states.insert(header.state);
    if (header.closed_on) {
      EXPECT_NE(scheme.OutcomeLabel(header.outcome), header.outcome) << "an outcome of the scheme";
    }
    EXPECT_LE(file.ReceivedOn(), core::LocalDay(now));
    late += header.DeadlineRule() == "acknowledge" && *header.Deadline() < core::LocalDay(now);
    urgent += header.urgent;
    asked += header.identity_asked;
    released += !header.released_to.empty();
    files += static_cast<int>(file.Evidence().size());
    both_ways += header.from_reporter > 0;
    // Who may stay anonymous does, and nobody else.
    const bool witness = header.quality == "witness" && scheme.WitnessMayStayAnonymous();
    if (scheme.GetAnonymity() != scheme::Anonymity::kAllowed && !witness) {
      EXPECT_TRUE(header.has_identity);
    }
    for (const auto& message : file.Messages()) EXPECT_LE(message.on, core::LocalDay(now));
    // Those who read first do; the others only once the reporter called them.
    const auto first = scheme.FirstReaders(header.concerns_authority);
    std::set<std::string> roles;
    for (const auto& reader : file.ReadersNow()) roles.insert(reader.assignments.at(0).role);
    for (const auto& role : first) EXPECT_TRUE(roles.contains(role)) << one.Text("about");
    if (header.concerns_authority) {
      EXPECT_FALSE(roles.contains("referent") || roles.contains("manager"));
    }
    if (header.released_to.empty()) {
      EXPECT_EQ(roles, std::set<std::string>(first.begin(), first.end()));
    }
  }
  for (const auto& state : states) EXPECT_NE(scheme.StateLabel(state), state) << "a state of the scheme";
  EXPECT_TRUE(states.contains("received") && states.contains("acknowledged") && states.contains("closed"));
  EXPECT_GE(states.size(), 4u);
  EXPECT_TRUE(late && urgent && asked && released && files && both_ways > 1)
      << late << urgent << asked << released << files << both_ways;
  const auto provider = Enter(db, "provider");
  EXPECT_EQ(casefile::CallbacksFor(db, provider.account, provider.keys).size(),
            scheme.OffersCallback() ? 1u : 0u);
  EXPECT_FALSE(casefile::VerifyJournal(db).broken_at);
}

INSTANTIATE_TEST_SUITE_P(Delivered, EachScheme,
                         ::testing::Values("cdg62", "cdg60", "cdg45", "cdg69", "amacod"));

}  // namespace

// vigie itself, as it is typed.
#include "tests/support/program.h"

#include <set>
#include <sstream>

#include "cli/cli_fixture.h"

namespace {

struct Program : cli::Fixture {
  Program() {
    std::ofstream(folder + "/vigie.conf")
        << "data_dir = " << folder << "/data\nshare_dir = " << VIGIE_SOURCE_DIR << "\nsite_dir = " << folder
        << "/site\nbase_url = http://localhost:8080\nscheme = cdg62\nexit_url = https://meteofrance.com/\n";
  }
  tests::Ran Vigie(const std::string& words) {
    return tests::RunProgram("vigie", "VIGIE_CONF=" + folder + "/vigie.conf $P " + words);
  }
};

TEST_F(Program, HelpNamesEveryCommandAndNothingElse) {
  const auto help = Vigie("help");
  EXPECT_EQ(help.status, 0);
  std::set<std::string> commands;
  std::istringstream page(help.out);
  for (std::string line; std::getline(page, line);)
    if (line.size() > 2 && line.starts_with("  ") && line[2] != ' ')
      commands.insert(line.substr(2, line.find(' ', 2) - 2));
  EXPECT_EQ(commands, (std::set<std::string>{
                          "migrate", "keys",    "collectivite", "account", "trade", "mail",    "verify",
                          "backup",  "restore", "purge",        "doctor",  "paper", "case",    "learning",
                          "scheme",  "demo",    "help",         "member",  "dues",  "figures", "logo"}));
  // Each is a command: without its own words it says what is missing, not that it is unknown.
  for (const auto& command : commands)
    EXPECT_EQ(Vigie(command + " --nothing-like-this x").out.find("n'est pas une commande"), std::string::npos)
        << command;
}

TEST_F(Program, AWordThatIsNoCommandIsRefused) {
  EXPECT_EQ(Vigie("migrer").status, 2);
  EXPECT_EQ(Vigie("migrer").out, "vigie : « migrer » n'est pas une commande ; voir vigie help\n");
  EXPECT_EQ(Vigie("").status, 2);
  EXPECT_EQ(Vigie("collectivite add --slug").out, "vigie : il manque une valeur après --slug\n");
  EXPECT_FALSE(std::filesystem::exists(folder + "/data"));
}

TEST_F(Program, SaysWhichCommandToRunFirst) {
  EXPECT_EQ(Vigie("verify").status, 1);
  EXPECT_EQ(Vigie("verify").out,
            "vigie : " + folder + "/data/vigie.db manque : lancez d'abord « vigie migrate »\n");
  EXPECT_EQ(Vigie("migrate").status, 0);
  EXPECT_EQ(Vigie("demo").out,
            "vigie : " + folder +
                "/data/keys/worker.pub manque ou est abîmé : lancez d'abord « vigie keys init »\n");
  EXPECT_EQ(Vigie("--config /nowhere verify").status, 1);
}

TEST_F(Program, ChecksASchemeAndNamesTheFaultyKeyAlsoWithoutAConfiguration) {
  const std::string schemes = std::string(VIGIE_SOURCE_DIR) + "/content/schemes/";
  const auto sound = Vigie("scheme check " + schemes + "cdg62.json");
  EXPECT_EQ(sound.status, 0);
  EXPECT_NE(sound.out.find("Rien à corriger."), std::string::npos) << sound.out;
  auto text = Read(schemes + "cdg62.json");
  const std::string mode = "\"mode\": \"allowed\"";
  ASSERT_NE(text.find(mode), std::string::npos);
  std::ofstream(folder + "/own.json") << text.replace(text.find(mode), mode.size(), "\"mode\": \"perhaps\"");
  for (const auto& ran :
       {Vigie("scheme check " + folder + "/own.json"),
        tests::RunProgram("vigie", "VIGIE_CONF=/nowhere $P scheme check " + folder + "/own.json")}) {
    EXPECT_EQ(ran.status, 1);
    EXPECT_NE(ran.out.find(folder + "/own.json: "), std::string::npos) << ran.out;
    EXPECT_NE(ran.out.find("anonymity.mode"), std::string::npos) << ran.out;
    EXPECT_NE(ran.out.find("\"allowed\""), std::string::npos) << "an example: " << ran.out;
  }
  std::ofstream(folder + "/broken.json") << "{";
  EXPECT_EQ(Vigie("scheme check " + folder + "/broken.json").status, 1);
  EXPECT_EQ(Vigie("scheme check").status, 2);
}

}  // namespace

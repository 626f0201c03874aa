#include "cli/cli_fixture.h"
#include "tests/support/picture.h"

namespace {

struct Logo : cli::Fixture {
  std::string file = folder + "/exporté.png";
  Logo() { std::ofstream(file, std::ios::binary) << tests::SmallPng(); }
  void SetUp() override {
    Prepare();
    auto db = Database();
    ASSERT_TRUE(people::AddCollectivite(db, "valmeuse", "Commune de Valmeuse"));
  }
  bool Stands(const std::string& name) const { return std::filesystem::exists(folder + "/kit/" + name); }
};

TEST_F(Logo, IsTheCollectivitesOrThatOfAllAndIsTakenAwayAgain) {
  EXPECT_EQ(Run(cli::Logo, {"set", file, "--collectivite", "valmeuse"}), 0) << out;
  EXPECT_EQ(Read(folder + "/kit/valmeuse.png"), tests::SmallPng());
  EXPECT_EQ(Mode(folder + "/kit/valmeuse.png"), 0644u) << "no secret";
  EXPECT_FALSE(Stands("logo.png"));
  EXPECT_EQ(Run(cli::Logo, {"set", file}), 0) << out;
  EXPECT_TRUE(Stands("logo.png"));
  EXPECT_EQ(Run(cli::Logo, {"remove", "--collectivite", "valmeuse"}), 0);
  EXPECT_FALSE(Stands("valmeuse.png"));
  EXPECT_TRUE(Stands("logo.png"));
}

TEST_F(Logo, ReplacesTheOneBeforeWhateverItsFormat) {
  std::filesystem::create_directories(folder + "/kit");
  std::ofstream(folder + "/kit/logo.jpg") << "former";
  EXPECT_EQ(Run(cli::Logo, {"set", file}), 0) << out;
  EXPECT_FALSE(Stands("logo.jpg"));
  EXPECT_FALSE(Stands("logo.png.part"));
}

TEST_F(Logo, WhatCannotBePrintedIsRefusedAndTheOneBeforeStays) {
  ASSERT_EQ(Run(cli::Logo, {"set", file}), 0);
  std::ofstream(folder + "/dessin.svg") << "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";
  EXPECT_EQ(Run(cli::Logo, {"set", folder + "/dessin.svg"}), 2);
  EXPECT_TRUE(Says("PNG ou un JPEG")) << out;
  std::ofstream(file, std::ios::binary) << tests::SmallPng().substr(0, 40);
  EXPECT_EQ(Run(cli::Logo, {"set", file}), 2);
  EXPECT_EQ(Run(cli::Logo, {"set", folder + "/absent.png"}), 2);
  EXPECT_EQ(Read(folder + "/kit/logo.png"), tests::SmallPng());
  EXPECT_EQ(Run(cli::Logo, {"set", file, "--collectivite", "../keys/worker"}), 2);
  EXPECT_TRUE(Says("aucune collectivité")) << out;
}

}  // namespace

#include "domain/paperwork/paperwork.h"

#include <gtest/gtest.h>

namespace {

core::Day D(const char* text) { return core::ParseDay(text).value(); }

struct Paperwork : ::testing::Test {
  config::Config config = [] {
    config::Config made;
    made.share_dir = VIGIE_SOURCE_DIR;
    made.base_url = "https://ecoute.cdg.example";
    return made;
  }();
  scheme::Scheme scheme = Named("cdg62");
  core::Instant now = core::Instant{D("2027-02-02")};
  paperwork::Erased erased{
      {{1, D("2027-02-01"), {"no_follow_up", 0, 3, D("2025-11-24"), D("2026-11-26")}, "ab12"},
       {2, D("2027-02-01"), {"leaving", 7, 1, D("2026-01-01"), D("2026-01-01")}, "ab12"}},
      {{7, "Commune ; d’« Ardelle »"}}};

  static scheme::Scheme Named(const std::string& id) {
    return scheme::Scheme::Read(std::string(VIGIE_SOURCE_DIR) + "/content/schemes/" + id + ".json");
  }
  std::string Text(const std::string& paper) const {
    std::string out;
    const auto add = [&](const document::Text& text) {
      for (const auto& span : text.spans) out += span.text;
      out += "\n";
    };
    for (const auto& block : paperwork::Write({config, scheme, now}, paper, erased).blocks) {
      if (const auto* heading = std::get_if<document::Heading>(&block)) add(heading->text);
      if (const auto* paragraph = std::get_if<document::Paragraph>(&block)) add(paragraph->text);
      if (const auto* list = std::get_if<document::List>(&block))
        for (const auto& item : list->items) add(item);
      if (const auto* table = std::get_if<document::Table>(&block))
        for (const auto& row : table->rows)
          for (const auto& cell : row) add(cell);
    }
    return out;
  }
};

TEST_F(Paperwork, EverySchemeGivesEveryPaper) {
  for (const char* id : {"cdg62", "cdg60", "cdg45", "cdg69", "amacod"}) {
    scheme = Named(id);
    for (const auto& paper : paperwork::Papers()) {
      const auto text = Text(paper);
      EXPECT_NE(text.find(scheme.Operator()), std::string::npos) << id << " " << paper;
      EXPECT_EQ(text.find("[[lots]]"), std::string::npos) << id << " " << paper;
      EXPECT_EQ(text.find('{'), std::string::npos) << id << " " << paper;
    }
  }
}

TEST_F(Paperwork, TheRegisterSaysTheTimesOfTheScheme) {
  const auto text = Text("register");
  for (const char* said : {"Dossier sans suite, après la clôture ou le dernier message\n2\u00a0mois",
                           "12\u00a0mois", "les 15 jours qui suivent", "Le président du CDG62"})
    EXPECT_NE(text.find(said), std::string::npos) << said << "\n" << text;
  EXPECT_EQ(text.find("archive intermédiaire\n"), std::string::npos) << "this scheme has none";
  EXPECT_EQ(text.find("serveur vocal"), std::string::npos) << "this server has none";
}

TEST_F(Paperwork, WhatWasErasedIsCountedAndNamesNobody) {
  EXPECT_NE(Text("certificate").find("sans suite\n3\n"), std::string::npos) << Text("certificate");
  EXPECT_NE(Text("certificate").find("Dossiers en tout : 4"), std::string::npos);
  EXPECT_NE(Text("elimination").find("Dossiers de signalement, sans suite\n2025–2026\n3\n"),
            std::string::npos)
      << Text("elimination");
}

TEST_F(Paperwork, TheSheetIsQuotedWhereItsCellsWouldBreak) {
  const auto csv = paperwork::EliminationCsv({config, scheme, now}, erased);
  EXPECT_NE(csv.find("\"Dossiers de signalement, fin de l’adhésion : Commune ; d’« Ardelle »\";2026-01-01"),
            std::string::npos)
      << csv;
  EXPECT_TRUE(csv.ends_with("\r\n"));
}

}  // namespace

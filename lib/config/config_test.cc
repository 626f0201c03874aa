#include "lib/config/config.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace {

struct Configuration : ::testing::Test {
  std::string folder = [] {
    char name[] = "/tmp/vigie-config-XXXXXX";
    return std::string(::mkdtemp(name));
  }();
  std::string path = folder + "/vigie.conf";
  std::string good = "data_dir = /var/lib/vigie\nshare_dir = " + folder + "\nsite_dir = /var/lib/vigie/site\n" +
                     "base_url = https://signalement.cdg.example\nscheme = ici\nexit_url = https://meteofrance.com/\n";
  Configuration() {
    std::filesystem::create_directories(folder + "/content/schemes");
    std::ofstream(folder + "/content/schemes/ici.json") << "{}";
  }
  ~Configuration() override { std::filesystem::remove_all(folder); }

  config::Config Read(const std::string& text) {
    std::ofstream(path) << text;
    return config::Read(path);
  }
  std::string Complaint(const std::string& text) {
    try {
      Read(text);
      return "";
    } catch (const config::Invalid& invalid) {
      return invalid.what();
    }
  }
};

TEST_F(Configuration, ReadsWhatItIsGiven) {
  const auto config = Read("# commentaire\n\n" + good + "small_cells = 7\nmail_host =\n");
  EXPECT_EQ(config.Database(), "/var/lib/vigie/vigie.db");
  EXPECT_EQ(config.SchemeFile(), folder + "/content/schemes/ici.json");
  EXPECT_EQ(config.small_cells, 7);
  EXPECT_TRUE(config.IsHttps());
  EXPECT_TRUE(config.mail_host.empty());
}

TEST_F(Configuration, NamesTheLineTheKeyAndWhatItAccepts) {
  EXPECT_NE(Complaint(good + "mail_port = beaucoup\n").find("ligne 7 : mail_port = beaucoup"), std::string::npos);
  EXPECT_NE(Complaint(good + "mail_port = beaucoup\n").find("de 1 à 65535"), std::string::npos);
  EXPECT_NE(Complaint(good + "couleur = bleu\n").find("« couleur » n'existe pas"), std::string::npos);
  EXPECT_NE(Complaint(good + "scheme = ici\n").find("deux fois"), std::string::npos);
  EXPECT_NE(Complaint("data_dir = /d\n").find("il manque la clé « base_url »"), std::string::npos);
  EXPECT_NE(Complaint("data_dir = ailleurs\n").find("chemin complet"), std::string::npos);
}

TEST_F(Configuration, AnUnknownSchemeListsThoseThatExist) {
  auto text = good;
  text.replace(text.find("scheme = ici"), 12, "scheme = rien");
  EXPECT_NE(Complaint(text).find("Disponibles : ici"), std::string::npos);
}

TEST_F(Configuration, ClearTextIsForThisMachineOnly) {
  auto text = good;
  text.replace(text.find("https://signalement.cdg.example"), 31, "http://signalement.cdg.example");
  EXPECT_NE(Complaint(text).find("http seulement pour localhost"), std::string::npos);
  text.replace(text.find("http://signalement.cdg.example"), 30, "http://localhost:8080");
  EXPECT_FALSE(Read(text).IsHttps());
  EXPECT_NE(Complaint(good + "mail_host = relais.example\nmail_from = a@b.fr\nmail_tls = none\n").find("localhost"), std::string::npos);
}

TEST_F(Configuration, TheExampleIsAcceptedOnceItsFoldersExist) {
  std::ifstream example(std::string(VIGIE_SOURCE_DIR) + "/deploy/vigie.conf.example");
  std::string text((std::istreambuf_iterator<char>(example)), {});
  const std::string share = "share_dir = /usr/share/vigie";
  ASSERT_NE(text.find(share), std::string::npos);
  text.replace(text.find(share), share.size(), std::string("share_dir = ") + VIGIE_SOURCE_DIR);
  EXPECT_EQ(Complaint(text), "");
}

}  // namespace

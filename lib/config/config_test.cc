#include "lib/config/config.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace {

struct Configuration : ::testing::Test {
  std::string folder = [] {
    char name[] = "/tmp/vigie-config-XXXXXX";
    return std::string(::mkdtemp(name));
  }();
  std::string path = folder + "/vigie.conf";
  std::string good =
      "data_dir = /var/lib/vigie\nshare_dir = " + folder + "\nsite_dir = /var/lib/vigie/site\n" +
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
  EXPECT_NE(Complaint(good + "mail_port = beaucoup\n").find("ligne 7 : mail_port = beaucoup"),
            std::string::npos);
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
  EXPECT_NE(
      Complaint(good + "mail_host = relais.example\nmail_from = a@b.fr\nmail_tls = none\n").find("localhost"),
      std::string::npos);
}

TEST_F(Configuration, TheExampleIsAcceptedOnceItsFoldersExist) {
  std::ifstream example(std::string(VIGIE_SOURCE_DIR) + "/deploy/vigie.conf.example");
  std::string text((std::istreambuf_iterator<char>(example)), {});
  const std::string share = "share_dir = /usr/share/vigie";
  ASSERT_NE(text.find(share), std::string::npos);
  text.replace(text.find(share), share.size(), std::string("share_dir = ") + VIGIE_SOURCE_DIR);
  EXPECT_EQ(Complaint(text), "");
}

TEST_F(Configuration, TheBaseUrlIsWhatABrowserCallsTheOrigin) {
  const auto with = [&](const std::string& url) {
    auto text = good;
    return Complaint(text.replace(text.find("https://signalement.cdg.example"), 31, url));
  };
  for (const char* url : {"https://a.example", "https://a.example:8443", "http://localhost:8080",
                          "http://127.0.0.1", "https://xn--cdg-bma.example"})
    EXPECT_EQ(with(url), "") << url;
  for (const char* url :
       {"", "ftp://a.example", "https://", "https://a.example/", "https://a.example/x", "https://a.example?x",
        "https://A.example", "https://a.example:443", "http://localhost:80", "https://a.example:",
        "https://a.example:0", "https://a.example:99999", "https://u@a.example", "http://localhost.a.example",
        "http://127.0.0.1.a.example", "http://localhost@a.example", "http://a.example", "https://é.example"})
    EXPECT_NE(with(url).find("ligne 4 : base_url"), std::string::npos) << url;
}

TEST_F(Configuration, TheExitIsAnHttpsAddressThatFitsInAHeader) {
  const auto with = [&](const std::string& url) {
    auto text = good;
    return Complaint(text.replace(text.find("https://meteofrance.com/"), 24, url));
  };
  EXPECT_EQ(with("https://fr.wikipedia.org/wiki/Accueil?a=b#c"), "");
  for (const char* url :
       {"", "http://a.example/", "javascript:alert(1)", "https:///x", "https://a.example/a b",
        "https://a.example/\"", "https://a.example/\x01", "https://a.example/é"})
    EXPECT_NE(with(url).find("ligne 6 : exit_url"), std::string::npos) << url;
}

TEST_F(Configuration, NeverRepeatsAPassword) {
  const auto complaint = Complaint(good + "mail_password_file = hunter2\n");
  EXPECT_NE(complaint.find("ligne 7 : mail_password_file"), std::string::npos);
  EXPECT_EQ(complaint.find("hunter2"), std::string::npos);
  EXPECT_EQ(Complaint(good + "voice_secret_file = hunter2\n").find("hunter2"), std::string::npos);
  EXPECT_EQ(Complaint(good + "voice_recordings_password_file = hunter2\n").find("hunter2"),
            std::string::npos);
  EXPECT_EQ(Complaint(good + "mail_password = hunter2\n").find("hunter2"), std::string::npos);
  EXPECT_EQ(Complaint(good + "hunter2\n").find("hunter2"), std::string::npos);
}

TEST_F(Configuration, TheMailKeysMustFitTogether) {
  const std::string relay = good + "mail_host = relais.example\n";
  EXPECT_NE(Complaint(relay).find("mail_from"), std::string::npos);
  EXPECT_NE(Complaint(relay + "mail_from = a\n").find("mail_from = a"), std::string::npos);
  EXPECT_NE(Complaint(relay + "mail_from = a@b.fr\nmail_user = u\n").find("vont ensemble"),
            std::string::npos);
  EXPECT_EQ(Complaint(relay + "mail_from = a@b.fr\nmail_user = u\nmail_password_file = /etc/vigie/mail\n"),
            "");
  EXPECT_EQ(Read(relay + "mail_from = a@b.fr\n").mail_tls, "starttls");
}

TEST_F(Configuration, TheVoiceKeysMustFitTogether) {
  const std::string voice = good + "voice_secret_file = /etc/vigie/voix\n";
  EXPECT_EQ(Complaint(voice), "");
  EXPECT_EQ(
      Complaint(voice + "voice_phone = 01 99 00 12 34\nvoice_recordings_host = api.operateur.example\n"), "");
  for (const char* key : {"voice_phone = 3939\n", "voice_recordings_host = api.operateur.example\n"})
    EXPECT_NE(Complaint(good + key).find("demandent voice_secret_file"), std::string::npos) << key;
  const std::string host = "voice_recordings_host = a.example\n", user = "voice_recordings_user = AC12\n",
                    file = "voice_recordings_password_file = /etc/vigie/p\n";
  EXPECT_EQ(Complaint(voice + host + user + file), "");
  for (const auto& some : {host + user, host + file, user + file, user})
    EXPECT_NE(Complaint(voice + some).find("vont ensemble"), std::string::npos) << some;
  EXPECT_NE(Complaint(voice + host + file + "voice_recordings_user = a:b\n").find("deux-points"),
            std::string::npos);
  EXPECT_NE(Complaint(voice + "voice_phone = ici\n").find("ligne 8 : voice_phone = ici"), std::string::npos);
  EXPECT_NE(Complaint(voice + "voice_recordings_host = https://a\n").find("ligne 8"), std::string::npos);
}

TEST_F(Configuration, NamesWhatIsWrongWithTheFilesAround) {
  EXPECT_NE(Complaint(good + "small_cells = \xE9\n").find("ligne 7"), std::string::npos);
  EXPECT_EQ(Complaint("\xEF\xBB\xBF# commentaire\r\n" + good), "");
  EXPECT_THROW(config::Read(folder), config::Invalid);
  EXPECT_THROW(config::Read(folder + "/missing.conf"), config::Invalid);
  std::filesystem::remove_all(folder + "/content");
  EXPECT_NE(Complaint(good).find("share_dir = " + folder), std::string::npos);
}

TEST_F(Configuration, ACdgMayKeepItsOwnScheme) {
  auto text = good;
  text.replace(text.find("scheme = ici"), 12, "scheme = " + folder + "/content/schemes/ici.json");
  EXPECT_EQ(Read(text).SchemeFile(), folder + "/content/schemes/ici.json");
}

TEST_F(Configuration, TheExampleSpeaksOfEveryKey) {
  std::ifstream example(std::string(VIGIE_SOURCE_DIR) + "/deploy/vigie.conf.example");
  const std::string text = "\n" + std::string((std::istreambuf_iterator<char>(example)), {});
  const std::string complaint = Complaint(good + "couleur = bleu\n");
  std::istringstream keys(complaint.substr(complaint.find("Clés : ") + std::string("Clés : ").size()));
  int count = 0;
  for (std::string key; std::getline(keys >> std::ws, key, ',');) {
    EXPECT_NE(text.find("\n" + key + " ="), std::string::npos) << key;
    ++count;
  }
  EXPECT_EQ(count, 19);
}

}  // namespace

#include "lib/mail/letter.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "lib/json/value.h"

namespace {

struct Letter : ::testing::Test {
  std::string folder = [] {
    char name[] = "/tmp/vigie-letter-XXXXXX";
    return std::string(::mkdtemp(name));
  }();
  ~Letter() override { std::filesystem::remove_all(folder); }

  mail::Letter Read(const std::string& text) {
    std::filesystem::create_directories(folder + "/mail");
    std::filesystem::create_directories(folder + "/layouts");
    std::ofstream(folder + "/mail/own.mustache") << text;
    std::filesystem::copy_file(std::string(VIGIE_SOURCE_DIR) + "/templates/layouts/mail.mustache",
                               folder + "/layouts/mail.mustache",
                               std::filesystem::copy_options::overwrite_existing);
    const render::Pages pages(folder, std::string(VIGIE_SOURCE_DIR) + "/content/fr/messages",
                              json::Value::MakeObject({{"base_url", "https://ecoute.cdg.example"}}));
    return mail::ReadLetter(pages, "own");
  }
};

TEST_F(Letter, SaysTheSameInTextAndInHtml) {
  const auto letter =
      Read("Objet : Un essai : <b>\n\nBonjour,\n\nOuvrez & lisez :\n{{{base_url}}}/suivre/\n");
  EXPECT_EQ(letter.subject, "Un essai : <b>");
  EXPECT_EQ(letter.text, "Bonjour,\n\nOuvrez & lisez :\nhttps://ecoute.cdg.example/suivre/\n");
  EXPECT_NE(letter.html.find("<title>Un essai : &lt;b&gt;</title>"), std::string::npos) << letter.html;
  EXPECT_NE(letter.html.find("<p>Bonjour,</p>\n<p>Ouvrez &amp; lisez :<br>\n"
                             "<a href=\"https://ecoute.cdg.example/suivre/\">"
                             "https://ecoute.cdg.example/suivre/</a></p>\n</body>"),
            std::string::npos)
      << letter.html;
}

TEST_F(Letter, LoadsNothing) {
  const auto html = Read("Objet : Un essai\n\nBonjour.\n").html;
  for (const char* word : {"src", "url(", "<link", "<img", "style", "http"})
    EXPECT_EQ(html.find(word), std::string::npos) << word;
}

TEST_F(Letter, WithoutASubjectOrATextIsNone) {
  for (const char* text : {"Bonjour,\n\nObjet : rien\n", "Objet : Un essai", "Objet : Un essai\n\n", ""})
    EXPECT_THROW(Read(text), std::runtime_error) << text;
}

}  // namespace

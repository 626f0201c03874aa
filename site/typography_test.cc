#include "site/typography.h"

#include "lib/json/value.h"
#include "site/site_fixture.h"

namespace site {
namespace {

// ~ for a no-break space and _ for a narrow one, so that they can be seen here.
std::string Shown(const std::string& text) {
  std::string out = FrenchText(text);
  for (const auto& [space, sign] : {std::pair{"\u00a0", "~"}, {"\u202f", "_"}})
    for (auto at = out.find(space); at != std::string::npos; at = out.find(space))
      out.replace(at, std::string(space).size(), sign);
  return out;
}

TEST(Typography, KeepsMarksWithTheirWords) {
  EXPECT_EQ(Shown("Quoi ? Ceci : « non » ; oui !"), "Quoi_? Ceci~: «~non~»_; oui_!");
  EXPECT_EQ(Shown("article L135-6, n° 2005-102, 45 000 euros, 24 h, 50 Mo, 30 jours, 12 %"),
            "article~L135-6, n°~2005-102, 45~000~euros, 24~h, 50~Mo, 30~jours, 12~%");
  EXPECT_EQ(Shown("l'agent n'est pas d'accord..."), "l’agent n’est pas d’accord…");
}

TEST(Typography, TurnsStraightQuotesIntoFrenchOnes) {
  EXPECT_EQ(Shown("Il dit \"non\", puis \"oui\"."), "Il dit «~non~», puis «~oui~».");
  EXPECT_EQ(Shown("un écran de 24\" plat"), "un écran de 24\" plat") << "one alone quotes nothing";
}

TEST(Typography, WritesNumeroInOneWay) {
  for (const char* text : {"loi no 2005-102", "loi nº 2005-102", "loi n°2005-102", "loi n° 2005-102"})
    EXPECT_EQ(Shown(text), "loi n°~2005-102") << text;
  for (const char* text : {"piano 5", "no man", "du numéro 5"}) EXPECT_EQ(Shown(text), text);
}

TEST(Typography, AddsNothingWhereTheAuthorLeftNoSpace) {
  for (const char* text : {"https://exemple.fr/a?b=c", "12:30", "de 1 à 5 agents", "Particle 5", "24 hommes",
                           "dans %n jours", "'a'"})
    EXPECT_EQ(Shown(text), text);
}

TEST(Typography, ChangesNothingTheSecondTime) {
  const std::string once = FrenchText("Quoi ? « Rien » : 1 000 € par an...");
  EXPECT_EQ(FrenchText(once), once);
}

TEST(Typography, LeavesAddressesAndNamesOfADocumentAlone) {
  const auto value =
      json::Parse(R"({"id": "a : b", "href": "x : y", "list": ["Quoi ?", 3], "deep": {"text": "Oui !"}})")
          .value();
  const auto french = FrenchTexts(value);
  EXPECT_EQ(french.Text("id"), "a : b");
  EXPECT_EQ(french.Text("href"), "x : y");
  EXPECT_EQ(french["list"].Items()[0].String(), "Quoi\u202f?");
  EXPECT_EQ(french["list"].Items()[1].Int(), 3);
  EXPECT_EQ(french["deep"].Text("text"), "Oui\u202f!");
}

// The texts of a document that have an ordinary space where a line must not break.
void Collect(const json::Value& value, std::string& found) {
  if (value.IsString())
    for (const char* mark : {" :", " ;", " !", " ?", " »", "« "})
      if (value.String().find(mark) != std::string::npos) found += value.String() + "\n";
  if (value.IsArray())
    for (const auto& item : value.Items()) Collect(item, found);
  if (value.IsObject())
    for (const auto& [key, member] : value.Members()) Collect(member, found);
}

// Functions show these texts as they stand in their files, and the site shows the same forms.
TEST(Typography, OfFormsAndMessagesIsRightInTheirFiles) {
  for (const char* folder : {"content/fr/forms", "content/fr/messages"})
    for (const auto& file : std::filesystem::directory_iterator(kSource / folder)) {
      std::string found;
      Collect(json::ReadFile(file.path().string()), found);
      EXPECT_EQ(found, "") << file.path();
    }
  for (const auto& folder : std::filesystem::directory_iterator(kSource / "content/fr/courses")) {
    std::string found;
    Collect(json::ReadFile((folder.path() / "course.json").string()), found);
    EXPECT_EQ(found, "") << folder.path();
  }
}

}  // namespace
}  // namespace site

#include "domain/film/scenario.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "lib/core/text.h"
#include "lib/json/value.h"

namespace film {
namespace {

const std::string kContent = std::string(VIGIE_SOURCE_DIR) + "/content";

std::string Faults(const std::string& scenes,
                   const std::string& more = R"("title": "T", "verified": "2026-11-26")") {
  const std::string folder = testing::TempDir() + "film-" + std::to_string(::getpid());
  std::filesystem::create_directories(folder + "/fr/film");
  std::ofstream(folder + "/fr/film/a.svg") << "<svg/>";
  std::ofstream(folder + "/fr/film/scenario.json") << "{" << more << ", \"scenes\": [" << scenes << "]}";
  try {
    ReadScenario(folder);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

constexpr const char* kGood =
    R"("picture": "a.svg", "look": "plain", "shows": "Un point.", "says": [{"text": "Oui."}])";
std::string Scene(const std::string& start, const std::string& rest = kGood) {
  return "{\"title\": \"T\", " + start + ", " + rest + "}";
}

// What the law calls it, and what nobody may miss.
TEST(Scenario, SaysWhatItMustWithItsArticles) {
  std::string all;
  for (const auto& scene : ReadScenario(kContent).scenes)
    for (const auto& piece : PiecesOf(scene)) all += piece.written + "\n";
  for (const char* words :
       {"L135-6", "R135-1)", "R135-4", "R135-10", "L134-6", "L131-12", "L133-3", "L135-6 A",
        "code général de la fonction publique", "Violences", "menaces", "Harcèlement moral ou sexuel",
        "agissements sexistes", "Discriminations", "témoin", "confidentialité", "code de suivi"})
    EXPECT_NE(all.find(words), std::string::npos) << words;
}

// The numbers are those of the page of numbers, which has the day on which each was checked.
TEST(Scenario, GivesNumbersThatThePageOfNumbersHas) {
  std::set<std::string> known;
  const auto numbers = json::ReadFile(kContent + "/fr/numbers.json");
  for (const auto& group : numbers["groups"].Items())
    for (const auto& number : group["numbers"].Items()) known.insert(number.Text("number"));
  int given = 0;
  for (const auto& scene : ReadScenario(kContent).scenes)
    for (const auto& sentence : scene.says)
      for (const auto& word : core::Words(sentence.mark))
        if (core::Digits(word) == word) {
          EXPECT_TRUE(known.contains(word)) << word;
          ++given;
        }
  EXPECT_GE(given, 5);
}

TEST(Scenario, TellsEachFaultInWords) {
  EXPECT_EQ(Faults(Scene(R"("id": "un")")), "");
  EXPECT_EQ(Faults(""), "content/fr/film/scenario.json : film : il n’a pas de scène");
  const std::string twice = Scene(R"("id": "un")") + "," + Scene(R"("id": "un")");
  EXPECT_NE(Faults(twice).find("ne sert qu’une fois"), std::string::npos);
  for (const auto& [rest, what] :
       {std::pair(R"("picture": "b.svg", "look": "plain", "shows": "S", "says": [{"text": "O"}])",
                  "b.svg » manque"),
        {R"("picture": "a.svg", "look": "sombre", "shows": "S", "says": [{"text": "O"}])",
         "plain ou opening"},
        {R"("picture": "a.svg", "look": "plain", "says": [{"text": "O"}])", "« shows » manque"},
        {R"("picture": "a.svg", "look": "plain", "shows": "S")", "ne dit rien"},
        {R"("picture": "a.svg", "look": "plain", "shows": "S", "says": [{"mark": "O"}])", "n’a pas de texte"},
        {R"("picture": "a.svg", "look": "plain", "shows": "S", "says": [{"text": "O"}], "son": 1)",
         "« son »"}})
    EXPECT_NE(Faults(Scene(R"("id": "un")", rest)).find(what), std::string::npos) << rest;
  const std::string longer(kLongest + 1, 'a');
  EXPECT_NE(Faults(Scene(R"("id": "un")",
                         R"("picture": "a.svg", "look": "plain", "shows": "S", "says": [{"text": ")" +
                             longer + "\"}]"))
                .find("trop pour un sous-titre"),
            std::string::npos);
  EXPECT_NE(Faults(Scene(R"("id": "un")"), R"("title": "T", "verified": "hier")").find("2026-11-24"),
            std::string::npos);
}

}  // namespace
}  // namespace film

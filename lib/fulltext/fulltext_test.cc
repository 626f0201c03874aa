#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "lib/fulltext/index.h"
#include "lib/fulltext/words.h"
#include "lib/store/db.h"

namespace fulltext {
namespace {

const std::vector<Page> kPages = {
    {"/comprendre/", "Comprendre avant de signaler",
     "Le harcèlement moral, ce sont des agissements répétés. La protection fonctionnelle est due à l’agent "
     "qui "
     "en est victime. Un témoin peut aussi signaler."},
    {"/quitter/", "Naviguer sans laisser de traces",
     "Effacez l’historique. Une personne harcelée est parfois surveillée."},
    {"/urgence/", "Qui appeler", "Le 3919 écoute les femmes victimes de violences. L’œuvre des élus."},
};

class Fulltext : public testing::Test {
 protected:
  Fulltext() { std::ofstream(file_, std::ios::binary) << MakeIndex(kPages); }
  ~Fulltext() override { std::filesystem::remove(file_); }
  std::vector<std::string> Search(const std::string& typed, std::size_t most = 10) const {
    std::vector<std::string> addresses;
    for (const auto& hit : Find(file_, typed, most).hits) addresses.push_back(hit.address);
    return addresses;
  }
  // The extract of the first hit, marks in brackets.
  std::string Extract(const std::string& typed) const {
    std::string out;
    const auto found = Find(file_, typed, 1);
    for (const auto& [text, marked] : found.hits.at(0).extract) out += marked ? "[" + text + "]" : text;
    return out;
  }
  const std::string file_ = testing::TempDir() + "fulltext" + std::to_string(::getpid()) + ".db";
};

using Addresses = std::vector<std::string>;

TEST_F(Fulltext, FindsAWordInItsOtherFormsWithOrWithoutAccents) {
  for (const char* typed :
       {"harcèlement", "harcelement", "HARCÈLEMENT", "harcèlements", "harceler", "harcelee"})
    EXPECT_EQ(Search(typed).size(), 2u) << typed;
  for (const char* typed : {"signalement", "signalé", "Signalements", "signaler"})
    EXPECT_EQ(Search(typed), Addresses{"/comprendre/"}) << typed;
  for (const char* typed : {"oeuvre", "Œuvres", "élu", "elus", "3919"})
    EXPECT_EQ(Search(typed), Addresses{"/urgence/"}) << typed;
}

TEST_F(Fulltext, WantsEveryWordAndTakesSomeWhenNoPageHasThemAll) {
  EXPECT_EQ(Search("victime harcèlement"), Addresses{"/comprendre/"});
  EXPECT_TRUE(Find(file_, "victime harcèlement", 10).has_all);
  EXPECT_EQ(Search("historique 3919").size(), 2u);
  EXPECT_FALSE(Find(file_, "historique 3919", 10).has_all);
  EXPECT_EQ(Search("fonctionn"), Addresses{"/comprendre/"})
      << "the beginning of a word, when nothing else is found";
  EXPECT_EQ(Search("historien"), Addresses{"/quitter/"}) << "a word of the same family";
  EXPECT_TRUE(Search("girafe").empty());
  EXPECT_EQ(Search("est-ce que l’historique est là ?"), Addresses{"/quitter/"})
      << "common words ask for nothing";
}

TEST_F(Fulltext, PutsAPageThatIsCalledSoFirst) { EXPECT_EQ(Search("traces victimes")[0], "/quitter/"); }

TEST_F(Fulltext, TakesWhateverIsTypedAsWords) {
  for (const char* typed :
       {"\"", "*", "' OR 1=1 --", "NEAR(", "victime\"*", "title:victime", "-victime", "(((", "é"})
    EXPECT_NO_THROW(Find(file_, typed, 10)) << typed;
  EXPECT_EQ(Search("victime\"*").size(), 2u);
  EXPECT_FALSE(Find(file_, "?! « » …", 10).has_words);
  EXPECT_FALSE(Find(file_, "", 10).has_words);
  EXPECT_NO_THROW(Find(file_, std::string(5000, 'a') + " b c d e f g h i j k l m n o p q r", 10));
}

TEST_F(Fulltext, ShowsThePassageWithItsWordsMarked) {
  EXPECT_EQ(
      Extract("temoins signaler"),
      "Le harcèlement moral, ce sont des agissements répétés. La protection fonctionnelle est due à l’agent "
      "qui en est victime. Un [témoin] peut aussi [signaler].");
  EXPECT_EQ(Extract("agents"),
            "Le harcèlement moral, ce sont des agissements répétés. La protection fonctionnelle est due à "
            "l’[agent] "
            "qui en est victime. Un témoin peut aussi signaler.");
}

TEST_F(Fulltext, CutsALongPassageBetweenWords) {
  std::string text = "Début. ";
  for (int i = 0; i < 200; ++i) text += "mot très banal, ";
  std::ofstream(file_, std::ios::binary) << MakeIndex({{"/a/", "A", text + "un chat ici. " + text}});
  const auto extract = Extract("chat");
  EXPECT_TRUE(extract.starts_with("… ")) << extract;
  EXPECT_TRUE(extract.ends_with(" …")) << extract;
  EXPECT_NE(extract.find("un [chat] ici"), std::string::npos) << extract;
  EXPECT_LE(extract.size(), 300u);
}

TEST_F(Fulltext, IsTheSameForTheSamePages) { EXPECT_EQ(MakeIndex(kPages), MakeIndex(kPages)); }

TEST_F(Fulltext, IsReadWithoutAnyOtherFileBesideIt) {
  Search("victime");
  for (const char* tail : {"-wal", "-shm", "-journal"}) EXPECT_FALSE(std::filesystem::exists(file_ + tail));
  EXPECT_THROW(Find(file_ + ".none", "victime", 10), store::Failure);
}

TEST(Words, AreLettersAndFigures) {
  const std::string text = "L’œuvre\u00a0: «\u00a0n° 12\u00a0», c'est-à-dire 3×4…";
  std::vector<std::string> words;
  for (const auto& [at, size] : WordsOf(text)) words.push_back(text.substr(at, size));
  EXPECT_EQ(words, (std::vector<std::string>{"L", "œuvre", "n", "12", "c", "est", "à", "dire", "3", "4"}));
  EXPECT_TRUE(WordsOf("\xC3").empty()) << "a character that was cut";
}

TEST(Words, KeepTheirStemWithAndWithoutTheirAccents) {
  const Stemmer stemmer;
  EXPECT_EQ(stemmer.Stems("Harcèlement")[0], stemmer.Stems("harcelée")[0]);
  EXPECT_EQ(stemmer.Stems("ÉLUE")[0], stemmer.Stems("élue")[0]);
}

}  // namespace
}  // namespace fulltext

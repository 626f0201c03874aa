#include "site/source.h"

#include <gtest/gtest.h>

namespace site {
namespace {

const core::Day kToday = *core::ParseDay("2026-11-25");
const std::string kFront = "---\ntitle: Un titre\ndescription: Une phrase.\nverified: 2026-11-24\n";

Source Read(const std::string& name, const std::string& more, Problems& problems) {
  return ReadSource(name, kFront + more + "---\nDu texte.\n", kToday, problems);
}

TEST(Source, StandsWhereItsFileSays) {
  Problems problems;
  EXPECT_EQ(Read("index.md", "", problems).address, "/");
  EXPECT_EQ(Read("quitter.md", "", problems).address, "/quitter/");
  EXPECT_EQ(Read("guides/index.md", "", problems).address, "/guides/");
  EXPECT_EQ(Read("x.md", "address: /erreurs/404.html\n", problems).address, "/erreurs/404.html");
  EXPECT_TRUE(problems.empty());
}

TEST(Source, HasWhatItsFrontMatterSays) {
  Problems problems;
  const auto page = Read(
      "a.md",
      "lead: Un chapô : court.\ndata: scheme, audit\nform: report\nempty: files\ntoc: yes\nexit_button: no\n",
      problems);
  EXPECT_TRUE(problems.empty());
  EXPECT_EQ(page.file, "content/fr/a.md");
  EXPECT_EQ(page.title, "Un titre");
  EXPECT_EQ(page.menu, "Un titre") << "no shorter name is given";
  EXPECT_EQ(page.lead, "Un chapô : court.");
  EXPECT_EQ(page.data, (std::set<std::string>{"audit", "scheme"}));
  EXPECT_EQ(page.empty, (std::set<std::string>{"files"}));
  EXPECT_EQ(page.form, "report");
  EXPECT_EQ(page.page_template, "prose");
  EXPECT_TRUE(page.toc && page.sitemap);
  EXPECT_FALSE(page.exit_button || page.noindex || page.each_place);
  EXPECT_EQ(page.body, "Du texte.\n");
  EXPECT_EQ(core::IsoDay(page.verified), "2026-11-24");
}

TEST(Source, ReadsLineEndsOfWindows) {
  Problems problems;
  std::string text;
  for (const char c : kFront + "---\nDu texte.\n")
    text += c == '\n' ? std::string("\r\n") : std::string(1, c);
  EXPECT_EQ(ReadSource("a.md", text, kToday, problems).body, "Du texte.\n");
  EXPECT_TRUE(problems.empty());
}

TEST(Source, RefusesWhatIsNotUtf8) {
  Problems problems;
  ReadSource("a.md", kFront + "---\n\xE9t\xE9\n", kToday, problems);
  EXPECT_EQ(problems, (Problems{"content/fr/a.md : le fichier n’est pas en UTF-8"}));
}

TEST(Source, SaysThatAFolderHoldsNoPage) {
  Problems problems;
  EXPECT_TRUE(ReadSources("/nowhere", kToday, problems).empty());
  EXPECT_EQ(problems, (Problems{"/nowhere/fr : aucune page (*.md)"}));
}

}  // namespace
}  // namespace site

#include "site/build.h"

#include "domain/learning/course.h"
#include "lib/archive/archive.h"
#include "lib/form/card.h"
#include "lib/fulltext/index.h"
#include "lib/render/pages.h"
#include "site/site_fixture.h"
#include "site/typography.h"

namespace site {
namespace {

namespace fs = std::filesystem;

bool Says(const std::string& html, const std::string& text) { return html.find(text) != std::string::npos; }

TEST(TestSite, IsBuilt) {
  const auto files = TestSite().Build();
  std::set<std::string> names;
  std::string css;
  for (const auto& [name, bytes] : files) {
    const bool is_css = name.ends_with(".css");
    if (is_css) css = name;
    if (!name.starts_with("assets/")) names.insert(name);
  }
  EXPECT_EQ(names,
            (std::set<std::string>{
                "c/port-cendre/affiche/index.html", "c/port-cendre/index.html", "c/port-cendre/qr.svg",
                "c/valmeuse/affiche/index.html", "c/valmeuse/index.html", "c/valmeuse/qr.svg", "common.json",
                "erreur.html", "essai/index.html", "index.html", "robots.txt", "search.db", "sitemap.xml"}));
  EXPECT_TRUE(css.starts_with("assets/site."));
  EXPECT_TRUE(Says(files.at("index.html"), "href=\"/" + css + "\""));
  EXPECT_TRUE(Says(files.at("index.html"), "Un site de Centre de Gestion du Pas-de-Calais"));
  EXPECT_TRUE(Says(files.at("index.html"), "30\u00a0jours"));
  EXPECT_TRUE(Says(files.at("index.html"), "Accessibilité\u00a0: non conforme. 24 novembre 2026"));
  EXPECT_TRUE(Says(files.at("essai/index.html"), "<div class=\"notice notice-danger\">"));
}

TEST(TestSite, GivesTheSameBytesForTheSameInput) { EXPECT_EQ(TestSite().Build(), TestSite().Build()); }

TEST(TestSite, NamesTheStyleSheetAfterItsBytes) {
  TestSite changed;
  changed.Write("templates/components/more.css", "p { margin: 0; }");
  const auto name = [](const Files& files) {
    for (const auto& [file, bytes] : files)
      if (file.ends_with(".css")) return file;
    return std::string();
  };
  EXPECT_NE(name(changed.Build()), name(TestSite().Build()));
}

// runtime/run.cc gives it to every page of a function; tests/support/fake_env.h has the same keys.
TEST(TestSite, TellsTheFunctionsWhatTheirPagesShare) {
  const auto files = TestSite().Build();
  const json::Value common = json::Parse(files.at("common.json")).value();
  std::set<std::string> keys;
  for (const auto& [key, value] : common.Members()) keys.insert(key);
  EXPECT_EQ(keys, (std::set<std::string>{"accessibility_mention", "base_url", "css_href", "exit_href", "logo",
                                         "mark_href", "operator", "phone", "service_name"}));
  EXPECT_EQ(common.Text("accessibility_mention"), "Accessibilité\u00a0: non conforme");
  EXPECT_EQ(common.Text("exit_href"), "/f/exit_site");
  EXPECT_TRUE(files.contains(common.Text("css_href").substr(1)));
  EXPECT_TRUE(files.contains(common.Text("mark_href").substr(1)));
  EXPECT_TRUE(common["logo"].IsNull());
}

// A style sheet, a picture or a logo may be kept by a browser for ever: another content has another name.
TEST(TestSite, NamesEveryAssetAfterItsBytes) {
  for (const auto& [name, bytes] : TestSite().Build())
    if (name.starts_with("assets/")) {
      EXPECT_TRUE(Says(name, "." + Fingerprint(bytes) + ".")) << name;
    }
}

TEST(TestSite, ShowsThePicturesOfItsFolder) {
  TestSite with;
  fs::create_directories(with.Root() / "content/fr/images");
  with.Write("content/fr/images/plan.svg",
             "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 30\"/>");
  with.Write("content/fr/essai.md",
             "---\ntitle: Essai\ndescription: Essai.\nverified: 2026-11-24\n---\n"
             "## La suite\n\n![La cour](plan.svg)\n");
  const auto files = with.Build();
  const auto& html = files.at("essai/index.html");
  EXPECT_TRUE(Says(html, "alt=\"La cour\" width=\"40\" height=\"30\"")) << html;
  const auto at = html.find("/assets/plan.");
  EXPECT_TRUE(files.contains(html.substr(at + 1, html.find('"', at) - at - 1)));
}

TEST(TestSite, WearsTheThemeOfItsScheme) {
  TestSite dressed;
  dressed.Write("logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"300\" height=\"100\"/>");
  dressed.Write("scheme.json", R"({"extends": "cdg62", "id": "essai", "theme": {"logo": "logo.svg",
                "light": {"action": "#7a1f5c"}, "dark": {"link": "#ffccee"}}})");
  const auto files = dressed.Build();
  const json::Value common = json::Parse(files.at("common.json")).value();
  EXPECT_TRUE(files.contains(common["logo"].Text("href").substr(1)));
  EXPECT_EQ(common["logo"]["width"].Int(), 168);
  EXPECT_EQ(common["logo"]["height"].Int(), 56);
  // Behind base.css, so that the light colours must say again what the dark theme has.
  EXPECT_TRUE(files.at(common.Text("css_href").substr(1))
                  .ends_with(":root{--action:#7a1f5c;}@media (prefers-color-scheme: dark){"
                             ":root{--action:#bbbbff;--link:#ffccee;}}"));
}

TEST(TestSite, TellsSearchEnginesWhatMayBeListed) {
  const auto xml = TestSite().Build().at("sitemap.xml");
  EXPECT_TRUE(Says(xml,
                   "<url><loc>https://signalement.cdg.example/c/valmeuse/affiche/</loc><lastmod>2026-11-24</"
                   "lastmod></url>"));
  EXPECT_FALSE(Says(xml, "<loc>https://signalement.cdg.example/c/valmeuse/</loc>"))
      << "its form says noindex";
}

// The pages that any visitor may read, and not those of the collectivités, which have a search of their own.
TEST(TestSite, IsFoundByItsSearch) {
  const TemporaryFolder folder;
  const auto index = (folder.Path() / "search.db").string();
  std::ofstream(index, std::ios::binary) << TestSite().Build().at("search.db");
  const auto found = fulltext::Find(index, "appeler", 10);
  ASSERT_EQ(found.hits.size(), 1u);
  EXPECT_EQ(found.hits[0].address, "/essai/");
  EXPECT_EQ(found.hits[0].title, "Essai");
  EXPECT_TRUE(fulltext::Find(index, "valmeuse", 10).hits.empty());
}

// The form is the card as a function shows it, for one collectivité, with what its scheme offers.
TEST(TestSite, ShowsAFormAsAFunctionDoes) {
  const auto html = TestSite().Build().at("c/valmeuse/index.html");
  EXPECT_TRUE(Says(html, "<input type=\"hidden\" name=\"collectivite\" value=\"valmeuse\">"));
  EXPECT_TRUE(Says(html, "name=\"facts\"") && Says(html, "name=\"phone\""));
  EXPECT_FALSE(Says(html, "Vos fichiers"));
}

TEST(TestSite, DrawsTheQrCodeOfEachCollectivite) {
  const auto files = TestSite().Build();
  EXPECT_TRUE(
      Says(files.at("c/valmeuse/qr.svg"), "<title>https://signalement.cdg.example/c/valmeuse/</title>"));
  EXPECT_TRUE(Says(files.at("c/valmeuse/affiche/index.html"), "src=\"/c/valmeuse/qr.svg\""));
  EXPECT_NE(files.at("c/valmeuse/qr.svg"), files.at("c/port-cendre/qr.svg"));
}

TEST(TestSite, ListsThePiecesOfTheKitWhoseTextsAreNoPages) {
  TestSite site;
  fs::copy(kSource / "content/fr/kit", site.Root() / "content/fr/kit");
  fs::copy(kSource / "content/fr/membership", site.Root() / "content/fr/membership");
  site.Write("templates/pages/kit.mustache",
             "<h1>{{title}}</h1>\n{{#kit.pieces}}<p>{{id}}{{#formats}} {{format}}={{label}}{{/formats}}</p>\n"
             "{{/kit.pieces}}\n{{{body}}}");
  site.Write("content/fr/trousse.md",
             "---\ntitle: Trousse\ndescription: Tout ce qui se distribue.\nverified: 2026-11-24\n"
             "template: kit\ndata: kit\n---\nÀ imprimer.\n");
  const auto files = site.Build();
  EXPECT_TRUE(Says(files.at("trousse/index.html"), "<p>acte odt=ODT docx=DOCX</p>"));
  for (const auto& [name, bytes] : files)
    EXPECT_FALSE(name.starts_with("kit/") || name.starts_with("membership/")) << name;
}

TEST(TestSite, TellsTheFaultOfATemplateOncePerSource) {
  TestSite spoilt;
  spoilt.Write("templates/pages/form.mustache", "<h1>{{title}}</h1><h1>{{place.name}}</h1>");
  EXPECT_EQ(spoilt.Fault(),
            "content/fr/lieu.md (/c/port-cendre/) : la page a 2 titre(s) h1 ; il en faut un\n");
}

// site/invalid_sites/<rule>: what differs from test_site, and the lines that are said about it.
TEST(InvalidSites, AreRefusedWithTheLineThatHelps) {
  int rules = 0;
  for (const auto& rule : fs::directory_iterator(kSource / "site/invalid_sites")) {
    SCOPED_TRACE(rule.path().filename().string());
    TestSite spoilt;
    spoilt.Overlay(rule.path());
    EXPECT_EQ(spoilt.Fault(), ReadAll(rule.path() / "expected.txt"));
    ++rules;
  }
  EXPECT_GE(rules, 80);
}

// ---- the real pages

class RealSite : public testing::TestWithParam<const char*> {
 protected:
  Files Build() {
    config::Config config;
    config.share_dir = kSource;
    config.base_url = "https://signalement.cdg.example";
    config.scheme = GetParam();
    const auto places = (folder_.Path() / "places.json").string();
    std::ofstream(places) << R"([{"slug": "valmeuse", "name": "Commune de Valmeuse", "number": 17}])";
    config.voice_phone = voice_phone_;
    return BuildSite(ReadInput(config, places, core::LocalDay(core::SystemClock()())));
  }
  TemporaryFolder folder_;
  std::string voice_phone_;
};

TEST_P(RealSite, IsBuiltAndOffersWhatTheSchemeOffers) {
  const auto files = Build();
  const auto scheme = scheme::Scheme::Read((kSource / "content/schemes" / GetParam()).string() + ".json");
  const auto offers = scheme.Offers();
  const auto& form = files.at("c/valmeuse/signaler/index.html");
  EXPECT_EQ(Says(form, "name=\"callback.mode\""), offers.contains("callback"));
  EXPECT_EQ(Says(form, "value=\"video\""), offers.contains("sign_language"));
  EXPECT_EQ(Says(form, "value=\"anonymous\""), !offers.contains("anonymity.refused"));
  EXPECT_EQ(Says(form, "Seulement si vous êtes témoin"), offers.contains("anonymity.witness_only"));
  for (const char* who : {"referent", "provider", "employer"})
    EXPECT_EQ(Says(form, "name=\"identity.audience\" type=\"checkbox\" value=\"" + std::string(who) + "\""),
              offers.contains("audience." + std::string(who)))
        << who;
  const auto& entry = files.at("c/valmeuse/index.html");
  EXPECT_TRUE(Says(entry, "/c/valmeuse/signaler/"));
  EXPECT_EQ(Says(entry, "ne pourra pas ouvrir votre signalement"), offers.contains("authority_apart"));
}

// A form that a function shows again is this page with what was typed: nothing but the values may differ.
TEST_P(RealSite, ShowsTheReportFormOfTheFunction) {
  const auto files = Build();
  const auto scheme = scheme::Scheme::Read((kSource / "content/schemes" / GetParam()).string() + ".json");
  const auto card =
      form::Card::Read((kSource / "content/fr/forms/report.json").string()).Offering(scheme.Offers());
  form::Fields sent;
  sent.Set("collectivite", "valmeuse");
  const render::Pages pages((kSource / "templates").string(), (kSource / "content/fr/messages").string(),
                            json::Parse(files.at("common.json")).value());
  const auto part = [](const std::string& html) {
    const auto begin = html.find("<form method=\"post\""), end = html.find("</form>", begin);
    return html.substr(begin, end - begin);
  };
  auto model = json::Value::MakeObject({{"title", "Mon signalement"}, {"form", card.View(sent, {})}});
  model.Set("place", json::Value::MakeObject({{"slug", "valmeuse"}, {"name", "Commune de Valmeuse"}}));
  model.Set("has_files", false).Set("files", json::Array());
  EXPECT_EQ(part(files.at("c/valmeuse/signaler/index.html")), part(pages.Render("report_form", model)));
}

// Whoever calls must know the number by which the voice server knows their collectivité.
TEST_P(RealSite, TellsHowToCallTheVoiceServerWhereThereIsOne) {
  const auto silent = Build();
  voice_phone_ = "01 99 00 12 34";
  const auto files = Build();
  for (const char* page : {"c/valmeuse/index.html", "c/valmeuse/affiche/index.html"}) {
    EXPECT_FALSE(Says(silent.at(page), "01 99 00 12 34")) << page;
    EXPECT_TRUE(Says(files.at(page), "01 99 00 12 34")) << page;
    EXPECT_TRUE(Says(files.at(page), "<strong>17</strong>")) << page;
  }
}

// What a scheme offers is told in words, to whoever reads the site before they dare, and nothing else.
TEST_P(RealSite, ExplainsThisSchemeAndNoOther) {
  const auto files = Build();
  const auto scheme = scheme::Scheme::Read((kSource / "content/schemes" / GetParam()).string() + ".json");
  const auto& how = files.at("comprendre/comment-ca-se-passe/index.html");
  for (const auto& phase : scheme.Data()["phases"].Items())
    EXPECT_TRUE(Says(how, FrenchText(phase.Text("title")))) << phase.Text("title");
  for (const auto* page : {"comprendre/comment-ca-se-passe/index.html", "questions/agents/index.html"})
    EXPECT_TRUE(Says(files.at(page), FrenchText(scheme.Data()["anonymity"].Text("text")))) << page;
  const auto& easy = files.at("facile/qui-va-savoir/index.html");
  for (const auto& line : scheme.Data()["easy"]["employer"].Items())
    EXPECT_TRUE(Says(easy, FrenchText(line.String()))) << line.String();
  EXPECT_EQ(Says(files.at("facile/signaler/index.html"), "langue des signes"),
            scheme.Offers().contains("sign_language"));
}

// Whoever reads a page knows when somebody last checked it, and how to leave it upwards.
TEST_P(RealSite, DatesEveryPageAndLeadsBack) {
  const auto files = Build();
  for (const auto& [name, bytes] : files)
    EXPECT_EQ(Says(bytes, "Page vérifiée le "), name.ends_with(".html")) << name;
  EXPECT_TRUE(
      Says(files.at("comprendre/temoin/index.html"), "<p class=\"parent\"><a href=\"/comprendre/\">"));
  EXPECT_FALSE(Says(files.at("comprendre/index.html"), "class=\"parent\""));
  EXPECT_TRUE(
      Says(files.at("comprendre/temoin/index.html"), "<a href=\"/comprendre/\" aria-current=\"true\">"));
}

// Each course: its front page, its steps, the whole to print, two packages; a step is answered without a
// script.
TEST_P(RealSite, HasEveryCourseAsPagesAndPackages) {
  const auto files = Build();
  const auto courses = learning::ReadCourses((kSource / "content").string());
  ASSERT_EQ(courses.size(), 4u);
  for (const auto& course : courses) {
    const auto at = "se-former/" + course.id + "/";
    EXPECT_TRUE(Says(files.at("se-former/index.html"), "href=\"/" + at + "\""));
    EXPECT_TRUE(Says(files.at("plan-du-site/index.html"), "href=\"/" + at + "\""));
    EXPECT_TRUE(Says(files.at(at + "index.html"), "<option value=\"valmeuse\">"));
    for (std::size_t i = 0; i < course.steps.size(); ++i) {
      const auto& page = files.at(at + std::to_string(i + 1) + "/index.html");
      EXPECT_TRUE(Says(page, "action=\"/f/elearning_progress\""));
      EXPECT_TRUE(Says(page, "name=\"step\" value=\"" + course.steps[i].id + "\""));
      EXPECT_EQ(Says(page, "name=\"answer\""), course.steps[i].question.has_value());
      if (course.steps[i].question) {
        EXPECT_FALSE(Says(page, course.steps[i].question->explanation)) << "not before the answer";
      }
    }
    for (const char* version : {"1.2", "2004"}) {
      const auto entries = archive::Unzip(files.at(at + course.id + "-scorm-" + version + ".zip"));
      ASSERT_EQ(entries.size(), 5u);
      EXPECT_EQ(entries[0].name, "imsmanifest.xml");
      for (const auto& entry : entries)
        if (entry.name != "imsmanifest.xml") {
          EXPECT_TRUE(Says(entries[0].bytes, "<file href=\"" + entry.name + "\"/>"));
        }
    }
  }
}

// Any page of the agent's path: 30 kB with the style sheet and the icon, compressed as nginx sends it.
TEST_P(RealSite, KeepsToTheBudget) {
  const auto files = Build();
  std::size_t shared = 0;
  for (const auto& [name, bytes] : files)
    if (name.starts_with("assets/")) shared += Gzip(bytes).size();
  for (const auto& [name, bytes] : files)
    if (name.ends_with(".html")) {
      EXPECT_LE(shared + Gzip(bytes).size(), 30'000u) << name;
    }
}

INSTANTIATE_TEST_SUITE_P(Schemes, RealSite, testing::Values("cdg62", "cdg60", "cdg45", "cdg69", "amacod"));

}  // namespace
}  // namespace site

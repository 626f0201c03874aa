#include "lib/render/pages.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

namespace render {
namespace {

// A small house of templates.
class PagesTest : public testing::Test {
 protected:
  PagesTest() : root_(testing::TempDir() + "pages_test_" + std::to_string(::getpid())) {
    Write("templates/layouts/page.mustache",
          "<title>{{#has_errors}}Erreur : {{/has_errors}}{{title}} – "
          "{{service_name}}</title>{{#exit_button}}[exit]{{/exit_button}}"
          "{{#noindex}}[noindex]{{/noindex}}\n{{{content}}}");
    Write("templates/components/person/person.mustache", "{{#person}}<b>{{name}}</b>{{> role}}{{/person}}\n");
    Write("templates/components/role/role.mustache", "{{#role}} ({{.}}){{/role}}");
    Write("messages/a.json", R"({"a.one": "Un."})");
    Write("messages/b.json", R"({"b.two": "Deux."})");
  }
  ~PagesTest() override { std::filesystem::remove_all(root_); }

  void Write(const std::string& path, const std::string& text) {
    const std::filesystem::path file = root_ + "/" + path;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << text;
  }
  Pages Open() {
    return Pages(root_ + "/templates", root_ + "/messages", *json::Parse(R"({"service_name": "Vigie"})"));
  }
  // A page made of `text`, rendered with the model.
  std::string Page(const std::string& text, const std::string& model = R"({"title": "T"})") {
    Write("templates/pages/p.mustache", text);
    return Open().Render("p", *json::Parse(model));
  }
  std::string Part(const std::string& text, const std::string& model) {
    Write("templates/mail/m.mustache", text);
    return Open().RenderPart("mail/m", *json::Parse(model));
  }
  template <class Act>
  std::string Error(Act act) {
    try {
      act();
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "no error";
  }
  const std::string root_;
};

TEST_F(PagesTest, PlacesThePageInItsLayout) {
  EXPECT_EQ(Page("<p>{{service_name}}</p>"), "<title>T – Vigie</title>[exit]\n<p>Vigie</p>");
  EXPECT_EQ(Page("<p>", R"({"title": "T", "has_errors": true, "exit_button": false, "noindex": true})"),
            "<title>Erreur : T – Vigie</title>[noindex]\n<p>");
}

TEST_F(PagesTest, EscapesWhatPeopleTyped) {
  EXPECT_EQ(Part("{{x}}|{{{x}}}", R"({"x": "<a href='x'>\"&"})"),
            "&lt;a href=&#39;x&#39;&gt;&quot;&amp;|<a href='x'>\"&");
}

TEST_F(PagesTest, WritesValuesOfEveryKind) {
  EXPECT_EQ(
      Part(
          "{{i}} {{n}} {{d}}{{empty}}{{null}} {{#list}}{{.}},{{/list}}{{^none}}none{{/none}} {{o.a.b}}",
          R"({"i": 120, "n": -3, "d": 0.5, "empty": "", "null": null, "list": ["a", 2, "<"], "none": [], "o": {"a": {"b": "c"}}})"),
      "120 -3 0.5 a,2,&lt;,none c");
  EXPECT_EQ(
      Part("{{#t}}t{{/t}}{{#f}}f{{/f}}{{#empty}}e{{/empty}}{{#null}}n{{/null}}{{#s}}s{{/s}}{{#o}}{{k}}{{/o}}",
           R"({"t": true, "f": false, "empty": "", "null": null, "s": "x", "o": {"k": "k"}})"),
      "tsk");
}

TEST_F(PagesTest, FindsPartialsAndOuterNames) {
  EXPECT_EQ(
      Part(
          "{{#people}}{{> person}};{{title}} {{/people}}",
          R"({"title": "T", "people": [{"person": {"name": "A", "role": "chef"}}, {"person": {"name": "B", "role": ""}}]})"),
      "<b>A</b> (chef)\n;T <b>B</b>\n;T ");
}

TEST_F(PagesTest, ATagAloneOnItsLineLeavesNoLine) {
  EXPECT_EQ(Part("a\n  {{#t}}\n{{! why }}\n  b {{#t}}c{{/t}}\n{{> role}}\n{{/t}}\n{{#f}}\nd\n{{/f}}\ne\n",
                 R"({"t": true, "f": false, "role": ""})"),
            "a\n  b c\ne\n");
}

TEST_F(PagesTest, RefusesNamesThatTheModelLacks) {
  const auto page_lacks = [&](const std::string& text) {
    return Error([&] { Page(text, R"({"title": "T", "o": {"a": 1}, "l": [{"a": 1}]})"); });
  };
  for (const char* tag : {"{{nope}}", "{{{nope}}}", "{{#nope}}x{{/nope}}", "{{^nope}}x{{/nope}}",
                          "{{#l}}{{nope}}{{/l}}", "{{#o}}{{nope}}{{/o}}"})
    EXPECT_EQ(page_lacks(tag), "template pages/p: the model has no \"nope\"") << tag;
  EXPECT_EQ(page_lacks("{{o.b}}"), "template pages/p: the model has no \"o.b\"");
  EXPECT_EQ(page_lacks("{{title.b}}"), "template pages/p: the model has no \"title.b\"");
  EXPECT_EQ(Error([&] { Page("x", R"({"heading": "T"})"); }), "template pages/p: the model has no \"title\"");
}

TEST_F(PagesTest, AnInnerObjectHidesAnOuterOneOfTheSameName) {
  EXPECT_EQ(Error([&] { Part("{{#l}}{{o.a}}{{/l}}", R"({"o": {"a": 1}, "l": [{"o": {"b": 2}}]})"); }),
            "template mail/m: the model has no \"o.a\"");
}

TEST_F(PagesTest, RefusesBrokenTemplatesWhenItOpens) {
  const auto opens = [&](const std::string& text) { return Error([&] { Part(text, "{}"); }); };
  EXPECT_EQ(opens("{{> nope}}"), "template mail/m: unknown partial \"nope\"");
  EXPECT_EQ(opens("{{#a}}"), "template mail/m: Unclosed section \"a\" at 0");
  EXPECT_EQ(opens("{{#a}}{{#b}}{{/a}}{{/b}}").substr(0, 32), "template mail/m: Unclosed sectio");
  EXPECT_EQ(opens("{{a"), "template mail/m: unclosed tag");
  EXPECT_EQ(opens("{{=<% %>=}}"), "template mail/m: delimiters may not be changed");
  std::filesystem::remove(root_ + "/templates/mail/m.mustache");
  Write("templates/components/role/role.mustache", "{{> person}}");
  EXPECT_EQ(Error([&] { Open(); }), "template components/person/person: partial \"role\" contains itself");
}

TEST_F(PagesTest, RefusesAnUnknownPageOrLayout) {
  Write("templates/pages/p.mustache", "x");
  const Pages pages = Open();
  const json::Value model = *json::Parse(R"({"title": "T"})");
  EXPECT_EQ(Error([&] { pages.Render("q", model); }), "template pages/q: does not exist");
  EXPECT_EQ(Error([&] { pages.Render("p", model, "desk"); }), "template layouts/desk: does not exist");
}

TEST_F(PagesTest, TheCatalogueHasEachKeyOnce) {
  EXPECT_EQ(Open().Message("b.two"), "Deux.");
  EXPECT_EQ(Error([&] { Open().Message("b.three"); }), "messages: no sentence for b.three");
  Write("messages/c.json", R"({"a.one": "Uno."})");
  EXPECT_NE(Error([&] { Open(); }).find("a.one stands in another file too"), std::string::npos);
}

TEST_F(PagesTest, RendersFromSeveralThreads) {
  Write("templates/pages/p.mustache", "{{#rows}}<i>{{n}}</i>{{/rows}}{{own}}");
  const Pages pages = Open();
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t)
    threads.emplace_back([&pages, t] {
      json::Value model = json::Value::MakeObject({{"title", "T"}, {"own", t}});
      std::string rows;
      for (int i = 0; i < 20; ++i) {
        json::Value row;
        row.Set("n", t * 100 + i);
        json::Value list = model["rows"];
        model.Set("rows", list.Push(row));
        rows += "<i>" + std::to_string(t * 100 + i) + "</i>";
      }
      for (int i = 0; i < 200; ++i) EXPECT_TRUE(pages.Render("p", model).ends_with(rows + std::to_string(t)));
    });
  for (auto& thread : threads) thread.join();
}

}  // namespace
}  // namespace render

// Every component's card (templates/components/<name>/<name>.json) is held against its template: each example
// renders, strictly, into sound HTML. Card: {"purpose", "params": {name: what it is}, "defaults", "examples":
// {name: what differs from the defaults}}; "params_of": the component that has the same params and defaults.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "lib/render/pages.h"

namespace render {
namespace {

const std::string kTemplates = std::string(VIGIE_SOURCE_DIR) + "/templates";
const std::string kMessages = std::string(VIGIE_SOURCE_DIR) + "/content/fr/messages";

std::vector<std::string> Components() {
  std::vector<std::string> names;
  for (const auto& folder : std::filesystem::directory_iterator(kTemplates + "/components"))
    names.push_back(folder.path().filename());
  return names;
}

json::Value ReadCard(const std::string& name) {
  return json::ReadFile(kTemplates + "/components/" + name + "/" + name + ".json");
}

// The example's whole model; fails when it gives a param that is not documented, or leaves one out.
json::Value Model(const json::Value& card, const json::Value& example) {
  const json::Value owner = card.Has("params_of") ? ReadCard(card.Text("params_of")) : card;
  json::Value model = owner["defaults"];
  for (const auto& [key, value] : example.Members()) model.Set(key, value);
  for (const auto& [key, value] : model.Members())
    EXPECT_TRUE(owner["params"].Has(key)) << key << " is not documented";
  for (const auto& [key, value] : owner["params"].Members())
    EXPECT_TRUE(model.Has(key)) << key << " has no default";
  return model;
}

std::vector<std::string> All(const std::string& html, const std::string& pattern) {
  std::vector<std::string> out;
  const std::regex regex(pattern);
  for (std::sregex_iterator it(html.begin(), html.end(), regex), end; it != end; ++it)
    out.push_back((*it)[1]);
  return out;
}

// Elements nest and close; ids are unique; labels and descriptions lead to an element of the example.
void ExpectSound(const std::string& html) {
  static const std::set<std::string> kVoid{"input", "br", "hr", "img", "track"};
  std::vector<std::string> open;
  for (const auto& tag : All(html, "<(/?[a-z0-9]+)")) {
    if (tag[0] != '/' && !kVoid.contains(tag)) open.push_back(tag);
    if (tag[0] != '/') continue;
    ASSERT_FALSE(open.empty()) << html;
    ASSERT_EQ("/" + open.back(), tag) << html;
    open.pop_back();
  }
  EXPECT_TRUE(open.empty()) << html;
  std::set<std::string> ids;
  for (const auto& id : All(html, " id=\"([^\"]*)\""))
    EXPECT_TRUE(ids.insert(id).second) << id << " stands twice\n" << html;
  for (const auto& list : All(html, " (?:for|aria-describedby|aria-labelledby)=\"([^\"]*)\"")) {
    std::istringstream words(list);
    for (std::string id; words >> id;) EXPECT_TRUE(ids.contains(id)) << id << " leads nowhere\n" << html;
  }
  EXPECT_EQ(html.find("{{"), std::string::npos);
}

TEST(Components, RenderEveryExampleOfTheirCards) {
  const Pages pages(kTemplates, kMessages, json::Value());
  for (const auto& name : Components()) {
    const json::Value card = ReadCard(name);
    EXPECT_FALSE(card.Text("purpose").empty()) << name;
    ASSERT_FALSE(card["examples"].Members().empty()) << name;
    for (const auto& [title, example] : card["examples"].Members()) {
      SCOPED_TRACE(name + ": " + title);
      const json::Value model = Model(card, example);
      const std::string html = pages.RenderPart("components/" + name + "/" + name, model);
      if (name != "field_messages") ExpectSound(html);
    }
  }
}

std::string Rendered(const std::string& component, const std::string& example) {
  const Pages pages(kTemplates, kMessages, json::Value());
  const json::Value card = ReadCard(component);
  return pages.RenderPart("components/" + component + "/" + component,
                          Model(card, card["examples"][example]));
}

TEST(Components, TieErrorsToTheirFields) {
  const std::string input = Rendered("field_input", "refused");
  EXPECT_NE(input.find("aria-invalid=\"true\" aria-describedby=\"identity-email-hint identity-email-error\" "
                       "value=\"prenom.nom@\""),
            std::string::npos);
  EXPECT_NE(input.find("<span class=\"visually-hidden\">Erreur\u00a0: </span>"), std::string::npos);
  const std::string summary = Rendered("form_errors", "two");
  EXPECT_NE(summary.find("role=\"alert\" tabindex=\"-1\" autofocus"), std::string::npos);
  EXPECT_NE(summary.find("<a href=\"#facts\">"), std::string::npos);
  EXPECT_EQ(Rendered("form_errors", "none"), "");
}

TEST(Components, KeepAnAnswerAsItWasTyped) {
  EXPECT_NE(Rendered("field_textarea", "refused, answer kept")
                .find(">\n\n&lt;b&gt;un&lt;/b&gt;\n\n  deux</textarea>"),
            std::string::npos);
}

TEST(Templates, QuoteEveryAttributeAndNeverUseMaxlength) {
  for (const auto& file : std::filesystem::recursive_directory_iterator(kTemplates)) {
    if (file.path().extension() != ".mustache") continue;
    std::ifstream in(file.path());
    const std::string text((std::istreambuf_iterator<char>(in)), {});
    EXPECT_TRUE(All(text, "\\s([a-z-]+=(?:\\{\\{|'))").empty())
        << file.path() << ": an attribute without double quotes";
    EXPECT_EQ(text.find("maxlength"), std::string::npos) << file.path();
  }
}

}  // namespace
}  // namespace render

#include "lib/form/card.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace form {
namespace {

const char* kCard = R"({"name": "sample", "errors": {"gone": "Trop tard."}, "sections": [
  {"id": "a", "title": "A", "intro": "Intro", "fields": [
    {"name": "quality", "kind": "radios", "label": "Qualité", "required": true,
     "choices": [{"value": "victim", "label": "Victime", "hint": "moi"}, {"value": "witness", "label": "Témoin"}],
     "errors": {"required": "Choisissez.", "unknown": "Inconnu."}},
    {"name": "kinds", "kind": "checkboxes", "label": "Faits", "choices": [{"value": "x", "label": "X"}, {"value": "y", "label": "Y"}],
     "errors": {"unknown": "Inconnu."}},
    {"name": "facts", "kind": "textarea", "label": "Récit", "hint": "Vos mots", "required": true, "max": 5, "details": "Écrire",
     "errors": {"required": "Racontez.", "too_long": "Trop long."}}]},
  {"id": "b", "fields": [
    {"name": "identity.email", "kind": "email", "label": "Courriel", "autocomplete": "email", "errors": {"email": "Incomplète."}},
    {"name": "code", "kind": "code", "label": "Code"},
    {"name": "agreed", "kind": "checkbox", "label": "D’accord"},
    {"name": "state", "kind": "select", "label": "État", "errors": {"unknown": "Pas offert."}},
    {"name": "key", "kind": "hidden", "label": "Clé", "max": 5, "errors": {"too_long": "Clé trop longue."}}]}]})";

class CardTest : public testing::Test {
 protected:
  CardTest() : path_(testing::TempDir() + "card_test_" + std::to_string(::getpid()) + ".json") {}
  ~CardTest() override { std::filesystem::remove(path_); }
  Card Read(const std::string& text) {
    std::ofstream(path_) << text;
    return Card::Read(path_);
  }
  // The card with one text replaced by another: what Read says against it.
  std::string Fault(const std::string& from, const std::string& to) {
    std::string text = kCard;
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    try {
      Read(text.replace(at, from.size(), to));
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "accepted";
  }
  const std::string path_;
};

Fields Make(std::initializer_list<std::pair<const char*, const char*>> items) {
  Fields fields;
  for (const auto& [name, value] : items) fields.Add(name, value);
  return fields;
}

std::string Codes(const core::Refusals& refusals) {
  std::string out;
  for (const auto& refusal : refusals) out += refusal.code + " ";
  return out;
}

const json::Value& FieldOf(const json::Value& view, std::string_view name) {
  for (const auto& section : view["sections"].Items())
    for (const auto& field : section["fields"].Items())
      if (field["name"].String() == name) return field;
  throw std::runtime_error("no such field");
}

TEST_F(CardTest, ReadNamesTheFileAndTheKeyAtFault) {
  const auto says = [&](const char* from, const char* to, const char* expected) {
    const std::string fault = Fault(from, to);
    EXPECT_TRUE(fault.starts_with(path_) && fault.find(expected) != std::string::npos) << fault;
  };
  says("\"radios\"", "\"radio\"", "quality: unknown kind \"radio\"");
  says("\"hint\": \"Vos", "\"hnt\": \"Vos", "facts: unknown key \"hnt\"");
  says("\"kinds\"", "\"quality\"", "field quality stands twice");
  says("\"identity.email\"", "\"Identity email\"", "name must be");
  says("\"value\": \"y\"", "\"value\": \"x\"", "choice \"x\" stands twice");
  says("\"too_long\": \"Trop long.\"", "\"long\": \"Trop long.\"", "facts: errors.too_long is missing");
  says("\"email\": \"Incomplète.\"", "\"mail\": \"x\"", "identity.email: errors.email is missing");
  says("\"max\": 5", "\"max\": \"5\"", "facts: max must be");
  says("\"label\": \"Code\"", "\"label\": \"\"", "code: label must be a text");
  EXPECT_THROW(Card::Read("/nowhere.json"), std::runtime_error);
}

TEST_F(CardTest, CheckRefusesByTheCardAlone) {
  const Card card = Read(kCard);
  EXPECT_EQ(Codes(card.Check(Make({{"quality", "victim"}, {"facts", "ééééé"}}))), "");
  EXPECT_EQ(Codes(card.Check(Make({{"facts", " \n "}}))), "quality.required facts.required ");
  EXPECT_EQ(Codes(card.Check(Make({{"quality", "king"}, {"facts", "éééééé"}}))),
            "quality.unknown facts.too_long ");
  EXPECT_EQ(
      Codes(card.Check(Make(
          {{"quality", "victim"}, {"quality", "victim"}, {"facts", "a"}, {"kinds", "x"}, {"kinds", "x"}}))),
      "quality.repeated kinds.repeated ");
  EXPECT_EQ(Codes(card.Check(Make({{"quality", "victim"},
                                   {"facts", "a"},
                                   {"kinds", "x"},
                                   {"kinds", "y"},
                                   {"agreed", "yes"},
                                   {"state", "s"}}))),
            "agreed.unknown state.unknown ");
  const Card offered =
      card.WithChoices("state", json::Array{json::Value::MakeObject({{"value", "s"}, {"label", "S"}})});
  EXPECT_EQ(
      Codes(offered.Check(Make({{"quality", "victim"}, {"facts", "a"}, {"agreed", "true"}, {"state", "s"}}))),
      "");
  EXPECT_EQ(offered.ChoiceLabel("state", "s"), "S");
}

// A name may stay secret in one scheme, for witnesses only in another, and nobody calls back in a third.
const char* kConditional = R"({"name": "c", "sections": [
  {"id": "a", "intro": [{"when": "free", "text": "Vous choisissez."}, {"text": "Un nom est demandé."}], "fields": [
    {"name": "mode", "kind": "radios", "label": "Nom", "hint": [{"when": "free", "text": "Libre."}],
     "choices": [{"value": "none", "label": "Sans nom", "when": ["free", "witness"]}, {"value": "given", "label": "Avec mon nom", "named": "reader"}],
     "errors": {"unknown": "Inconnu.", "not_here": "Pas ici."}}]},
  {"id": "b", "when": "callback", "fields": [
    {"name": "phone", "kind": "tel", "label": "Numéro", "errors": {"not_here": "Personne ne rappelle."}}]}]})";

TEST_F(CardTest, ShowsOnlyWhatIsOffered) {
  const auto view = [&](const std::set<std::string>& words) {
    return json::Write(Read(kConditional).Offering(words).View({}, {}));
  };
  const auto shows = [](const std::string& text, const char* word) {
    return text.find(word) != std::string::npos;
  };
  const std::string free = view({"free", "callback"}), witness = view({"witness"}), named = view({});
  EXPECT_TRUE(shows(free, "Vous choisissez.") && shows(free, "Libre.") && shows(free, "Sans nom") &&
              shows(free, "Numéro"));
  EXPECT_TRUE(shows(witness, "Un nom est demandé.") && shows(witness, "Sans nom"));
  EXPECT_FALSE(shows(witness, "Libre.") || shows(witness, "Numéro"));
  EXPECT_TRUE(shows(named, "Avec mon nom"));
  EXPECT_FALSE(shows(named, "Sans nom"));
  EXPECT_TRUE(shows(json::Write(Read(kConditional).View({}, {})), "Numéro"));
}

TEST_F(CardTest, AChoiceBearsTheNameOfWhoItStandsFor) {
  const Card card = Read(kConditional).Offering({}, {{"reader", "À la cellule"}, {"other", "Ailleurs"}});
  EXPECT_EQ(card.ChoiceLabel("mode", "given"), "À la cellule");
  EXPECT_EQ(card.ChoiceLabel("mode", "none"), "Sans nom");
}

TEST_F(CardTest, StillKnowsWhatIsNotOffered) {
  const Card card = Read(kConditional).Offering({});
  const Fields sent = Make({{"mode", "none"}, {"phone", "06"}});
  EXPECT_EQ(Codes(card.Check(sent)), "");
  EXPECT_EQ(card.ChoiceLabel("mode", "none"), "Sans nom");
  EXPECT_EQ(card.Names(), (std::vector<std::string>{"mode", "phone"}));
  const json::Value view = card.View(sent, {{core::Kind::kInvalid, "phone", "phone.not_here"}});
  EXPECT_EQ(view["errors"].Items()[0].Text("message"), "Personne ne rappelle.");
  EXPECT_EQ(view["errors"].Items()[0].Text("target"), "") << "there is nothing on the page to lead to";
  EXPECT_EQ(card.Conditions(), (std::set<std::string>{"free", "witness", "callback"}));
}

TEST_F(CardTest, RefusesAConditionThatIsNoWord) {
  std::string text = kConditional;
  text.replace(text.find(R"(["free", "witness"])"), 19, "[]");
  EXPECT_THROW(Read(text), std::runtime_error);
  text = kConditional;
  text.replace(text.find(R"("text": "Libre.")"), 16, R"("txt": "Libre.")");
  EXPECT_THROW(Read(text), std::runtime_error);
}

TEST_F(CardTest, CheckKnowsTheFormOfAnAddress) {
  const Card card = Read(kCard);
  const auto refused = [&](const char* email) {
    return !card.Check(Make({{"quality", "victim"}, {"facts", "a"}, {"identity.email", email}})).empty();
  };
  for (const char* good : {"a@b.fr", " prenom.nom+vigie@mairie-exemple.fr ", "o'neil@b.c.fr", ""})
    EXPECT_FALSE(refused(good)) << good;
  for (const char* bad : {"a", "@b.fr", "a@b", "a@b..fr", "a@.fr", "a@b.fr.", "a b@c.fr", "a@b@c.fr",
                          "é@b.fr", "a@b.fr\nBcc: c@d.fr", "<a@b.fr>", ".a@b.fr"})
    EXPECT_TRUE(refused(bad)) << bad;
}

TEST_F(CardTest, SentencesComeFromTheFieldThenFromTheCard) {
  const Card card = Read(kCard);
  EXPECT_EQ(card.Sentence({core::Kind::kInvalid, "facts", "facts.required"}), "Racontez.");
  EXPECT_EQ(card.Sentence({core::Kind::kInvalid, "facts", "facts.repeated"}), "Racontez.");
  EXPECT_EQ(card.Sentence({core::Kind::kInvalid, "agreed", "agreed.unknown"}), "D’accord");
  EXPECT_EQ(card.Sentence({core::Kind::kConflict, "", "case.gone"}), "Trop tard.");
  EXPECT_THROW(card.Sentence({core::Kind::kInvalid, "facts", "facts.odd"}), std::runtime_error);
  EXPECT_EQ(json::Write(ErrorsJson({{core::Kind::kInvalid, "facts", "facts.required"}}, card)),
            R"({"errors":[{"field":"facts","code":"required","message":"Racontez."}]})");
}

TEST_F(CardTest, ViewKeepsTheAnswersAndLeadsToTheErrors) {
  const Card card = Read(kCard);
  const Fields typed = Make({{"quality", "witness"},
                             {"facts", "un"},
                             {"identity.email", "a@"},
                             {"code", "1234"},
                             {"agreed", "true"},
                             {"key", "k"}});
  const core::Refusals refusals{{core::Kind::kInvalid, "key", "key.too_long"},
                                {core::Kind::kInvalid, "identity.email", "identity.email.email"},
                                {core::Kind::kInvalid, "facts", "facts.too_long"},
                                {core::Kind::kInvalid, "facts", "facts.required"},
                                {core::Kind::kConflict, "", "case.gone"}};
  const json::Value view = card.View(typed, refusals, "p-");
  EXPECT_TRUE(view["has_errors"].Bool());
  std::string summary;
  for (const auto& error : view["errors"].Items())
    summary += error.Text("target") + "|" + error.Text("message") + "\n";
  EXPECT_EQ(summary, "p-facts|Trop long.\np-identity-email|Incomplète.\n|Clé trop longue.\n|Trop tard.\n");
  const auto& radios = FieldOf(view, "quality");
  EXPECT_EQ(radios["choices"].Items()[0].Text("id"), "p-quality");
  EXPECT_EQ(radios["choices"].Items()[1].Text("id"), "p-quality-2");
  EXPECT_FALSE(radios["choices"].Items()[0]["checked"].Bool());
  EXPECT_TRUE(radios["choices"].Items()[1]["checked"].Bool());
  const auto& facts = FieldOf(view, "facts");
  EXPECT_EQ(facts.Text("value"), "un");
  EXPECT_EQ(facts.Text("described_by"), "p-facts-hint p-facts-error");
  EXPECT_TRUE(facts["required"].Bool() && !facts["optional_mark"].Bool() && facts["details_open"].Bool());
  EXPECT_EQ(FieldOf(view, "identity.email").Text("id"), "p-identity-email");
  EXPECT_EQ(FieldOf(view, "identity.email").Text("autocomplete"), "email");
  EXPECT_EQ(FieldOf(view, "code").Text("value"), "");
  EXPECT_EQ(FieldOf(view, "code").Text("inputmode"), "numeric");
  EXPECT_TRUE(FieldOf(view, "agreed")["checked"].Bool());
  EXPECT_EQ(json::Write(view).find("1234"), std::string::npos);
  EXPECT_FALSE(card.View(Fields(), {})["has_errors"].Bool());
}

// Mustache looks for a missing key in the outer levels: each object must bring every key of its component's
// card, and no other.
TEST_F(CardTest, ViewBringsEveryKeyThatTheComponentsDocument) {
  const std::string components = std::string(VIGIE_SOURCE_DIR) + "/templates/components/";
  const json::Value params = json::ReadFile(components + "field/field.json")["params"];
  const json::Value section_params = json::ReadFile(components + "section/section.json")["params"];
  const json::Value view = Read(kCard).View(Fields(), {});
  const auto same = [](const json::Value& object, const json::Value& documented) {
    for (const auto& [key, value] : object.Members()) EXPECT_TRUE(documented.Has(key)) << key;
    for (const auto& [key, value] : documented.Members()) EXPECT_TRUE(object.Has(key)) << key;
  };
  for (const auto& section : view["sections"].Items()) {
    same(section, section_params);
    for (const auto& field : section["fields"].Items()) same(field, params);
  }
}

TEST_F(CardTest, AnswersAreTheFilledFieldsInPlainWords) {
  const json::Value rows = Read(kCard).Answers(Make({{"facts", "un\ndeux"},
                                                     {"kinds", "y"},
                                                     {"kinds", "x"},
                                                     {"quality", "victim"},
                                                     {"identity.email", " "},
                                                     {"code", "1234"},
                                                     {"key", "k"}}));
  std::string text;
  for (const auto& row : rows.Items()) text += row.Text("label") + "=" + row.Text("value") + ";";
  EXPECT_EQ(text, "Qualité=Victime;Faits=Y, X;Récit=un\ndeux;");
  EXPECT_EQ(rows.Items()[1]["values"].Items().size(), 2u);
}

TEST(Cards, OfTheProgramAreAllValid) {
  for (const auto& file :
       std::filesystem::directory_iterator(std::string(VIGIE_SOURCE_DIR) + "/content/fr/forms"))
    EXPECT_NO_THROW({
      const Card card = Card::Read(file.path());
      card.View(Fields(), card.Check(Fields()));
    }) << file.path();
}

}  // namespace
}  // namespace form

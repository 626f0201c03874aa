// Orders of prestations on the desk: estimate, steps, delivery, what is due.
#include "functions/case_desk/desk_fixture.h"

namespace case_desk {
namespace {

struct OrdersOnTheDesk : Fixture {
  std::string expert = fake::DeskCookie(world, "provider");

  OrdersOnTheDesk() { EXPECT_EQ(Step("assess", {{"reason", "Examen"}}).status, 303); }
  rt::Response Step(const std::string& act, fake::Pairs fields, const std::string& cookie = {}) const {
    fields.insert(fields.begin(), {{"action", "act"}, {"act", act}});
    return Act(fields, cookie);
  }
  rt::Response Form(const std::string& act, const std::string& order, const std::string& cookie = {}) const {
    return function.handle(
        fake::Get({{"case", filed.number}, {"act", act}, {"order", order}}, cookie.empty() ? desk : cookie));
  }
  json::Value Order(std::size_t i = 0, const std::string& cookie = {}) const {
    return Json(cookie)["orders"].Items().at(i);
  }
  // Asked, ordered from the provider, accepted.
  void Accepted(const std::string& line, const std::string& quantity) {
    ASSERT_EQ(Program("{\"action\": \"act\", \"act\": \"request_service\", \"check\": \"asked\", \"text\": "
                      "\"Un besoin\", \"lines\": {\"" +
                      line + "\": " + quantity + "}}")
                  .status,
              200);
    const auto id = std::to_string(world.Account("provider").id);
    ASSERT_EQ(Step("order_service", {{"order", "1"}, {"expert", id}}).status, 303);
    ASSERT_EQ(Step("accept_service", {{"order", "1"}}, expert).status, 303);
  }
};

TEST_F(OrdersOnTheDesk, TheEstimateAndTheBestBouquetAreSeenBeforeAnythingIsAsked) {
  const auto form = Form("request_service", "");
  EXPECT_TRUE(Reads(form, "à confirmer : la colonne des montants est décalée"));
  EXPECT_TRUE(Reads(form, "montant inconnu : le décalage de la colonne"));
  const fake::Pairs typed{{"lines.psychological", "5"},
                          {"lines.conclusions", "1"},
                          {"lines.training", "1"},
                          {"text", "Soutenir <l’équipe>"}};
  const auto page = Step("request_service", typed);
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(Reads(page, "Rien n’est encore demandé."));
  EXPECT_TRUE(Reads(page, "1 000,00 € hors taxes, sans compter ce dont le montant est inconnu"));
  EXPECT_TRUE(Reads(page, "5 entretiens psychologiques et la restitution"));
  EXPECT_TRUE(Reads(page, "120,00 € de moins"));
  EXPECT_TRUE(Reads(page, "Soutenir &lt;l’équipe&gt;</textarea>"));
  EXPECT_TRUE(
      fake::Says(page, R"(name="lines.psychological" type="text" inputmode="numeric" autocomplete="off")"));
  EXPECT_TRUE(Json()["orders"].Items().empty());
  auto confirmed = typed;
  confirmed.insert(confirmed.end(),
                   {{"check", "best"}, {"estimated", R"({"psychological":4,"conclusions":1,"training":1})"}});
  EXPECT_TRUE(Reads(Step("request_service", confirmed), "Les quantités ont changé"));
  confirmed.back().second = R"({"psychological":5,"conclusions":1,"training":1})";
  EXPECT_EQ(Step("request_service", confirmed).status, 303);
  EXPECT_EQ(json::Write(Order()["lines"]), R"({"psychological_5":1,"training":1})");
  EXPECT_TRUE(Reads(Page(), "Commande n° 1 : demandée"));
}

TEST_F(OrdersOnTheDesk, AWrongQuantityIsToldBesideItsLineAndNothingTypedIsLost) {
  const auto page = Step("request_service", {{"lines.legal", "deux"}, {"lines.group", "2"}, {"text", ""}});
  EXPECT_EQ(page.status, 422);
  EXPECT_TRUE(fake::Says(page, "href=\"#lines-legal\""));
  EXPECT_TRUE(Reads(page, "Écrivez une quantité en chiffres"));
  EXPECT_TRUE(fake::Says(page, "value=\"deux\""));
  EXPECT_TRUE(Reads(page, "Dites au prestataire ce qui est attendu."));
  EXPECT_EQ(Step("request_service", {{"text", "Un besoin"}}).status, 422);
  const auto told = fake::JsonOf(
      Program(R"({"action": "act", "act": "request_service", "text": "x", "lines": {"legal": 51}})"));
  EXPECT_EQ(told["errors"].Items().at(0).Text("field"), "lines.legal");
  EXPECT_EQ(told["errors"].Items().at(0).Text("code"), "too_large");
}

TEST_F(OrdersOnTheDesk, TheAgreementSaysWhoAndWhenAndWhereItStands) {
  Accepted("group", "1");
  ASSERT_EQ(Program(R"({"action": "act", "act": "request_service", "check": "asked", "text": "x",
                        "lines": {"group": 1}})")
                .status,
            200);
  const fake::Pairs agreement{{"order", "2"},
                              {"decision", "yes"},
                              {"who", "Mme la maire"},
                              {"agreed_on", "23/11/2026"},
                              {"basis", "other"}};
  auto wrong = agreement;
  wrong[3].second = "25/11/2026";
  EXPECT_TRUE(Reads(Step("agree_service", wrong), "Ce jour n’est pas encore arrivé"));
  EXPECT_EQ(Step("agree_service", agreement).status, 303);
  EXPECT_EQ(Order(1).Text("state"), "agreed");
  const auto page = Page();
  EXPECT_TRUE(Reads(page, "Mme la maire"));
  EXPECT_TRUE(Reads(page, "2026-11-23"));
  EXPECT_EQ(Step("agree_service", agreement).status, 409);
  EXPECT_EQ(Form("agree_service", "9").status, 404);
}

TEST_F(OrdersOnTheDesk, TheExpertDeliversWithAReportAndTheAmountDueIsThatOfWhatWasDelivered) {
  Accepted("group", "3");
  EXPECT_TRUE(fake::Says(Form("deliver_service", "1", expert), "value=\"3\""));
  rt::Function at_case = function;
  at_case.receive = [&](rt::Request request) {
    request.query.Add("case", filed.number);
    return function.receive(request);
  };
  auto request = fake::PostFiles(at_case,
                                 {{"action", "act"},
                                  {"act", "deliver_service"},
                                  {"order", "1"},
                                  {"lines.group", "2"},
                                  {"text", ""},
                                  {"report", fake::kPdf, "compte-rendu.pdf"}},
                                 expert);
  request.query.Add("case", filed.number);
  const auto refused = function.handle(request);
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(Reads(refused, "compte-rendu.pdf")) << "the file is kept";
  const auto file = Json()["evidence"].Items().at(0).Text("id");
  EXPECT_EQ(Step("deliver_service",
                 {{"order", "1"}, {"lines.group", "2"}, {"text", "Deux séances"}, {"file", file}}, expert)
                .status,
            303);
  EXPECT_EQ(Order()["due"]["cents"].Int(), 96000);
  const auto page = Page();
  EXPECT_TRUE(Reads(page, "À payer par la collectivité au prestataire (Qualisocial)"));
  EXPECT_TRUE(Reads(page, "960,00 € hors taxes, à confirmer"));
  EXPECT_TRUE(Reads(page, "30 jours qui suivent la réception de la facture"));
  EXPECT_TRUE(fake::Says(page, "id=" + file + "\">compte-rendu.pdf"));
  EXPECT_EQ(Step("settle_service", {{"order", "1"}, {"invoice", "F-12"}}).status, 303);
  EXPECT_TRUE(Reads(Page(), "Commande n° 1 : soldée"));
}

TEST_F(OrdersOnTheDesk, TheProviderSeesTheOrdersOfAllItsCasesAndWhatToDoOfThem) {
  const auto asked = [&](const char* which) { return fake::Get({{"orders", which}}, expert); };
  Accepted("group", "3");
  const auto page = function.handle(asked("open"));
  EXPECT_TRUE(Reads(page, "Commande n° 1 : acceptée"));
  EXPECT_TRUE(fake::Says(page, filed.number));
  const auto row = fake::JsonOf(function.handle(fake::AsJson(asked("open"))))["orders"].Items().at(0);
  EXPECT_EQ(row.Text("case"), filed.number);
  EXPECT_EQ(row["lines"]["group"].Int(), 3);
  EXPECT_EQ(json::Write(row["steps"]), R"(["deliver_service","cancel_service"])");
  ASSERT_EQ(Step("cancel_service", {{"order", "1"}, {"reason", "Plus utile"}}).status, 303);
  EXPECT_EQ(fake::JsonOf(function.handle(fake::AsJson(asked("open"))))["orders"].Items().size(), 0u);
  EXPECT_TRUE(Reads(function.handle(asked("all")), "Commande n° 1 : annulée"));
}

TEST_F(OrdersOnTheDesk, OnlyTheProviderAddsFilesAndARefusedOneIsTold) {
  Accepted("group", "1");
  auto post = fake::Post(form::Fields{}, desk);
  post.query.Add("case", filed.number);
  form::Fields fields;
  const auto nowhere = function.receive(post);
  nowhere->Begin(fields, "report", "a.pdf");
  nowhere->Write(fake::kPdf);
  nowhere->End(fields);
  EXPECT_FALSE(fields.Has("evidence.kept"));
  const auto page = Step(
      "deliver_service",
      {{"order", "1"}, {"lines.group", "1"}, {"text", "Fait"}, {"evidence.refused", "evidence.type:a.html"}},
      expert);
  EXPECT_EQ(page.status, 422);
  EXPECT_TRUE(Reads(page, "a.html"));
}

TEST_F(OrdersOnTheDesk, AnInquiryIsToldByItsStepsAndTheCountOfItsHearings) {
  Accepted("inquiry_5", "1");
  const auto note = [&](const char* step, const char* hearings) {
    return Step("note_inquiry",
                {{"order", "1"}, {"step", step}, {"held_on", "24/11/2026"}, {"hearings", hearings}}, expert)
        .status;
  };
  EXPECT_EQ(note("hearings", ""), 422);
  EXPECT_EQ(note("scoping", "2"), 422);
  EXPECT_EQ(note("scoping", ""), 303);
  EXPECT_EQ(note("hearings", "6"), 303);
  EXPECT_EQ(note("restitution", ""), 303);
  const auto page = Page();
  EXPECT_TRUE(Reads(page, "Auditions (6), 24 novembre 2026"));
  EXPECT_TRUE(Reads(page, "Auditions tenues en tout : 6"));
  const auto form = Form("deliver_service", "1", expert);
  EXPECT_TRUE(fake::Says(form, "id=\"lines-inquiry_10\""));
  const auto wrong =
      Step("deliver_service", {{"order", "1"}, {"lines.inquiry_5", "1"}, {"text", "Fini"}}, expert);
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(Reads(wrong, "Ce forfait ne correspond pas au nombre d’auditions notées."));
  EXPECT_EQ(
      Step("deliver_service", {{"order", "1"}, {"lines.inquiry_10", "1"}, {"text", "Fini"}}, expert).status,
      303);
  EXPECT_EQ(Order()["due"]["cents"].Int(), 685000);
}

}  // namespace
}  // namespace case_desk

#include "functions/membership_request/membership_request.h"

#include <gtest/gtest.h>

#include "domain/membership/deliberation.h"
#include "domain/membership/life.h"
#include "tests/support/fake_env.h"

namespace membership_request {
namespace {

using fake::Says;

struct MembershipRequest : testing::Test {
  explicit MembershipRequest(std::string scheme = "cdg62") : world(std::move(scheme)) {}
  fake::World world;
  rt::Function function = Make(world.Env());

  static form::Fields Told() {
    return fake::FieldsOf({{"name", "Commune de Valmeuse"},
                           {"kind", "commune"},
                           {"siret", "216 200 999 00011"},
                           {"affiliated", "yes"},
                           {"headcount", "250"},
                           {"contact_name", "Dany Ostrevant"},
                           {"contact_email", "mairie@valmeuse.example"},
                           {"number", "2026-012"},
                           {"on", "02/11/2026"}});
  }
  rt::Response Post(form::Fields fields, const std::string& step) {
    fields.Set("step", step);
    return function.handle(fake::Post(fields));
  }
};

TEST_F(MembershipRequest, IsCheckedWithItsFeeThenFiled) {
  EXPECT_EQ(function.handle(fake::Get()).status, 200);
  const auto check = Post(Told(), "check");
  EXPECT_EQ(check.status, 200);
  EXPECT_TRUE(Says(check, "500,00")) << "2 € × 250";
  EXPECT_TRUE(Says(check, "<li>Effectif multiplié par le prix pour un agent : 250 agents × 2,00"));
  EXPECT_TRUE(Says(check, "Commune de Valmeuse"));
  EXPECT_EQ(world.Count("member"), 0) << "nothing is kept before it is sent";
  const auto sent = Post(Told(), "send");
  EXPECT_EQ(sent.status, 303);
  EXPECT_EQ(fake::Header(sent, "Location"), "/f/membership_request?done=1");
  EXPECT_EQ(function.handle(fake::Get({{"done", "1"}})).status, 200);
  auto db = world.Pool().Take();
  const auto one = membership::FindMemberBySlug(*db, "commune-de-valmeuse").value();
  EXPECT_EQ(one.state, membership::State::kAsked);
  EXPECT_EQ(membership::LifeOf(*db, one.collectivite_id).deliberation, "2026-012");
  EXPECT_EQ(membership::HeadcountOn(*db, one.collectivite_id, core::LocalDay(world.Now()))->agents, 250);
  EXPECT_FALSE(people::FindCollectivite(*db, one.slug)) << "agents do not find it yet";
  const auto estimated = membership::Events(*db, one.collectivite_id).at(0);
  EXPECT_EQ(estimated.what, "estimated");
  EXPECT_NE(estimated.detail.find("\nPour l’année 2026 entière : 500,00"), std::string::npos);
  EXPECT_EQ(estimated.who, "") << "nobody's name outlives the erasing";
}

TEST_F(MembershipRequest, IsToldToTheManagersAtOnce) {
  world.AddReader("robin", "manager", 0);
  ASSERT_EQ(Post(Told(), "check").status, 200);
  EXPECT_EQ(world.Count("outbox"), 0);
  ASSERT_EQ(Post(Told(), "send").status, 303);
  EXPECT_EQ(world.Count("outbox WHERE template = 'membership_due'"), 1);
}

TEST_F(MembershipRequest, ComesBackWithWhatIsWrong) {
  auto told = Told();
  told.Set("siret", "12345678901234");
  told.Set("headcount", "beaucoup");
  told.Set("on", "31/02/2026");
  told.Set("contact_email", "mairie");
  const auto refused = Post(told, "send");
  EXPECT_EQ(refused.status, 422);
  for (const char* field : {"siret", "headcount", "on", "contact_email"})
    EXPECT_TRUE(Says(refused, "<a href=\"#" + std::string(field) + "\">")) << field;
  EXPECT_TRUE(Says(refused, "value=\"beaucoup\""));
  EXPECT_EQ(world.Count("member"), 0);
}

TEST_F(MembershipRequest, TakesNoDigitsOutOfAHeadcountThatIsNoWholeNumber) {
  for (const char* typed : {"12,5", "-3", "environ 40", "250 agents", "0", "100 001"}) {
    auto told = Told();
    told.Set("headcount", typed);
    const auto refused = Post(told, "check");
    EXPECT_EQ(refused.status, 422) << typed;
    EXPECT_TRUE(Says(refused, "<a href=\"#headcount\">")) << typed;
    EXPECT_TRUE(Says(refused, "value=\"" + std::string(typed) + "\"")) << typed;
  }
  auto told = Told();
  told.Set("headcount", "1 250");
  EXPECT_EQ(Post(told, "check").status, 200);
}

TEST_F(MembershipRequest, OfABodyThatIsKnownIsRefusedWithoutSayingMore) {
  ASSERT_EQ(Post(Told(), "send").status, 303);
  EXPECT_EQ(Post(Told(), "send").status, 409);
  EXPECT_EQ(world.Count("member"), 1);
}

TEST_F(MembershipRequest, OfASiretOrANameThatIsKnownIsRefusedBeforeTheLastLook) {
  ASSERT_EQ(Post(Told(), "send").status, 303);
  auto told = Told();
  told.Set("name", "Ville d’Ailleurs");
  const auto siret = Post(told, "check");
  EXPECT_EQ(siret.status, 409);
  EXPECT_TRUE(Says(siret, "<a href=\"#siret\">Une collectivité qui a ce numéro SIRET est déjà connue"));
  told = Told();
  told.Set("siret", "21620099800013");
  const auto name = Post(told, "check");
  EXPECT_EQ(name.status, 409);
  EXPECT_TRUE(Says(name, "<a href=\"#name\">Une collectivité de ce nom est déjà connue"));
  told.Set("name", "Ville d’Ailleurs");
  EXPECT_EQ(Post(told, "check").status, 200);
  EXPECT_EQ(world.Count("member"), 1) << "a look keeps nothing";
}

TEST_F(MembershipRequest, WaitsWhenTooManyWait) {
  {
    auto db = world.Pool().Take();
    for (int i = 0; i < 200; ++i) {
      membership::Member one;
      one.name = "Commune " + std::to_string(i);
      one.kind = "commune";
      ASSERT_TRUE(membership::Add(*db, one));
    }
  }
  EXPECT_EQ(Post(Told(), "send").status, 429);
}

TEST_F(MembershipRequest, OfAProgramIsFiledAtOnce) {
  const auto filed = function.handle(fake::PostJson(
      R"({"name": "Ardelle", "kind": "commune", "siret": "21620099800013", "affiliated": "yes", "headcount": "12",
          "contact_name": "Sacha", "contact_email": "rh@ardelle.example"})"));
  EXPECT_EQ(filed.status, 201);
  EXPECT_EQ(function.handle(fake::AsJson(fake::Get())).status, 405);
}

// The form with a file, as the runtime gives it once the file came through the function's sink.
struct RequestWithItsDeliberation : MembershipRequest {
  std::string pdf = "%PDF-1.7 " + std::string(80'000, 'x') + "Zqfin";

  rt::Response PostFile(form::Fields fields, const std::string& step, const std::string& name,
                        const std::string& bytes) {
    fields.Set("step", step);
    auto sink = function.receive(fake::Post(form::Fields{}));
    sink->Begin(fields, "file", name);
    for (std::size_t at = 0; at < bytes.size(); at += 10'000)
      if (!sink->Write(std::string_view(bytes).substr(at, 10'000))) break;
    sink->End(fields);
    return function.handle(fake::Post(fields));
  }
  static std::string TokenIn(const rt::Response& page) {
    const std::string before = "name=\"deliberation\" value=\"";
    const auto at = page.body.find(before);
    return at == std::string::npos ? "" : page.body.substr(at + before.size(), 43);
  }
  static form::Fields With(form::Fields fields, const std::string& token) {
    fields.Set("deliberation", token);
    return fields;
  }
};

TEST_F(RequestWithItsDeliberation, KeepsTheFileThroughTheStepsAndGivesItToTheManagers) {
  const auto robin = world.AddReader("robin", "manager", 0);
  auto wrong = Told();
  wrong.Set("siret", "123");
  const auto refused = PostFile(wrong, "check", "C:\\scan\\Délibération 12.pdf", pdf);
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(Says(refused, "Déjà jointe : Délibération 12.pdf (79 Ko)")) << "though the SIRET is wrong";
  EXPECT_TRUE(Says(refused, "value=\"Commune de Valmeuse\""));
  const auto token = TokenIn(refused);
  ASSERT_EQ(token.size(), 43u);
  const auto check = Post(With(Told(), token), "check");
  EXPECT_TRUE(Says(check, "Délibération jointe : Délibération 12.pdf") && Says(check, "500,00"));
  EXPECT_EQ(TokenIn(check), token);
  EXPECT_TRUE(Says(Post(With(Told(), token), "edit"), "Déjà jointe"));
  ASSERT_EQ(Post(With(Told(), token), "send").status, 303);
  auto db = world.Pool().Take();
  const auto member = membership::FindMemberBySlug(*db, "commune-de-valmeuse").value();
  const auto opened =
      membership::OpenDeliberation(*db, member.collectivite_id, robin.id, world.Keys("robin")).value();
  EXPECT_EQ(opened.bytes, pdf);
  EXPECT_EQ(membership::Events(*db, member.collectivite_id).at(0).what, "deliberation");
}

TEST_F(RequestWithItsDeliberation, RefusesAFileThatIsNoneAndKeepsTheOneBefore) {
  const auto token = TokenIn(PostFile(Told(), "check", "d.pdf", pdf));
  const std::vector<std::pair<std::string, std::string>> bad{
      {"<html><script>alert(1)</script></html>", "ni un PDF"},
      {"GIF89a" + std::string(100, 'x'), "ni un PDF"},
      {"", "est vide"},
      {"%PDF-1.7 " + std::string(membership::kLargestDeliberation, 'x'), "dépasse 5 Mo"}};
  for (const auto& [bytes, sentence] : bad) {
    const auto page = PostFile(With(Told(), token), "check", "d.pdf", bytes);
    EXPECT_EQ(page.status, 422) << sentence;
    EXPECT_TRUE(Says(page, sentence) && Says(page, "Déjà jointe : d.pdf")) << sentence;
    EXPECT_TRUE(Says(page, "href=\"#deliberation\"") && Says(page, "value=\"Commune de Valmeuse\""));
  }
  EXPECT_EQ(world.Count("deliberation"), 1);
}

TEST_F(RequestWithItsDeliberation, IsReplacedOrLeftOutOnWish) {
  const auto first = TokenIn(PostFile(Told(), "check", "un.pdf", pdf));
  const auto page = PostFile(With(Told(), first), "check", "deux.jpg", "\xff\xd8\xff" + pdf);
  EXPECT_TRUE(Says(page, "deux.jpg"));
  EXPECT_EQ(world.Count("deliberation"), 1);
  auto without = With(Told(), TokenIn(page));
  without.Set("without", "yes");
  EXPECT_TRUE(Says(Post(without, "check"), "Aucune délibération"));
  EXPECT_EQ(world.Count("deliberation"), 0);
  EXPECT_EQ(Post(With(Told(), "jeton-qui-n-existe-pas"), "send").status, 303) << "as without a file";
}

TEST_F(RequestWithItsDeliberation, OfAProgramThatIsRefusedLeavesNothing) {
  auto fields = Told();
  fields.Set("siret", "123");
  fields.Set("file", pdf);
  EXPECT_EQ(function.handle(fake::AsJson(fake::Post(fields))).status, 422);
  EXPECT_EQ(world.Count("deliberation"), 0);
  fields.Set("siret", "21620099900011");
  EXPECT_EQ(function.handle(fake::AsJson(fake::Post(fields))).status, 201);
  EXPECT_EQ(world.Count("deliberation WHERE collectivite_id IS NOT NULL"), 1);
}

struct MembershipRequestElsewhere : MembershipRequest {
  MembershipRequestElsewhere() : MembershipRequest("amacod") {}
};
TEST_F(MembershipRequestElsewhere, IsNotTakenWhereNobodyCanJoin) {
  EXPECT_EQ(function.handle(fake::Get()).status, 403);
  EXPECT_EQ(Post(Told(), "send").status, 403);
}

}  // namespace
}  // namespace membership_request

#include "functions/elearning_progress/elearning_progress.h"

#include <gtest/gtest.h>

#include "domain/learning/course.h"
#include "tests/support/fake_env.h"

namespace {

struct Elearning : testing::Test {
  fake::World world;
  rt::Function function = elearning_progress::Make(world.Env());
  learning::Course course =
      learning::ReadCourse(std::string(VIGIE_SOURCE_DIR) + "/content/fr/courses/agents/course.json");

  rt::Response Send(const fake::Pairs& form, const std::string& cookie = {}) {
    return function.handle(fake::Post(form, cookie));
  }
  json::Value Json(const rt::Response& response) { return fake::JsonOf(response); }
  std::string Start() { return fake::CookieOf(Send({{"action", "start"}, {"course", "agents"}})); }
  // The values to send for a step, right or wrong.
  fake::Pairs Answer(const learning::Step& step, bool right) {
    fake::Pairs form{{"course", "agents"}, {"step", step.id}};
    if (step.question)
      for (const auto& choice : step.question->choices)
        if (choice.right == right) form.emplace_back("answer", choice.value);
    if (!right && step.question && !step.question->several) form.resize(3);
    return form;
  }
  const learning::Step& FirstQuestion() {
    for (const auto& step : course.steps)
      if (step.question && !step.question->several) return step;
    throw std::logic_error("no question");
  }
};

TEST_F(Elearning, WithoutACodeAnswersAreExplainedAndNothingIsKept) {
  const auto sent = Send(Answer(FirstQuestion(), false));
  ASSERT_EQ(sent.status, 303);
  auto request = fake::Get({{"course", "agents"}, {"step", FirstQuestion().id}, {"answer", "a"}});
  const auto page = function.handle(request);
  EXPECT_TRUE(fake::Says(page, FirstQuestion().question->explanation));
  EXPECT_TRUE(fake::Says(page, "cette réponse n’est pas gardée"));
  EXPECT_EQ(world.Count("learner") + world.Count("learner_step"), 0);
}

TEST_F(Elearning, TheCodeIsShownOnceAndBringsBackToTheSamePlace) {
  const auto started = function.handle(
      fake::PostJson(R"({"action": "start", "course": "agents", "collectivite": "saint-romain"})"));
  ASSERT_EQ(started.status, 201);
  const auto code = Json(started).Text("code");
  EXPECT_EQ(fake::Outside(started).find(code), std::string::npos);
  EXPECT_EQ(Send(Answer(course.steps[0], true), fake::CookieOf(started)).status, 303);
  const auto resumed = Send({{"action", "resume"}, {"course", "agents"}, {"code", code}});
  ASSERT_EQ(resumed.status, 303);
  EXPECT_EQ(fake::Header(resumed, "Location"), "/f/elearning_progress?course=agents");
  const auto page = function.handle(fake::Get({{"course", "agents"}}, fake::CookieOf(resumed)));
  EXPECT_TRUE(fake::Says(page, "1 sur 12")) << page.body;
  EXPECT_FALSE(fake::Says(page, code));
  EXPECT_TRUE(fake::Says(page, "href=\"/se-former/agents/2/\""));
}

TEST_F(Elearning, AWholeCourseIsFinishedAndPassed) {
  const auto cookie = Start();
  for (const auto& step : course.steps) {
    const auto sent = Send(Answer(step, true), cookie);
    ASSERT_EQ(sent.status, 303) << step.id;
    world.Later(std::chrono::seconds(60));
  }
  auto told = Json(function.handle(fake::AsJson(fake::Get({{"course", "agents"}}, cookie))));
  EXPECT_TRUE(told["finished"].Bool() && told["passed"].Bool());
  EXPECT_EQ(told["score"].Int(), 100);
  EXPECT_EQ(told["seconds"].Int(), 60 * static_cast<std::int64_t>(course.steps.size() - 1));
  EXPECT_TRUE(
      fake::Says(function.handle(fake::Get({{"course", "agents"}}, cookie)), "action=\"/f/attestation\""));
  EXPECT_EQ(world.Count("learner_step"), static_cast<std::int64_t>(course.steps.size()));
}

TEST_F(Elearning, AnAnswerIsToldWithTheReasonOfEachChoice) {
  auto form = Answer(FirstQuestion(), true);
  const auto told = Json(function.handle(fake::AsJson(fake::Post(form, Start()))));
  EXPECT_TRUE(told["right"].Bool());
  EXPECT_EQ(told["choices"].Items().size(), FirstQuestion().question->choices.size());
  for (const auto& choice : told["choices"].Items()) EXPECT_FALSE(choice.Text("feedback").empty());
  EXPECT_EQ(told["progress"]["right"].Int(), 1);
}

TEST_F(Elearning, WithoutAnAnswerTheStepComesBackAndKeepsNothing) {
  const auto cookie = Start();
  const auto page = Send({{"course", "agents"}, {"step", FirstQuestion().id}}, cookie);
  EXPECT_EQ(page.status, 422);
  EXPECT_TRUE(fake::Says(page, "<title>Erreur"));
  EXPECT_TRUE(fake::Says(page, "Choisissez une réponse avant de valider"));
  EXPECT_EQ(Send({{"course", "agents"}, {"step", FirstQuestion().id}, {"answer", "z"}}, cookie).status, 422);
  EXPECT_EQ(world.Count("learner_step"), 0);
}

TEST_F(Elearning, WrongCodesAreRefusedThenHaveToWait) {
  for (int i = 0; i < 6; ++i)
    EXPECT_EQ(Send({{"action", "resume"}, {"course", "agents"}, {"code", "ACDE-FGHJ-KMNP"}}).status, 403);
  const auto slowed = Send({{"action", "resume"}, {"course", "agents"}, {"code", "ACDE-FGHJ-KMNP"}});
  EXPECT_EQ(slowed.status, 429);
  EXPECT_FALSE(fake::Header(slowed, "Retry-After").empty());
  EXPECT_EQ(Send({{"action", "resume"}, {"course", "agents"}, {"code", "ACDE"}}).status, 422);
  EXPECT_EQ(Send({{"action", "resume"}, {"course", "agents"}, {"code", ""}}).status, 422);
}

TEST_F(Elearning, RefusesWhatDoesNotExist) {
  EXPECT_EQ(Send({{"course", "rien"}}).status, 404);
  EXPECT_EQ(Send({{"course", "agents"}, {"step", "rien"}}).status, 404);
  EXPECT_EQ(Send({{"course", "agents"}, {"action", "rien"}}).status, 422);
  EXPECT_EQ(Send({{"course", "agents"}, {"action", "start"}, {"collectivite", "nulle-part"}}).status, 422);
  EXPECT_EQ(function.handle(fake::AsJson(fake::Get({{"course", "agents"}}))).status, 403);
  EXPECT_EQ(fake::Header(function.handle(fake::Get({{"course", "agents"}})), "Location"),
            "/se-former/agents/#commencer");
}

// Never linkable to a report: the cookie of a case or of the desk changes nothing and is not even looked up.
TEST_F(Elearning, ReadsNoOtherSession) {
  const auto desk = "desk=" + world.SignIn("referent");
  const auto page = function.handle(fake::AsJson(fake::Get({{"course", "agents"}}, desk)));
  EXPECT_EQ(page.status, 403);
  const auto started = Send({{"action", "start"}, {"course", "agents"}}, desk + "; case=abc");
  EXPECT_TRUE(fake::CookieOf(started).starts_with("learn="));
  EXPECT_EQ(world.Count("session"), 1);
}

}  // namespace

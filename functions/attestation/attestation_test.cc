#include "functions/attestation/attestation.h"

#include <gtest/gtest.h>

#include <fstream>
#include <regex>

#include "domain/learning/learner.h"
#include "tests/support/fake_env.h"
#include "tests/support/pdf.h"

namespace {

struct Attestation : testing::Test {
  fake::World world{"cdg62", "https://signalement.cdg.example"};
  learning::Course course =
      learning::ReadCourse(std::string(VIGIE_SOURCE_DIR) + "/content/fr/courses/agents/course.json");
  rt::Function function = [this] {
    std::filesystem::create_directories(world.Directory() / "keys");
    std::ofstream(world.Directory() / "keys/attestation.key")
        << vault::Hex(vault::Key::Random().Bytes()) << "\n";
    return attestation::Make(world.Env());
  }();

  // A learner who did every step, with these right answers among the questions.
  std::string Cookie(bool right) {
    auto db = world.Pool().Take();
    const auto today = core::LocalDay(world.Now());
    const auto started = learning::Start(*db, 0, today);
    const auto learner = *learning::Find(*db, started.token);
    for (const auto& step : course.steps)
      learning::Record(*db, learner,
                       {course.id, step.id, step.question ? std::optional(right) : std::nullopt, {}}, today);
    return rt::CookieName(world.Env(), "learn") + "=" + started.token;
  }
  rt::Response Ask(const std::string& cookie, const std::string& name = "Camille Fictive") {
    return function.handle(fake::Post({{"course", "agents"}, {"name", name}}, cookie));
  }
};

TEST_F(Attestation, IsAPdfWithTheNameAndAnAddressThatAnyoneCanCheck) {
  const auto pdf = Ask(Cookie(true));
  ASSERT_EQ(pdf.status, 200);
  EXPECT_EQ(pdf.type, "application/pdf");
  const tests::Pdf printed(pdf.body);
  const auto text = printed.Text();
  EXPECT_NE(printed.Info().find("Tagged:          yes"), std::string::npos) << printed.Info();
  EXPECT_NE(text.find("Camille Fictive"), std::string::npos) << text;
  EXPECT_NE(text.find(course.title), std::string::npos) << text;
  EXPECT_NE(text.find("24 novembre 2026"), std::string::npos);
  const auto address = printed.QrCodes();
  std::smatch found;
  ASSERT_TRUE(std::regex_search(
      address, found, std::regex("^https://signalement.cdg.example/f/attestation\\?a=([\\w.-]+)\\s")))
      << address;
  const auto told = fake::JsonOf(function.handle(fake::AsJson(fake::Get({{"a", found[1]}}))));
  EXPECT_TRUE(told["valid"].Bool());
  EXPECT_EQ(told.Text("course"), "agents");
  EXPECT_EQ(told["score"].Int(), 100);
  EXPECT_TRUE(fake::Says(function.handle(fake::Get({{"a", found[1]}})), "bien été signée"));
}

TEST_F(Attestation, KeepsTheNameNowhere) {
  const auto pdf = Ask(Cookie(true), "Zqnom Zqprenom");
  ASSERT_EQ(pdf.status, 200);
  EXPECT_EQ(fake::Outside(pdf).find("Zq"), std::string::npos);
  for (const auto& file : std::filesystem::recursive_directory_iterator(world.Directory())) {
    if (!file.is_regular_file()) continue;
    std::ifstream in(file.path(), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), {});
    EXPECT_EQ(bytes.find("Zqnom"), std::string::npos) << file.path();
  }
}

TEST_F(Attestation, IsRefusedToWhomDidNotPassOrDidNotBegin) {
  EXPECT_EQ(Ask(Cookie(false)).status, 409);
  EXPECT_EQ(Ask("").status, 403);
  EXPECT_EQ(function.handle(fake::Post({{"course", "rien"}, {"name", "X"}})).status, 404);
}

TEST_F(Attestation, AsksForTheNameAgain) {
  const auto page = Ask(Cookie(true), "");
  EXPECT_EQ(page.status, 422);
  EXPECT_TRUE(fake::Says(page, "Écrivez le prénom et le nom"));
}

TEST_F(Attestation, AnAddressThatIsNotOursIsSaidToBeNone) {
  const auto page = function.handle(fake::Get({{"a", "abc.def"}}));
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(fake::Says(page, "n’est pas signée par ce site"));
  EXPECT_FALSE(fake::JsonOf(function.handle(fake::AsJson(fake::Get({{"a", "abc.def"}}))))["valid"].Bool());
}

}  // namespace

#include "domain/learning/course.h"

#include "domain/learning/learning_fixture.h"

namespace learning {
namespace {

// The faults of the small course with one part written otherwise.
std::string Faults(const std::string& part, const std::string& instead) {
  CourseFolder folder;
  std::string text = kSmallCourse;
  const auto at = text.find(part);
  EXPECT_NE(at, std::string::npos) << part;
  try {
    ReadCourse(folder.Write("petit", text.replace(at, part.size(), instead)));
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

TEST(Course, IsReadAsItIsWritten) {
  const auto course = CourseFolder().Small();
  EXPECT_EQ(course.id, "petit");
  ASSERT_EQ(course.steps.size(), 3u);
  EXPECT_EQ(course.Questions(), 2u);
  EXPECT_EQ(course.steps[0].text[1].lines, (std::vector<std::string>{"un", "deux"}));
  EXPECT_EQ(course.Find("cocher"), 2u);
  EXPECT_FALSE(course.Find("rien"));
}

TEST(Course, AnAnswerIsRightWhenItIsExactlyTheRightOnes) {
  const auto course = CourseFolder().Small();
  const auto& several = *course.steps[2].question;
  EXPECT_TRUE(several.IsRight({"b", "a"}));
  EXPECT_FALSE(several.IsRight({"a"}));
  EXPECT_FALSE(several.IsRight({"a", "b", "c"}));
  EXPECT_FALSE(several.IsRight({}));
}

// Whoever writes a course is told the file and the key.
TEST(Course, AFaultNamesItsFileAndKey) {
  const std::string file = "content/fr/courses/petit/course.json : ";
  EXPECT_EQ(Faults("\"feedback\": \"Non.\"", "\"feedback\": \"\""),
            file + "steps[1].question.choices[0].feedback manque");
  EXPECT_EQ(Faults(", \"right\": true, \"feedback\": \"Oui.\"}]}}", ", \"feedback\": \"Oui.\"}]}}"),
            file + "steps[1].question.choices n’a aucune bonne réponse");
  EXPECT_EQ(Faults("\"several\": true, ", ""),
            file + "steps[2].question a plusieurs bonnes réponses, sans « several »");
  EXPECT_EQ(Faults("\"id\": \"cocher\"", "\"id\": \"lire\""),
            file + "steps[2].id est celui d’une autre étape");
  EXPECT_EQ(Faults("\"lead\": \"L.\"", "\"lede\": \"L.\""),
            file + "lede n’est pas connu\n" + file + "lead manque");
  EXPECT_EQ(Faults("{\"list\": [\"un\", \"deux\"]}", "{\"liste\": []}"),
            file + "steps[0].text[1] est un texte, ou l’un de {\"list\"}, {\"case\"}, {\"notice\"}");
}

TEST(Course, ADurationIsHonest) {
  EXPECT_EQ(Faults("\"minutes\": 2", "\"minutes\": 30"),
            "content/fr/courses/petit/course.json : minutes annonce 30 ; il en faut environ 2 pour lire et "
            "répondre");
}

TEST(Course, TheFourOfTheProgramAreWhole) {
  const auto courses = ReadCourses(std::string(VIGIE_SOURCE_DIR) + "/content");
  std::vector<std::pair<std::string, int>> found;
  for (const auto& course : courses) found.emplace_back(course.id, course.minutes);
  EXPECT_EQ(found, (std::vector<std::pair<std::string, int>>{
                       {"plateforme", 10}, {"agents", 30}, {"encadrants", 30}, {"referents", 60}}));
  for (const auto& course : courses) {
    EXPECT_TRUE(course.id == "plateforme" || course.Questions() >= 10) << course.id;
    // SCORM 1.2 keeps 4 096 characters: one for each step, and the seconds.
    EXPECT_LT(course.steps.size(), 4'000u);
  }
}

}  // namespace
}  // namespace learning

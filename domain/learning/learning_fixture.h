// For the tests: a small course, and a database of its own.
#pragma once
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "domain/learning/course.h"
#include "lib/store/db.h"

namespace learning {

// Three steps: read, one answer, several answers.
inline const char* const kSmallCourse =
    R"({"title": "Un cours", "menu": "Cours", "description": "D.", "lead": "L.",
  "audience": "Pour tous.", "minutes": 2, "needed": 50, "version": "1", "verified": "2026-11-24", "aims": ["Savoir."],
  "steps": [
    {"id": "lire", "title": "Lire", "text": ["Un texte.", {"list": ["un", "deux"]}]},
    {"id": "choisir", "title": "Choisir", "text": [{"case": ["Un matin."]}], "source": "article L135-6 du CGFP",
     "question": {"text": "Que faire ?", "explanation": "Parce que.", "choices": [
       {"value": "a", "text": "Rien", "feedback": "Non."}, {"value": "b", "text": "Parler", "right": true, "feedback": "Oui."}]}},
    {"id": "cocher", "title": "Cocher", "text": [{"notice": ["Attention."]}],
     "question": {"text": "Lesquels ?", "several": true, "explanation": "Les deux.", "choices": [
       {"value": "a", "text": "A", "right": true, "feedback": "Oui."}, {"value": "b", "text": "B", "right": true, "feedback": "Oui."},
       {"value": "c", "text": "C", "feedback": "Non."}]}}]})";

class CourseFolder {
 public:
  CourseFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "vigie-course-XXXXXX").string();
    EXPECT_NE(::mkdtemp(pattern.data()), nullptr);
    root_ = pattern;
  }
  ~CourseFolder() { std::filesystem::remove_all(root_); }
  CourseFolder(const CourseFolder&) = delete;
  CourseFolder& operator=(const CourseFolder&) = delete;

  const std::string& Root() const { return root_; }
  std::string Write(const std::string& id, const std::string& text) const {
    const std::filesystem::path folder = std::filesystem::path(root_) / "fr/courses" / id;
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "course.json") << text;
    return (folder / "course.json").string();
  }
  Course Small() const { return ReadCourse(Write("petit", kSmallCourse)); }
  store::Db Database() const {
    store::Db db(root_ + "/vigie.db");
    store::Migrate(db, std::string(VIGIE_SOURCE_DIR) + "/migrations");
    return db;
  }

 private:
  std::string root_;
};

}  // namespace learning

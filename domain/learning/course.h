// A course as data: content/fr/courses/<id>/course.json, read and checked in one place for the site, its
// packages and the functions.
//
// The file: {"title", "menu": a shorter name, "description", "lead", "audience": for whom, "minutes",
// "needed": percent of right answers for the attestation, "version", "verified": the day of the last
// proofreading, "aims": […], "steps": [step…]} Step: {"id", "title", "text": [block…], "source"?: articles,
// "links"?: [{"href", "text"}], "question"?} Block: "a paragraph", {"list": […]}, {"case": […]} (a situation,
// told in paragraphs) or {"notice": […]} Question: {"text", "several"?: true, "choices": [{"value": a small
// letter, "text", "right"?: true, "feedback"}], "explanation"}. Every choice has a feedback, so that a wrong
// answer teaches something too.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "lib/core/time.h"

namespace learning {

struct Choice {
  std::string value, text, feedback;
  bool right = false;
};

struct Question {
  std::string text, explanation;
  bool several = false;
  std::vector<Choice> choices;
  bool Knows(const std::string& value) const;
  // Exactly the right ones, in any order.
  bool IsRight(const std::vector<std::string>& answers) const;
};

struct Block {
  enum class Kind { kParagraph, kList, kCase, kNotice };
  Kind kind = Kind::kParagraph;
  std::vector<std::string> lines;
};

struct Link {
  std::string href, text;
};

struct Step {
  std::string id, title, source;
  std::vector<Block> text;
  std::vector<Link> links;
  std::optional<Question> question;
};

struct Course {
  std::string id, file;  // "agents", "content/fr/courses/agents/course.json"
  std::string title, menu, description, lead, audience, version;
  int minutes = 0, needed = 0;
  core::Day verified{};
  std::vector<std::string> aims;
  std::vector<Step> steps;

  std::size_t Questions() const;
  // From 0; none when there is no such step.
  std::optional<std::size_t> Find(const std::string& step) const;
  // How many words a person reads from beginning to end.
  std::size_t Words() const;
};

// Throws std::runtime_error, one line for each fault, with the file and the key ("content/fr/courses/agents/
// course.json : steps[2].question.choices[0].feedback manque"). A duration must be honest: at 120 words a
// minute and one minute for each question, a course may announce neither more than one and a half times the
// minutes that come out, nor fewer than half.
Course ReadCourse(const std::string& path);

// Every course of `content` (the folder that has fr/), the shortest first; none without the folder. Throws as
// ReadCourse does, with the faults of all of them.
std::vector<Course> ReadCourses(const std::string& content);

// None when there is no such course.
const Course* FindCourse(const std::vector<Course>& courses, const std::string& id);

}  // namespace learning

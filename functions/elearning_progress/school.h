// What the requests of elearning_progress share, and its pages.
#pragma once
#include "domain/access/access.h"
#include "domain/learning/learner.h"
#include "domain/learning/view.h"
#include "runtime/contract/function.h"

namespace elearning_progress {

inline constexpr int kFreeTries = 5;
inline constexpr std::chrono::seconds kLongestWait{60};

// Built once, shared by every thread.
struct School {
  explicit School(rt::Env& environment)
      : env(environment),
        courses(learning::ReadCourses(env.config.share_dir + "/content")),
        code(rt::ReadCard(env, "learning_code")),
        name(rt::ReadCard(env, "attestation")) {}
  rt::Env& env;
  std::vector<learning::Course> courses;
  form::Card code, name;
  learning::Pace pace;
  people::Throttle throttle{kFreeTries, kLongestWait};
};

// A step of a course that was asked for.
struct Place {
  const learning::Course& course;
  std::size_t index;
  const learning::Step& Step() const { return course.steps[index]; }
};

rt::Response CodePage(const School& school, const learning::Course& course, const std::string& code);
rt::Response ResumeAgain(const School& school, const rt::Request& request, const learning::Course& course,
                         const core::Refusal& refusal);
rt::Response StepAgain(const School& school, const rt::Request& request, const Place& place);
// What `chosen` is worth. `progress`: of the learner, when there is one.
rt::Response Feedback(const School& school, const rt::Request& request, const Place& place,
                      const std::vector<std::string>& chosen,
                      const std::optional<learning::Progress>& progress);
rt::Response ProgressPage(const School& school, const rt::Request& request, const learning::Course& course,
                          const learning::Progress& progress);
json::Value ProgressJson(const learning::Course& course, const learning::Progress& progress);

}  // namespace elearning_progress

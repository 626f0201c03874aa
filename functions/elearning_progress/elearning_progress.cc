#include "functions/elearning_progress/elearning_progress.h"

#include <algorithm>

#include "functions/elearning_progress/school.h"

namespace elearning_progress {
namespace {

std::optional<std::int64_t> LearnerOf(const School& school, store::Db& db, const rt::Request& request) {
  return learning::Find(db, request.Cookie(rt::CookieName(school.env, "learn")));
}

std::string ProgressAddress(const learning::Course& course) {
  return "/f/elearning_progress?course=" + course.id;
}

rt::Response Refuse(const School& school, const rt::Request& request, const char* code) {
  return rt::Refused(school.env, request, {core::Kind::kNotFound, "", code});
}

rt::Response Start(const School& school, const rt::Request& request, const learning::Course& course) {
  auto db = school.env.db.Take();
  if (const auto learner = LearnerOf(school, *db, request); learner && !request.WantsJson())
    return rt::SeeOther(ProgressAddress(course));
  std::int64_t place = 0;
  if (const auto& slug = request.form.Get("collectivite"); !slug.empty()) {
    const auto found = people::FindCollectivite(*db, slug);
    if (!found)
      return rt::Refused(school.env, request, {core::Kind::kInvalid, "collectivite", "collectivite.unknown"});
    place = found->id;
  }
  const auto started = learning::Start(*db, place, core::LocalDay(school.env.now()));
  auto response = request.WantsJson()
                      ? rt::Json(json::Value::MakeObject({{"code", learning::ShowCode(started.code)}}), 201)
                      : CodePage(school, course, started.code);
  return rt::SetCookie(response, school.env, "learn", started.token);
}

rt::Response Resume(School& school, const rt::Request& request, const learning::Course& course) {
  if (const auto refusals = school.code.Check(request.form); !refusals.empty())
    return ResumeAgain(school, request, course, refusals.front());
  const auto code = learning::ReadCode(request.form.Get("code"));
  if (!code) return ResumeAgain(school, request, course, code.error());
  const auto name = code->substr(0, 4);
  if (const auto wait = school.throttle.Try(name, school.env.now()); wait.count() > 0) {
    auto response = ResumeAgain(school, request, course, {core::Kind::kTooMany, "code", "code.wait"});
    return response.With("Retry-After", std::to_string(wait.count()));
  }
  auto db = school.env.db.Take();
  const auto token = learning::Resume(*db, *code);
  if (!token) return ResumeAgain(school, request, course, token.error());
  school.throttle.Succeeded(name);
  auto response = rt::SeeOther(ProgressAddress(course));
  if (request.WantsJson())
    response = ProgressPage(school, request, course,
                            learning::ProgressOf(*db, *learning::Find(*db, *token), course));
  return rt::SetCookie(response, school.env, "learn", *token);
}

// Keeps it, when there is a learner.
std::optional<learning::Progress> Keep(School& school, const rt::Request& request, const Place& place,
                                       std::optional<bool> right) {
  auto db = school.env.db.Take();
  const auto learner = LearnerOf(school, *db, request);
  if (!learner) return std::nullopt;
  const auto now = school.env.now();
  learning::Record(*db, *learner, {place.course.id, place.Step().id, right, school.pace.Since(*learner, now)},
                   core::LocalDay(now));
  return learning::ProgressOf(*db, *learner, place.course);
}

rt::Response Answer(School& school, const rt::Request& request, const Place& place) {
  const auto& question = place.Step().question;
  const auto& course = place.course;
  if (!question) {
    const auto progress = Keep(school, request, place, {});
    if (request.WantsJson())
      return rt::Json(json::Value::MakeObject(
          {{"course", course.id},
           {"step", place.Step().id},
           {"progress", progress ? ProgressJson(course, *progress) : json::Value()}}));
    const bool last = place.index + 1 == course.steps.size();
    return rt::SeeOther(last ? ProgressAddress(course) : learning::StepAddress(course, place.index + 1));
  }
  const auto chosen = request.form.All("answer");
  const bool known =
      std::all_of(chosen.begin(), chosen.end(), [&](const auto& one) { return question->Knows(one); });
  if (chosen.empty() || !known || (chosen.size() > 1 && !question->several))
    return StepAgain(school, request, place);
  const auto progress = Keep(school, request, place, question->IsRight(chosen));
  if (request.WantsJson()) return Feedback(school, request, place, chosen, progress);
  auto address = ProgressAddress(course) + "&step=" + place.Step().id;
  for (const auto& one : chosen) address += "&answer=" + one;
  return rt::SeeOther(address);
}

rt::Response Post(School& school, const rt::Request& request) {
  const auto* course = learning::FindCourse(school.courses, request.form.Get("course"));
  if (!course) return Refuse(school, request, "learning.course_unknown");
  const auto& action = request.form.Get("action");
  if (action == "start") return Start(school, request, *course);
  if (action == "resume") return Resume(school, request, *course);
  if (!action.empty() && action != "answer")
    return rt::Refused(school.env, request, {core::Kind::kInvalid, "action", "learning.action"});
  const auto index = course->Find(request.form.Get("step"));
  if (!index) return Refuse(school, request, "learning.step_unknown");
  return Answer(school, request, {*course, *index});
}

rt::Response Get(const School& school, const rt::Request& request) {
  const auto& asked = request.query.Get("course");
  if (asked.empty() && !request.WantsJson()) return rt::SeeOther("/se-former/");
  const auto* course = learning::FindCourse(school.courses, asked);
  if (!course) return Refuse(school, request, "learning.course_unknown");
  auto db = school.env.db.Take();
  const auto learner = LearnerOf(school, *db, request);
  std::optional<learning::Progress> progress;
  if (learner) progress = learning::ProgressOf(*db, *learner, *course);
  if (request.query.Has("step")) {
    const auto index = course->Find(request.query.Get("step"));
    const auto chosen = request.query.All("answer");
    if (!index || !course->steps[*index].question || chosen.empty())
      return Refuse(school, request, "learning.step_unknown");
    return Feedback(school, request, {*course, *index}, chosen, progress);
  }
  if (progress) return ProgressPage(school, request, *course, *progress);
  if (!request.WantsJson()) return rt::SeeOther(learning::CourseAddress(*course) + "#commencer");
  return rt::Refused(school.env, request, {core::Kind::kForbidden, "", "learning.none"});
}

}  // namespace

rt::Function Make(rt::Env& env) {
  auto school = std::make_shared<School>(env);
  return {.handle =
              [school](const rt::Request& request) {
                return request.method == "POST" ? Post(*school, request) : Get(*school, request);
              },
          .receive = {}};
}

}  // namespace elearning_progress

#include "functions/elearning_progress/school.h"

namespace elearning_progress {
namespace {

json::Value Model(const learning::Course& course, const std::string& title) {
  return json::Value::MakeObject({{"title", title + " – " + course.menu},
                                  {"noindex", true},
                                  {"course", learning::CourseView(course)},
                                  {"here", render::Here("learn")},
                                  {"verified_on", core::FrenchDay(course.verified)}});
}

void Add(json::Value& model, const json::Value& more) {
  for (const auto& [key, value] : more.Members()) model.Set(key, value);
}

}  // namespace

rt::Response CodePage(const School& school, const learning::Course& course, const std::string& code) {
  const auto& title = school.env.pages.Message("learning.code");
  auto model = Model(course, title);
  model.Set("code", learning::ShowCode(code)).Set("first_href", learning::StepAddress(course, 0));
  return rt::Html(school.env, "course_code", model, 201);
}

rt::Response ResumeAgain(const School& school, const rt::Request& request, const learning::Course& course,
                         const core::Refusal& refusal) {
  auto response =
      rt::FormPage(school.env, request, "course_resume",
                   Model(course, school.env.pages.Message("learning.code")), school.code, {}, {refusal});
  response.status = rt::StatusOf(refusal.kind);
  return response;
}

rt::Response StepAgain(const School& school, const rt::Request& request, const Place& place) {
  const auto& question = *place.Step().question;
  const auto& sentence = school.env.pages.Message(question.several ? "learning.answers" : "learning.answer");
  if (request.WantsJson()) {
    json::Value errors = json::Array();
    errors.Push(json::Value::MakeObject({{"field", "answer"}, {"code", "required"}, {"message", sentence}}));
    return rt::Json(json::Value::MakeObject({{"errors", std::move(errors)}}), 422);
  }
  auto model = Model(place.course, place.Step().title);
  Add(model, learning::StepView(place.course, place.index, {}, sentence));
  model.Set("has_errors", true);
  model.Set("first_choice", model["question"]["choices"].Items().front().Text("id"));
  return rt::Html(school.env, "course_step", model, 422);
}

rt::Response Feedback(const School& school, const rt::Request& request, const Place& place,
                      const std::vector<std::string>& chosen,
                      const std::optional<learning::Progress>& progress) {
  const auto& question = *place.Step().question;
  const bool right = question.IsRight(chosen);
  if (request.WantsJson()) {
    json::Value choices = json::Array();
    for (const auto& choice : question.choices)
      choices.Push(json::Value::MakeObject(
          {{"value", choice.value}, {"right", choice.right}, {"feedback", choice.feedback}}));
    auto told = json::Value::MakeObject({{"course", place.course.id},
                                         {"step", place.Step().id},
                                         {"right", right},
                                         {"choices", std::move(choices)},
                                         {"explanation", question.explanation}});
    told.Set("progress", progress ? ProgressJson(place.course, *progress) : json::Value());
    return rt::Json(told);
  }
  const auto title = school.env.pages.Message("learning.feedback") + " " + std::to_string(place.index + 1);
  auto model = Model(place.course, title);
  Add(model, learning::StepView(place.course, place.index, chosen));
  model.Set("is_right", right).Set("has_learner", progress.has_value());
  model.Set("step_href", learning::StepAddress(place.course, place.index));
  return rt::Html(school.env, "course_feedback", model);
}

json::Value ProgressJson(const learning::Course& course, const learning::Progress& progress) {
  auto told = json::Value::MakeObject({{"course", course.id},
                                       {"done", progress.done},
                                       {"steps", progress.steps},
                                       {"right", progress.right},
                                       {"questions", progress.questions},
                                       {"score", progress.score},
                                       {"finished", progress.finished},
                                       {"passed", progress.passed}});
  told.Set("seconds", progress.spent.count());
  return told.Set("next", progress.next ? json::Value(course.steps[*progress.next].id) : json::Value());
}

rt::Response ProgressPage(const School& school, const rt::Request& request, const learning::Course& course,
                          const learning::Progress& progress) {
  if (request.WantsJson()) return rt::Json(ProgressJson(course, progress));
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(progress.spent).count();
  auto model = Model(course, school.env.pages.Message("learning.progress"));
  model.Set("done", progress.done).Set("right", progress.right).Set("score", progress.score);
  model.Set("has_spent", minutes > 0).Set("minutes_spent", static_cast<std::int64_t>(minutes));
  model.Set("is_finished", progress.finished).Set("is_passed", progress.passed);
  model.Set("next_href", learning::StepAddress(course, progress.next.value_or(0)));
  model.Set("name_form", school.name.View({}, {}));
  return rt::Html(school.env, "course_progress", model);
}

}  // namespace elearning_progress

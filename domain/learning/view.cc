#include "domain/learning/view.h"

#include <algorithm>

namespace learning {
namespace {

json::Value List(const std::vector<std::string>& texts) {
  json::Value list = json::Array();
  for (const auto& text : texts) list.Push(text);
  return list;
}

json::Value Blocks(const Step& step) {
  json::Value blocks = json::Array();
  for (const auto& block : step.text)
    blocks.Push(json::Value::MakeObject({{"is_paragraph", block.kind == Block::Kind::kParagraph},
                                         {"is_list", block.kind == Block::Kind::kList},
                                         {"is_case", block.kind == Block::Kind::kCase},
                                         {"is_notice", block.kind == Block::Kind::kNotice},
                                         {"lines", List(block.lines)}}));
  return blocks;
}

json::Value QuestionView(const Step& step, const std::vector<std::string>& chosen, const std::string& error) {
  if (!step.question) return nullptr;
  const auto& question = *step.question;
  const std::string id = "reponse-" + step.id;
  json::Value choices = json::Array();
  for (const auto& choice : question.choices)
    choices.Push(json::Value::MakeObject(
        {{"id", id + "-" + choice.value},
         {"value", choice.value},
         {"text", choice.text},
         {"feedback", choice.feedback},
         {"right", choice.right},
         {"checked", std::find(chosen.begin(), chosen.end(), choice.value) != chosen.end()}}));
  return json::Value::MakeObject({{"id", id},
                                  {"legend", question.text},
                                  {"several", question.several},
                                  {"type", question.several ? "checkbox" : "radio"},
                                  {"choices", std::move(choices)},
                                  {"explanation", question.explanation},
                                  {"has_error", !error.empty()},
                                  {"error", error}});
}

}  // namespace

std::string CourseAddress(const Course& course) { return "/se-former/" + course.id + "/"; }

std::string StepAddress(const Course& course, std::size_t index) {
  return CourseAddress(course) + std::to_string(index + 1) + "/";
}

json::Value CourseView(const Course& course) {
  return json::Value::MakeObject({{"id", course.id},
                                  {"title", course.title},
                                  {"menu", course.menu},
                                  {"lead", course.lead},
                                  {"audience", course.audience},
                                  {"minutes", course.minutes},
                                  {"needed", course.needed},
                                  {"version", course.version},
                                  {"verified_on", core::FrenchDay(course.verified)},
                                  {"href", CourseAddress(course)},
                                  {"aims", List(course.aims)},
                                  {"count", course.steps.size()},
                                  {"question_count", course.Questions()}});
}

json::Value StepView(const Course& course, std::size_t index, const std::vector<std::string>& chosen,
                     const std::string& error) {
  const auto& step = course.steps.at(index);
  json::Value links = json::Array();
  for (const auto& link : step.links)
    links.Push(json::Value::MakeObject({{"href", link.href}, {"text", link.text}}));
  const bool first = index == 0, last = index + 1 == course.steps.size();
  return json::Value::MakeObject({{"step_id", step.id},
                                  {"step_title", step.title},
                                  {"number", index + 1},
                                  {"done_before", index},
                                  {"blocks", Blocks(step)},
                                  {"has_source", !step.source.empty()},
                                  {"source", step.source},
                                  {"has_links", !step.links.empty()},
                                  {"links", std::move(links)},
                                  {"has_question", step.question.has_value()},
                                  {"question", QuestionView(step, chosen, error)},
                                  {"has_previous", !first},
                                  {"previous_href", first ? "" : StepAddress(course, index - 1)},
                                  {"has_next", !last},
                                  {"next_href", last ? "" : StepAddress(course, index + 1)}});
}

}  // namespace learning

// What the templates show of a course: the same model in the static pages, in the packages and in the answers
// of a function. Every key that the components course_text and question mention is there.
#pragma once
#include <string>
#include <vector>

#include "domain/learning/course.h"
#include "lib/json/value.h"

namespace learning {

std::string CourseAddress(const Course& course);                   // "/se-former/agents/"
std::string StepAddress(const Course& course, std::size_t index);  // "/se-former/agents/3/"

// {"id", "title", "menu", "lead", "audience", "minutes", "needed", "version", "verified_on", "href", "aims",
// "count", "question_count"}
json::Value CourseView(const Course& course);

// {"step_id", "step_title", "number", "done_before", "blocks", "has_source", "source", "has_links", "links",
// "has_question", "question", "has_previous", "previous_href", "has_next", "next_href"}. `chosen`: what was
// answered; `error`: the sentence of a refusal.
json::Value StepView(const Course& course, std::size_t index, const std::vector<std::string>& chosen = {},
                     const std::string& error = {});

}  // namespace learning

// The pages of the courses, and the packages for learning platforms: static files, like the rest of the site.
//
// For each course: its front page, one page for each step, the whole on one page, and two zips (SCORM 1.2 and
// SCORM 2004 4th edition) with the same texts, the player (templates/scorm) and a manifest.
#pragma once
#include <map>

#include "lib/form/card.h"
#include "lib/render/pages.h"
#include "site/input.h"
#include "site/output.h"

namespace site {

struct CoursePage {
  std::string address, page_template;
  const learning::Course* course;
  json::Value model;
};

// The packages go into `files` first: the front pages say how large they are. `cards`: those of
// content/fr/forms.
std::vector<CoursePage> CoursePages(const Input& input, const std::map<std::string, form::Card>& cards,
                                    const render::Pages& pages, const std::string& css, Files& files);

// For the page that lists them, `data: courses`.
json::Value CourseList(const Input& input);

}  // namespace site

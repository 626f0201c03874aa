// What is known of the site's accessibility: each criterion of the RGAA on each page of the sample.
//
// Two files. content/audit/rgaa.json is written by people: {"reference", "audit": {"date", "auditor",
// "pages": [{"id", "state", "title"}], "derogations"?, "exemptions"?}, "criteria": [{"number", "theme",
// "wording", "checks": […], "person", "judged"?: {"default"?, "<page>"?: …}, "note"?}]}.
// content/audit/evidence.json is written by tests/e2e/accessibility.test.mjs: {"date", "pages": {"<page>":
// {"C": "8.1 8.2", "NC": "", "NA": "2.1"}}}.
//
// C: met, NC: not met, NA: not applicable, AJ: still to be judged. On a page, what tools found against a
// criterion, or found nothing of its kind, stands; else a criterion that asks for a person is what a person
// judged, another what tools found. A criterion is met when it is met on every page to which it applies
// (RGAA, method).
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "lib/core/time.h"
#include "lib/json/value.h"
#include "site/problem.h"

namespace site {

enum class Verdict { kNotApplicable, kMet, kToJudge, kNotMet };  // a criterion is the last of its pages'
const char* LettersOf(Verdict verdict);                          // "NA", "C", "AJ", "NC"

struct SamplePage {
  std::string id, title;
};

struct Criterion {
  std::string number, theme, wording, note;
  bool by_tool = false, by_person = false;
  std::vector<Verdict> pages;  // as Examined::pages
  Verdict all = Verdict::kToJudge;
};

struct Examined {
  std::optional<core::Day> day;       // none: there was no audit
  std::optional<core::Day> evidence;  // when tools last looked at the sample
  std::string auditor;
  std::vector<SamplePage> pages;
  std::vector<Criterion> criteria;
};

// Null stands for a file that is not there. Told as problems: a day, a verdict or a page that is none, what
// is not met without a note, and what a person judged where no person is asked.
Examined ReadExamined(const json::Value& audit, const json::Value& evidence, core::Day today,
                      Problems& problems);

}  // namespace site

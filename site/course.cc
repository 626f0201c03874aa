#include "site/course.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "domain/learning/view.h"
#include "lib/archive/archive.h"
#include "site/typography.h"

namespace site {
namespace {

struct Package {
  const char *name, *manifest, *label;
};
constexpr Package kPackages[] = {{"scorm-1.2", "scorm/manifest_12", "learning.package_1_2"},
                                 {"scorm-2004", "scorm/manifest_2004", "learning.package_2004"}};

std::string ReadText(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error(path + " : le fichier manque");
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

json::Value Steps(const learning::Course& course) {
  json::Value steps = json::Array();
  for (std::size_t i = 0; i < course.steps.size(); ++i) steps.Push(learning::StepView(course, i));
  return steps;
}

// "0.7" for 70 percent.
std::string Measure(int percent) {
  return percent == 100 ? "1.0" : "0." + std::string(percent < 10 ? "0" : "") + std::to_string(percent);
}

std::string Size(std::size_t bytes) { return std::to_string((bytes + 999) / 1000) + "\u00a0ko"; }

// The files that both packages have, without their manifest.
std::vector<archive::Entry> PackageFiles(const Input& input, const learning::Course& course,
                                         const render::Pages& pages, const std::string& css) {
  auto model = json::Value::MakeObject({{"title", course.title},
                                        {"course", learning::CourseView(course)},
                                        {"steps", Steps(course)},
                                        {"base_url", input.config.base_url}});
  const auto scripts = input.Templates() + "/scorm/";
  return {{"index.html", pages.Render("course_package", FrenchTexts(model), "scorm")},
          {"course.css", css},
          {"lms.js", ReadText(scripts + "lms.js")},
          {"player.js", ReadText(scripts + "player.js")}};
}

// Adds both packages to `files`; gives [{href, label, size}].
json::Value AddPackages(const Input& input, const learning::Course& course, const render::Pages& pages,
                        const std::string& css, Files& files) {
  const auto content = PackageFiles(input, course, pages, css);
  json::Value names = json::Array(), list = json::Array();
  for (const auto& entry : content) names.Push(entry.name);
  for (const auto& package : kPackages) {
    auto entries = content;
    const auto manifest = pages.RenderPart(
        package.manifest, json::Value::MakeObject({{"course", FrenchTexts(learning::CourseView(course))},
                                                   {"needed_measure", Measure(course.needed)},
                                                   {"files", names}}));
    entries.insert(entries.begin(), {"imsmanifest.xml", manifest});
    const auto href = learning::CourseAddress(course) + course.id + "-" + package.name + ".zip";
    const auto& zip = files[href.substr(1)] = archive::Zip(entries);
    list.Push(json::Value::MakeObject(
        {{"href", href}, {"label", pages.Message(package.label)}, {"size", Size(zip.size())}}));
  }
  return list;
}

json::Value Contents(const learning::Course& course) {
  json::Value contents = json::Array();
  for (std::size_t i = 0; i < course.steps.size(); ++i)
    contents.Push(json::Value::MakeObject(
        {{"href", learning::StepAddress(course, i)}, {"title", course.steps[i].title}}));
  return contents;
}

json::Value Places(const Input& input) {
  json::Value choices = json::Array();
  for (const auto& place : input.places)
    choices.Push(json::Value::MakeObject({{"value", place.slug}, {"label", place.name}}));
  return choices;
}

json::Value Base(const learning::Course& course, const std::string& title) {
  return json::Value::MakeObject({{"title", title},
                                  {"description", course.description},
                                  {"course", learning::CourseView(course)},
                                  {"verified_on", core::FrenchDay(course.verified)},
                                  {"here", render::Here("learn")}});
}

json::Value FrontPage(const Input& input, const learning::Course& course,
                      const std::map<std::string, form::Card>& cards, json::Value packages) {
  auto model = Base(course, course.title);
  model.Set("contents", Contents(course)).Set("packages", std::move(packages));
  model.Set("start", cards.at("learning_start").WithChoices("collectivite", Places(input)).View({}, {}));
  return model.Set("resume", cards.at("learning_code").View({}, {}));
}

json::Value StepPage(const learning::Course& course, std::size_t i, const render::Pages& pages) {
  auto model = Base(course, pages.Message("learning.step") + " " + std::to_string(i + 1) + " : " +
                                course.steps[i].title + " – " + course.menu);
  const auto step = learning::StepView(course, i);
  for (const auto& [key, value] : step.Members()) model.Set(key, value);
  return model;
}

}  // namespace

std::vector<CoursePage> CoursePages(const Input& input, const std::map<std::string, form::Card>& cards,
                                    const render::Pages& pages, const std::string& css, Files& files) {
  std::vector<CoursePage> list;
  for (const auto& course : input.courses) {
    auto packages = AddPackages(input, course, pages, css, files);
    const auto address = learning::CourseAddress(course);
    list.push_back({address, "course", &course, FrontPage(input, course, cards, std::move(packages))});
    for (std::size_t i = 0; i < course.steps.size(); ++i)
      list.push_back({learning::StepAddress(course, i), "course_step", &course, StepPage(course, i, pages)});
    auto whole = Base(course, course.title + " : " + pages.Message("learning.whole"));
    whole.Set("steps", Steps(course));
    list.push_back({address + "tout/", "course_whole", &course, std::move(whole)});
  }
  for (auto& page : list) page.model = FrenchTexts(page.model);
  return list;
}

json::Value CourseList(const Input& input) {
  json::Value list = json::Array();
  for (const auto& course : input.courses) list.Push(learning::CourseView(course));
  return FrenchTexts(list);
}

}  // namespace site

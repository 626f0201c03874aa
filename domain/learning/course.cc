#include "domain/learning/course.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <stdexcept>

#include "lib/json/value.h"

namespace learning {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kWordsAMinute = 120;

std::string At(const std::string& key, std::size_t i) { return key + "[" + std::to_string(i) + "]"; }

std::size_t CountWords(const std::string& text) {
  std::size_t words = 0;
  bool inside = false;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n';
    words += !space && !inside;
    inside = !space;
  }
  return words;
}

// Reads what must be there and tells what is not, with its key.
class Reader {
 public:
  Reader(std::string file, std::string& faults) : file_(std::move(file)), faults_(faults) {}

  void Tell(const std::string& key, const std::string& what) {
    faults_ += (faults_.empty() ? "" : "\n") + file_ + " : " + key + " " + what;
  }
  void Only(const json::Value& value, const std::string& key, const std::set<std::string>& known) {
    if (!value.IsObject()) return Tell(key, "n’est pas un objet");
    for (const auto& [name, member] : value.Members())
      if (!known.contains(name)) Tell(Join(key, name), "n’est pas connu");
  }
  std::string Text(const json::Value& value, const std::string& key, const std::string& name) {
    const bool there = value[name].IsString() && !value[name].String().empty();
    if (!there) Tell(Join(key, name), "manque");
    return there ? value[name].String() : "";
  }
  int Number(const json::Value& value, const std::string& name, int least, int most) {
    const bool good = value[name].IsInt() && value[name].Int() >= least && value[name].Int() <= most;
    if (!good) Tell(name, "est un nombre de " + std::to_string(least) + " à " + std::to_string(most));
    return good ? static_cast<int>(value[name].Int()) : least;
  }
  std::vector<std::string> Texts(const json::Value& list, const std::string& key) {
    std::vector<std::string> texts;
    const bool filled = list.IsArray() && !list.Items().empty() &&
                        std::all_of(list.Items().begin(), list.Items().end(), [](const auto& item) {
                          return item.IsString() && !item.String().empty();
                        });
    if (!filled) Tell(key, "est une liste de textes");
    if (filled)
      for (const auto& item : list.Items()) texts.push_back(item.String());
    return texts;
  }
  const json::Array& List(const json::Value& value, const std::string& key, const std::string& name) {
    static const json::Array kNone;
    const bool filled = value[name].IsArray() && !value[name].Items().empty();
    if (!filled) Tell(Join(key, name), "manque");
    return filled ? value[name].Items() : kNone;
  }
  static std::string Join(const std::string& key, const std::string& name) {
    return key.empty() ? name : key + "." + name;
  }

 private:
  std::string file_;
  std::string& faults_;
};

bool IsName(const std::string& id) {
  return !id.empty() && id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
}

Block ReadBlock(Reader& reader, const json::Value& data, const std::string& key) {
  if (data.IsString() && !data.String().empty()) return {Block::Kind::kParagraph, {data.String()}};
  for (const auto& [name, kind] : {std::pair{"list", Block::Kind::kList},
                                   {"case", Block::Kind::kCase},
                                   {"notice", Block::Kind::kNotice}})
    if (data.Has(name) && data.Members().size() == 1)
      return {kind, reader.Texts(data[name], key + "." + name)};
  reader.Tell(key, "est un texte, ou l’un de {\"list\"}, {\"case\"}, {\"notice\"}");
  return {};
}

Question ReadQuestion(Reader& reader, const json::Value& data, const std::string& key) {
  reader.Only(data, key, {"text", "several", "choices", "explanation"});
  Question question;
  question.text = reader.Text(data, key, "text");
  question.explanation = reader.Text(data, key, "explanation");
  question.several = data["several"].IsBool() && data["several"].Bool();
  std::size_t i = 0, right = 0;
  std::set<std::string> values;
  for (const auto& item : reader.List(data, key, "choices")) {
    const auto at = At(key + ".choices", i++);
    reader.Only(item, at, {"value", "text", "right", "feedback"});
    Choice choice{reader.Text(item, at, "value"), reader.Text(item, at, "text"),
                  reader.Text(item, at, "feedback"), item["right"].IsBool() && item["right"].Bool()};
    if (choice.value.size() != 1 || choice.value[0] < 'a' || choice.value[0] > 'z')
      reader.Tell(at + ".value", "est une lettre minuscule, comme SCORM 1.2 la veut");
    if (!values.insert(choice.value).second) reader.Tell(at + ".value", "est celle d’un autre choix");
    right += choice.right;
    question.choices.push_back(std::move(choice));
  }
  if (question.choices.size() < 2) reader.Tell(key + ".choices", "a moins de deux choix");
  if (right == 0) reader.Tell(key + ".choices", "n’a aucune bonne réponse");
  if (right > 1 && !question.several) reader.Tell(key, "a plusieurs bonnes réponses, sans « several »");
  return question;
}

Step ReadStep(Reader& reader, const json::Value& data, const std::string& key) {
  reader.Only(data, key, {"id", "title", "text", "source", "links", "question"});
  Step step;
  step.id = reader.Text(data, key, "id");
  if (!IsName(step.id)) reader.Tell(key + ".id", "s’écrit en minuscules, avec des tirets");
  step.title = reader.Text(data, key, "title");
  step.source = data.Text("source");
  std::size_t i = 0;
  for (const auto& block : reader.List(data, key, "text"))
    step.text.push_back(ReadBlock(reader, block, At(key + ".text", i++)));
  if (data.Has("links")) {
    i = 0;
    for (const auto& link : reader.List(data, key, "links")) {
      const auto at = At(key + ".links", i++);
      reader.Only(link, at, {"href", "text"});
      step.links.push_back({reader.Text(link, at, "href"), reader.Text(link, at, "text")});
      if (!step.links.back().href.starts_with('/')) reader.Tell(at + ".href", "est une adresse de ce site");
    }
  }
  if (data.Has("question")) step.question = ReadQuestion(reader, data["question"], key + ".question");
  return step;
}

void CheckDuration(Reader& reader, const Course& course) {
  const auto needed = static_cast<int>(course.Words() / kWordsAMinute + course.Questions());
  if (course.minutes > needed + needed / 2 || 2 * course.minutes < needed)
    reader.Tell("minutes", "annonce " + std::to_string(course.minutes) + " ; il en faut environ " +
                               std::to_string(needed) + " pour lire et répondre");
}

}  // namespace

bool Question::Knows(const std::string& value) const {
  return std::any_of(choices.begin(), choices.end(),
                     [&](const auto& choice) { return choice.value == value; });
}

bool Question::IsRight(const std::vector<std::string>& answers) const {
  return std::all_of(choices.begin(), choices.end(), [&](const auto& choice) {
    return choice.right == (std::find(answers.begin(), answers.end(), choice.value) != answers.end());
  });
}

std::size_t Course::Questions() const {
  return static_cast<std::size_t>(
      std::count_if(steps.begin(), steps.end(), [](const auto& step) { return step.question.has_value(); }));
}

std::optional<std::size_t> Course::Find(const std::string& step) const {
  for (std::size_t i = 0; i < steps.size(); ++i)
    if (steps[i].id == step) return i;
  return std::nullopt;
}

std::size_t Course::Words() const {
  std::size_t words = 0;
  for (const auto& step : steps) {
    words += CountWords(step.title) + CountWords(step.source);
    for (const auto& block : step.text)
      for (const auto& line : block.lines) words += CountWords(line);
    if (!step.question) continue;
    words += CountWords(step.question->text) + CountWords(step.question->explanation);
    for (const auto& choice : step.question->choices)
      words += CountWords(choice.text) + CountWords(choice.feedback);
  }
  return words;
}

Course ReadCourse(const std::string& path) {
  Course course;
  course.id = fs::path(path).parent_path().filename().string();
  course.file = "content/fr/courses/" + course.id + "/course.json";
  const auto data = json::ReadFile(path);
  std::string faults;
  Reader reader(course.file, faults);
  reader.Only(data, "",
              {"title", "menu", "description", "lead", "audience", "minutes", "needed", "version", "verified",
               "aims", "steps"});
  if (!IsName(course.id)) reader.Tell("le dossier", "s’écrit en minuscules, avec des tirets");
  course.title = reader.Text(data, "", "title");
  course.menu = reader.Text(data, "", "menu");
  course.description = reader.Text(data, "", "description");
  course.lead = reader.Text(data, "", "lead");
  course.audience = reader.Text(data, "", "audience");
  course.version = reader.Text(data, "", "version");
  course.minutes = reader.Number(data, "minutes", 1, 240);
  course.needed = reader.Number(data, "needed", 0, 100);
  const auto verified = core::ParseDay(data.Text("verified"));
  if (!verified) reader.Tell("verified", "est le jour de la dernière relecture, par exemple 2026-11-24");
  course.verified = verified.value_or(core::Day{});
  course.aims = reader.Texts(data["aims"], "aims");
  std::set<std::string> ids;
  for (const auto& item : reader.List(data, "", "steps")) {
    const auto key = At("steps", course.steps.size());
    course.steps.push_back(ReadStep(reader, item, key));
    if (!ids.insert(course.steps.back().id).second) reader.Tell(key + ".id", "est celui d’une autre étape");
  }
  if (course.Questions() == 0) reader.Tell("steps", "n’ont aucune question");
  if (faults.empty()) CheckDuration(reader, course);
  if (!faults.empty()) throw std::runtime_error(faults);
  return course;
}

std::vector<Course> ReadCourses(const std::string& content) {
  std::vector<Course> courses;
  const fs::path folder = fs::path(content) / "fr/courses";
  if (!fs::is_directory(folder)) return courses;
  std::string faults;
  for (const auto& entry : fs::directory_iterator(folder)) try {
      if (entry.is_directory()) courses.push_back(ReadCourse((entry.path() / "course.json").string()));
    } catch (const std::runtime_error& error) {
      faults += (faults.empty() ? "" : "\n") + std::string(error.what());
    }
  if (!faults.empty()) throw std::runtime_error(faults);
  std::sort(courses.begin(), courses.end(), [](const Course& a, const Course& b) {
    return std::pair(a.minutes, a.id) < std::pair(b.minutes, b.id);
  });
  return courses;
}

const Course* FindCourse(const std::vector<Course>& courses, const std::string& id) {
  for (const auto& course : courses)
    if (course.id == id) return &course;
  return nullptr;
}

}  // namespace learning

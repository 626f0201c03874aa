#include "site/build.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "lib/form/card.h"
#include "lib/render/pages.h"
#include "site/check.h"
#include "site/course.h"
#include "site/data.h"
#include "site/markdown.h"
#include "site/stylesheet.h"
#include "site/typography.h"

namespace site {
namespace {

namespace fs = std::filesystem;
using Facts = std::map<std::string, std::string>;

constexpr const char* kMark = "/assets/mark.svg";
constexpr const char* kRobots = "User-agent: *\nDisallow: /f/\n";

std::string ReadText(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error(path + " : le fichier manque");
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string FileOf(const std::string& address) {
  return address.substr(1) + (address.ends_with('/') ? "index.html" : "");
}

// Which entry of the menu a page stands under; the values are those of aria-current.
json::Value HereOf(const std::string& address) {
  json::Value here = json::Object();
  for (const auto& [name, root] : {std::pair{"report", "/signaler/"},
                                   {"follow", "/suivre/"},
                                   {"understand", "/comprendre/"},
                                   {"learn", "/se-former/"},
                                   {"urgent", "/urgence/"}})
    here.Set(name, address == root ? "page" : "");
  if (address.starts_with("/c/")) here.Set("report", "true");
  if (address.starts_with("/se-former/") && address != "/se-former/") here.Set("learn", "true");
  return here;
}

class Builder {
 public:
  explicit Builder(const Input& input) : input_(input) {}

  Files Build() {
    Styles();
    const json::Value statement = FrenchTexts(StatementOf(input_, problems_));
    ReadCards();
    if (!problems_.empty()) throw Broken(problems_);
    const json::Value common = Common(statement.Text("mention"));
    pages_.emplace(input_.Templates(), input_.Content() + "/fr/messages", common);
    files_["common.json"] = json::Write(common) + "\n";
    files_["robots.txt"] = kRobots;
    for (const auto& source : input_.sources) AddSource(source);
    AddCourses();
    if (!problems_.empty())
      throw Broken(problems_);  // a page that is missing would make every link to it a problem
    Check();
    if (!problems_.empty()) throw Broken(problems_);
    return std::move(files_);
  }

 private:
  void Styles() {
    const std::string css = ReadStyles(input_.Templates(), problems_);
    for (const auto& found : {CheckPalette(ReadPalette(css)), CheckStyles(css)})
      problems_.insert(problems_.end(), found.begin(), found.end());
    const std::string shortened = Shorten(css);
    css_href_ = "/assets/site." + Fingerprint(shortened) + ".css";
    files_[css_href_.substr(1)] = shortened;
    Guard("", [&] { files_[kMark + 1] = ReadText(input_.Templates() + "/layouts/mark.svg"); });
  }

  // Every card of the program, also those that only functions show: a word under "when" that no scheme knows
  // would hide a question from everybody.
  void ReadCards() {
    const fs::path folder = fs::path(input_.Content()) / "fr/forms";
    if (!fs::is_directory(folder)) return;
    for (const auto& file : fs::directory_iterator(folder)) {
      if (file.path().extension() != ".json") continue;
      Guard("", [&] {
        const form::Card card = form::Card::Read(file.path().string());
        for (const auto& word : card.Conditions())
          if (!scheme::Scheme::OfferWords().contains(word))
            problems_.push_back("content/fr/forms/" + file.path().filename().string() + " : « when: " + word +
                                " » n’est pas un mot de domain/scheme (Offers)");
        cards_.emplace(file.path().stem().string(), card.Offering(input_.scheme.Offers()));
      });
    }
  }

  json::Value Common(const std::string& mention) const {
    const auto& scheme = input_.scheme;
    return FrenchTexts(json::Value::MakeObject({{"service_name", scheme.Name()},
                                                {"operator", scheme.Operator()},
                                                {"base_url", input_.config.base_url},
                                                {"css_href", css_href_},
                                                {"accessibility_mention", mention},
                                                {"exit_href", "/f/exit_site"},
                                                {"phone", scheme.Data()["contacts"].Text("phone")}}));
  }

  void AddSource(const Source& source) {
    if (!source.each_place) return AddPage(source, nullptr);
    for (const auto& place : input_.places) AddPage(source, &place);
  }

  void AddCourses() {
    for (const auto& page : CoursePages(input_, cards_, *pages_, files_.at(css_href_.substr(1)), files_))
      Guard(page.course->file, [&] {
        texts_[page.address] = pages_->Render(page.page_template, page.model);
        names_[page.address] = page.course->file;
      });
  }

  void AddPage(const Source& source, const Place* place) {
    Facts facts{{"operator", input_.scheme.Operator()},
                {"service", input_.scheme.Name()},
                {"base_url", input_.config.base_url}};
    if (place) facts.insert({{"place", place->name}, {"slug", place->slug}});
    const std::string address = FillIn(source.address, facts, source.file, problems_);
    Guard(source.file, [&] {
      texts_[address] = pages_->Render(source.page_template, Model(source, place, address, facts));
      names_[address] = source.file;
    });
  }

  json::Value Model(const Source& source, const Place* place, const std::string& address,
                    const Facts& facts) {
    const auto text = [&](const std::string& from) {
      return FrenchText(FillIn(from, facts, source.file, problems_));
    };
    const Article article = RenderMarkdown(source.body, facts, source.file, problems_);
    json::Value headings = json::Array();
    for (const auto& heading : article.headings)
      if (heading.level == 2)
        headings.Push(json::Value::MakeObject({{"id", heading.id}, {"text", heading.text}}));
    json::Value model = json::Value::MakeObject({{"title", text(source.title)},
                                                 {"description", text(source.description)},
                                                 {"lead", text(source.lead)},
                                                 {"has_body", !article.html.empty()},
                                                 {"body", article.html},
                                                 {"toc", source.toc},
                                                 {"headings", std::move(headings)},
                                                 {"exit_button", source.exit_button},
                                                 {"noindex", source.noindex},
                                                 {"verified_on", core::FrenchDay(source.verified)},
                                                 {"here", HereOf(address)}});
    if (place) model.Set("place", json::Value::MakeObject({{"slug", place->slug}, {"name", place->name}}));
    if (place) model.Set("voice", VoiceOf(input_, *place));
    for (const auto& name : source.empty) model.Set(name, json::Value());
    for (const auto& word : source.data) {
      AddData(model, word, input_, place);
      if (word == "poster") files_[QrAddress(*place).substr(1)] = QrDrawing(input_, *place);
    }
    if (!source.form.empty()) model.Set("form", FormOf(source.form, place));
    return model;
  }

  json::Value FormOf(const std::string& name, const Place* place) const {
    const auto card = cards_.find(name);
    if (card == cards_.end())
      throw std::runtime_error("« form: " + name + " » : content/fr/forms/" + name + ".json manque");
    form::Fields known;
    if (place) known.Set("collectivite", place->slug);
    return card->second.View(known, {});
  }

  void Check() {
    std::set<std::string> assets;
    for (const auto& [file, bytes] : files_) assets.insert("/" + file);
    const Problems found = CheckPages(texts_, names_, assets);
    problems_.insert(problems_.end(), found.begin(), found.end());
    for (auto& [address, html] : texts_) files_[FileOf(address)] = std::move(html);
  }

  // What `act` throws is a problem of `file`.
  template <class Act>
  void Guard(const std::string& file, Act act) try {
    act();
  } catch (const std::runtime_error& error) {
    problems_.push_back((file.empty() ? "" : file + " : ") + error.what());
  }

  const Input& input_;
  Problems problems_;
  Files files_;
  std::string css_href_;
  std::map<std::string, form::Card> cards_;
  std::optional<render::Pages> pages_;
  PageTexts texts_;
  std::map<std::string, std::string> names_;
};

}  // namespace

Files BuildSite(const Input& input) { return Builder(input).Build(); }

}  // namespace site

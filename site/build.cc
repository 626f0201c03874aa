#include "site/build.h"

#include <filesystem>

#include "lib/form/card.h"
#include "lib/fulltext/index.h"
#include "lib/render/pages.h"
#include "site/audit.h"
#include "site/check.h"
#include "site/course.h"
#include "site/data.h"
#include "site/easy.h"
#include "site/facts.h"
#include "site/markdown.h"
#include "site/markup.h"
#include "site/passages.h"
#include "site/stylesheet.h"
#include "site/typography.h"

namespace site {
namespace {

namespace fs = std::filesystem;
using Known = std::map<std::string, std::string>;  // what {name} stands for

std::string FileOf(const std::string& address) {
  return address.substr(1) + (address.ends_with('/') ? "index.html" : "");
}

// Which entry of the menu a page stands under; the values are those of aria-current.
json::Value HereOf(const std::string& address) {
  if (address.starts_with("/c/")) return render::Here("report");
  for (const auto& [name, root] : {std::pair{"report", "/signaler/"},
                                   {"follow", "/suivre/"},
                                   {"understand", "/comprendre/"},
                                   {"learn", "/se-former/"},
                                   {"urgent", "/urgence/"},
                                   {"search", "/rechercher/"}})
    if (address.starts_with(root)) return render::Here(name, address == root ? "page" : "true");
  return render::Here("");
}

class Builder {
 public:
  explicit Builder(const Input& input) : input_(input) {}

  Files Build() {
    Styles();
    const json::Value statement = FrenchTexts(StatementOf(input_));
    ReadCards();
    if (input_.film) files_.merge(FilmFiles(*input_.film));
    Guard("", [&] { facts_ = FactsOf(input_); });
    if (!problems_.empty()) throw Broken(problems_);
    const json::Value common = Common(statement.Text("mention"));
    pages_.emplace(input_.Templates(), input_.Content() + "/fr/messages", common);
    files_["common.json"] = json::Write(common) + "\n";
    for (const auto& source : input_.sources) AddSource(source);
    AddCourses();
    if (!problems_.empty())
      throw Broken(problems_);  // a page that is missing would make every link to it a problem
    Check();
    if (!problems_.empty()) throw Broken(problems_);
    AddSitemap();
    files_["search.db"] = fulltext::MakeIndex(found_);
    return std::move(files_);
  }

 private:
  void Styles() {
    const auto pictures = ReadPictures(input_.Templates() + "/layouts", "templates/layouts", problems_);
    const std::string css = ReadStyles(input_.Templates(), problems_);
    const Palette palette = ReadPalette(css);
    for (const auto& found : {CheckPalette(palette, "templates/layouts/base.css"),
                              CheckTheme(palette, input_.theme), CheckStyles(css)})
      problems_.insert(problems_.end(), found.begin(), found.end());
    css_href_ = AddAsset(
        "site.css", Shorten(WithPictures(css, pictures, problems_)) + ThemeStyles(palette, input_.theme));
    for (const auto* each : {&pictures, &input_.pictures})
      for (const auto& [name, picture] : *each) files_[picture.address.substr(1)] = picture.bytes;
    if (const auto mark = pictures.find("mark.svg"); mark != pictures.end())
      mark_href_ = mark->second.address;
    else
      problems_.push_back("templates/layouts/mark.svg manque");
    if (input_.theme.logo) files_[input_.theme.logo->address.substr(1)] = input_.theme.logo->bytes;
  }

  std::string AddAsset(const std::string& name, std::string bytes) {
    const std::string address = AssetAddress(name, bytes);
    files_[address.substr(1)] = std::move(bytes);
    return address;
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
        cards_.emplace(file.path().stem().string(),
                       card.Offering(input_.scheme.Offers(), input_.scheme.RoleNames()));
      });
    }
  }

  json::Value Common(const std::string& mention) const {
    const auto& scheme = input_.scheme;
    return FrenchTexts(json::Value::MakeObject({{"service_name", scheme.Name()},
                                                {"operator", scheme.Operator()},
                                                {"base_url", input_.config.base_url},
                                                {"css_href", css_href_},
                                                {"mark_href", mark_href_},
                                                {"logo", LogoOf(input_.theme)},
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
    Known known = facts_.texts;
    if (place) known.insert({{"place", place->name}, {"slug", place->slug}});
    const std::string address = FillIn(source.address, known, source.file, problems_);
    Guard(source.file, [&] {
      texts_[address] = pages_->Render(source.page_template, Model(source, place, address, known));
      names_[address] = source.file;
      if (source.noindex) return;
      listed_[address] = source.verified;
      if (!place && source.sitemap)
        found_.push_back({address, FrenchText(source.title), MainText(texts_[address])});
    });
  }

  json::Value Model(const Source& source, const Place* place, const std::string& address,
                    const Known& known) {
    const auto text = [&](const std::string& from) {
      return FrenchText(FillIn(from, known, source.file, problems_));
    };
    const std::string body = SettlePassages(source.body, facts_, source.file, problems_);
    const Article article = RenderMarkdown(body, known, input_.pictures, source.file, problems_);
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
                                                 {"here", HereOf(address)},
                                                 {"parent", ParentOf(input_, source)}});
    if (place) model.Set("place", json::Value::MakeObject({{"slug", place->slug}, {"name", place->name}}));
    if (place) model.Set("voice", VoiceOf(input_, *place));
    for (const auto& name : source.empty) model.Set(name, json::Value());
    for (const auto& word : source.data) {
      AddData(model, word, input_, place);
      if (word == "poster") files_[QrAddress(*place).substr(1)] = QrDrawing(input_, *place);
      if (word == "grid")
        files_["accessibilite/grille.ods"] = sheet::Ods(GridBook(input_.examined, input_.words));
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
    std::map<std::string, std::size_t> assets;
    for (const auto& [file, bytes] : files_)
      assets["/" + file] = file.ends_with(".css") ? Gzip(bytes).size() : bytes.size();
    const Problems found = CheckPages(texts_, names_, assets);
    problems_.insert(problems_.end(), found.begin(), found.end());
    const Problems hard = CheckEasy(texts_, names_);
    problems_.insert(problems_.end(), hard.begin(), hard.end());
    for (auto& [address, html] : texts_) files_[FileOf(address)] = std::move(html);
  }

  // For search engines: what they may list, and since when it says what it says.
  void AddSitemap() {
    std::string xml =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
    for (const auto& [address, verified] : listed_)
      xml.append("<url><loc>")
          .append(input_.config.base_url)
          .append(address)
          .append("</loc><lastmod>")
          .append(core::IsoDay(verified))
          .append("</lastmod></url>\n");
    files_["sitemap.xml"] = xml + "</urlset>\n";
    files_["robots.txt"] =
        "User-agent: *\nDisallow: /f/\nSitemap: " + input_.config.base_url + "/sitemap.xml\n";
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
  std::string css_href_, mark_href_;
  std::map<std::string, form::Card> cards_;
  Facts facts_;
  std::optional<render::Pages> pages_;
  PageTexts texts_;
  std::map<std::string, std::string> names_;
  std::map<std::string, core::Day> listed_;  // what search engines may list
  std::vector<fulltext::Page> found_;        // what the site's own search finds
};

}  // namespace

Files BuildSite(const Input& input) { return Builder(input).Build(); }

}  // namespace site

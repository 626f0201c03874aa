#include "site/check.h"

#include <algorithm>
#include <array>
#include <set>
#include <sstream>

#include "site/markup.h"

namespace site {
namespace {

constexpr std::string_view kForbidden =
    " picture svg iframe frame object embed canvas audio script style marquee blink center font base ";
constexpr std::array<std::string_view, 4> kSchemes = {"https://", "mailto:", "tel:", "sms:"};

struct Page {
  std::string source;  // its file
  std::string where;   // the same, and its address
  std::vector<Element> elements;
  std::set<std::string> ids;
  std::size_t bytes = 0;  // of its HTML
};

bool IsFunction(std::string_view path) {
  if (!path.starts_with("/f/") || path.size() == 3) return false;
  path.remove_prefix(3);
  return std::all_of(path.begin(), path.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

class Checker {
 public:
  Checker(const std::map<std::string, Page>& pages, const std::map<std::string, std::size_t>& assets,
          Problems& problems)
      : pages_(pages), assets_(assets), problems_(problems) {}

  void Check(const std::string& address, const Page& page) {
    address_ = &address;
    page_ = &page;
    for (const auto& element : page.elements) {
      CheckElement(element);
      for (const auto* attribute : {"href", "src", "action", "poster"})
        if (const auto* target = element.Get(attribute)) Link(*target);
      for (const auto* attribute : {"for", "aria-describedby", "aria-labelledby"})
        if (const auto* ids = element.Get(attribute)) Ids(element, attribute, *ids);
    }
    Structure();
    Weight();
  }

 private:
  // A fault of a template shows on each page of a source, by the hundred: it is told on the first.
  void Tell(const std::string& what) {
    if (told_.insert(page_->source + " : " + what).second) problems_.push_back(page_->where + " : " + what);
  }

  void CheckElement(const Element& element) {
    if (kForbidden.find(" " + element.name + " ") != std::string_view::npos)
      Tell("<" + element.name + "> ; les pages n’ont ni cadre, ni média, ni script, ni style à elles");
    if (element.name == "video") Video(element);
    if (element.name == "img" && (!assets_.contains(element.Text("src")) || element.Text("alt").empty()))
      Tell("<img src=\"" + element.Text("src") +
           "\"> ; une image est un fichier de ce site, et son alt dit ce qu’elle montre");
    if (element.name == "img" && (element.Text("width").empty() || element.Text("height").empty()))
      Tell("<img src=\"" + element.Text("src") +
           "\"> sans width ni height ; la page bougerait quand l’image arrive");
    for (const auto& [name, value] : element.attributes) {
      if (name.starts_with("on") || name == "style" || name == "accesskey" || name == "dir")
        Tell("l’attribut " + name + " de <" + element.name + "> n’est pas permis");
      if (name == "tabindex" && value != "-1" && value != "0")
        Tell("tabindex=\"" + value + "\" ; seuls 0 et -1 gardent l’ordre de la page");
    }
    if (element.name == "meta" && element.Text("http-equiv") == "refresh")
      Tell("<meta http-equiv=\"refresh\"> ; rien ne change sans qu’on l’ait demandé");
    if (element.name == "table" && element.Text("role") == "presentation")
      Tell("un tableau de mise en forme");
  }

  // Nothing of a film moves, sounds or is loaded before someone wants it; it has captions, and its place is
  // kept.
  void Video(const Element& video) {
    const std::string tag = "<video src=\"" + video.Text("src") + "\"> ";
    for (const char* name : {"autoplay", "loop", "muted"})
      if (video.Get(name)) Tell(tag + name + " ; un film ne commence que si on le demande");
    for (const char* name : {"controls", "width", "height", "poster", "aria-labelledby"})
      if (!video.Get(name)) Tell(tag + "sans " + name);
    if (video.Text("preload") != "none")
      Tell(tag + "sans preload=\"none\" ; la page le chargerait pour rien");
    const Element* next = &video == &page_->elements.back() ? nullptr : &video + 1;
    if (!next || next->name != "track" || next->Text("kind") != "captions")
      Tell(tag + "sans sous-titres (<track kind=\"captions\">)");
  }

  // The same place, in the words of an author: an address of this site or of another one.
  void Link(const std::string& target) {
    const std::string quoted = "lien « " + target + " » : ";
    if (target.starts_with("//") || (!target.starts_with('/') && !target.starts_with('#'))) {
      const bool known = std::any_of(kSchemes.begin(), kSchemes.end(),
                                     [&](auto scheme) { return target.starts_with(scheme); });
      if (!known) Tell(quoted + "écrivez une adresse de ce site (/quitter/), ou https:, mailto:, tel:, sms:");
      return;
    }
    const auto hash = target.find('#');
    const auto query = target.substr(0, hash).find('?');
    const std::string path = target.substr(0, std::min(hash, query));
    if (!path.empty() && IsFunction(path)) return;
    if (assets_.contains(path)) return;
    const auto found = path.empty() ? pages_.find(*address_) : pages_.find(path);
    if (found == pages_.end()) {
      Tell(quoted + "cette page n’existe pas" +
           (pages_.contains(path + "/") ? " ; vouliez-vous dire " + path + "/ ?" : ""));
    } else if (hash != std::string::npos && !found->second.ids.contains(target.substr(hash + 1))) {
      Tell(quoted + "la page n’a pas d’endroit nommé « " + target.substr(hash + 1) + " »");
    }
  }

  void Ids(const Element& element, const std::string& attribute, const std::string& ids) {
    const std::string tag = "<" + element.name + " " + attribute + "=\"" + ids + "\">";
    std::istringstream words(ids);
    for (std::string id; words >> id;)
      if (!page_->ids.contains(id))
        Tell(std::string(tag).append(" : rien ne porte l’id « ").append(id).append(" »"));
  }

  void Structure() {
    int headings = 0, previous = 0;
    std::set<std::string> roles, ids;
    for (const auto& element : page_->elements) {
      const auto& name = element.name;
      if (const auto* role = element.Get("role")) roles.insert(name + "." + *role);
      if (const auto* id = element.Get("id"); id && !ids.insert(*id).second)
        Tell("deux éléments portent l’id « " + *id + " »");
      if (name == "html" && element.Text("lang") != "fr") Tell("<html> sans lang=\"fr\"");
      if (name == "title" && element.text.find_first_not_of(" –\u00a0") == std::string::npos)
        Tell("le titre de la page est vide");
      if (name.size() != 2 || name[0] != 'h' || name[1] < '1' || name[1] > '6') continue;
      const int level = name[1] - '0';
      headings += level == 1;
      if (level > previous + 1)
        Tell("un titre h" + std::to_string(level) + " suit un h" + std::to_string(previous) +
             " ; un niveau est sauté");
      previous = level;
    }
    if (headings != 1) Tell("la page a " + std::to_string(headings) + " titre(s) h1 ; il en faut un");
    for (const char* role : {"header.banner", "nav.navigation", "main.main", "footer.contentinfo"})
      if (!roles.contains(role)) Tell("la zone " + std::string(role) + " manque (balise et rôle)");
  }

  // The HTML counts as it is: a page that is too heavy only before it is compressed is too long to read.
  void Weight() {
    std::set<std::string> loaded;
    for (const auto& element : page_->elements)
      for (const auto& [name, attribute] :
           {std::pair{"img", "src"}, {"link", "href"}, {"video", "poster"}, {"track", "src"}})
        if (element.name == name) loaded.insert(element.Text(attribute));
    std::size_t bytes = page_->bytes;
    for (const auto& address : loaded)
      if (const auto found = assets_.find(address); found != assets_.end()) bytes += found->second;
    if (bytes > kMaxPageBytes)
      Tell("la page pèse " + std::to_string(bytes / 1000) + " ko avec ses images ; " +
           std::to_string(kMaxPageBytes / 1000) + " au plus");
  }

  const std::map<std::string, Page>& pages_;
  const std::map<std::string, std::size_t>& assets_;
  Problems& problems_;
  std::set<std::string> told_;
  const std::string* address_ = nullptr;
  const Page* page_ = nullptr;
};

std::string TitleOf(const Page& page) {
  for (const auto& element : page.elements)
    if (element.name == "title") return element.text;
  return {};
}

}  // namespace

Problems CheckPages(const PageTexts& texts, const std::map<std::string, std::string>& names,
                    const std::map<std::string, std::size_t>& assets) {
  Problems problems;
  std::map<std::string, Page> pages;
  for (const auto& [address, html] : texts) {
    Page page;
    const auto name = names.find(address);
    page.source = name == names.end() ? "" : name->second;
    page.where = page.source + " (" + address + ")";
    page.elements = ReadElements(html);
    page.bytes = html.size();
    for (const auto& element : page.elements)
      if (const auto* id = element.Get("id")) page.ids.insert(*id);
    pages.emplace(address, std::move(page));
  }
  Checker checker(pages, assets, problems);
  std::map<std::string, const Page*> titles;
  for (const auto& [address, page] : pages) {
    checker.Check(address, page);
    const auto [other, fresh] = titles.emplace(TitleOf(page), &page);
    if (!fresh)
      problems.push_back(page.where + " : même titre que " + other->second->where +
                         " ; un titre distingue sa page");
  }
  return problems;
}

}  // namespace site

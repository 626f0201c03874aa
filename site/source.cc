#include "site/source.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "lib/core/text.h"

namespace site {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kKeys =
    "title description verified lead menu template address each data form empty toc exit_button noindex "
    "sitemap";

bool Knows(std::string_view key) {
  std::istringstream keys{std::string(kKeys)};
  for (std::string each; keys >> each;)
    if (each == key) return true;
  return false;
}

std::string AddressOf(std::string name) {
  name.resize(name.size() - std::string_view(".md").size());
  if (name == "index") return "/";
  if (name.ends_with("/index")) name.resize(name.size() - std::string_view("/index").size());
  return "/" + name + "/";
}

// Takes the front matter off `text`; what is left is the body.
std::map<std::string, std::string> TakeFrontMatter(std::string& text, const std::string& file,
                                                   Problems& problems) {
  std::map<std::string, std::string> found;
  if (!text.starts_with("---\n")) {
    problems.push_back(
        file + " : l’en-tête manque ; la première ligne est ---, puis title:, description: et verified:");
    return found;
  }
  const auto end = text.find("\n---\n", 3);
  if (end == std::string::npos) {
    problems.push_back(file + " : l’en-tête n’est pas fermé par une ligne ---");
    return found;
  }
  std::istringstream lines(text.substr(4, end - 3));
  for (std::string line; std::getline(lines, line);) {
    if (core::Trim(line).empty()) continue;
    const auto colon = line.find(':');
    const std::string key(core::Trim(line.substr(0, colon)));
    std::string said = file + " : « ";
    if (colon == std::string::npos || !Knows(key))
      problems.push_back(
          said.append(line).append(" » n’est pas une ligne d’en-tête ; possibles : ").append(kKeys));
    else if (!found.emplace(key, core::Trim(std::string_view(line).substr(colon + 1))).second)
      problems.push_back(said.append(key).append(" » est écrit deux fois dans l’en-tête"));
  }
  text.erase(0, end + 5);
  return found;
}

bool YesOrNo(const std::map<std::string, std::string>& front, const std::string& key, bool otherwise,
             const std::string& file, Problems& problems) {
  const auto found = front.find(key);
  if (found == front.end()) return otherwise;
  if (found->second != "yes" && found->second != "no")
    problems.push_back(file + " : « " + key + " » vaut yes ou no");
  return found->second == "yes";
}

std::set<std::string> Words(const std::string& list) {
  std::istringstream words(list);
  std::set<std::string> out;
  for (std::string word; std::getline(words, word, ',');) out.emplace(core::Trim(word));
  return out;
}

// "/quitter/" or "/erreurs/404.html", away from what nginx and the generator put elsewhere.
void CheckAddress(const Source& page, Problems& problems) {
  constexpr std::string_view kSlug = "{slug}";
  std::string rest = page.address;
  const auto slug = rest.find(kSlug);
  if ((slug != std::string::npos) != page.each_place)
    problems.push_back(
        page.file + " : « {slug} » dans l’adresse va avec « each: place », et l’un ne va pas sans l’autre");
  if (slug != std::string::npos) rest.erase(slug, kSlug.size());
  const bool shaped =
      rest.starts_with('/') && (rest.ends_with('/') || rest.ends_with(".html")) &&
      rest.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_./") == std::string::npos &&
      rest.find("..") == std::string::npos;
  if (!shaped || rest.starts_with("/f/") || rest.starts_with("/assets/"))
    problems.push_back(page.file + " : l’adresse « " + page.address +
                       " » s’écrit /en-minuscules/, hors de /f/ et de /assets/");
}

core::Day Verified(const std::string& text, core::Day today, const std::string& file, Problems& problems) {
  const auto day = core::ParseDay(text);
  if (!day)
    problems.push_back(file + " : « verified » est le jour de la dernière relecture, par exemple 2026-11-24");
  else if (*day > today)
    problems.push_back(file + " : « verified: " + text + " » est dans l’avenir");
  return day.value_or(core::Day{});
}

}  // namespace

Broken::Broken(const Problems& problems)
    : std::runtime_error([&] {
        std::string lines;
        std::set<std::string> told;
        for (const auto& problem : problems)
          if (told.insert(problem).second) lines += (lines.empty() ? "" : "\n") + problem;
        return lines;
      }()) {}

Source ReadSource(const std::string& name, const std::string& text, core::Day today, Problems& problems) {
  Source page;
  page.file = "content/fr/" + name;
  page.body = text;
  std::erase(page.body, '\r');
  if (!core::IsUtf8(text)) {
    problems.push_back(page.file + " : le fichier n’est pas en UTF-8");
    return page;
  }
  const auto front = TakeFrontMatter(page.body, page.file, problems);
  const auto get = [&](const std::string& key, const std::string& otherwise) {
    const auto found = front.find(key);
    return found == front.end() ? otherwise : found->second;
  };
  for (const char* key : {"title", "description", "verified"})
    if (get(key, "").empty()) problems.push_back(page.file + " : « " + key + " » manque dans l’en-tête");
  page.title = get("title", "");
  page.description = get("description", "");
  page.lead = get("lead", "");
  page.menu = get("menu", page.title);
  page.page_template = get("template", "prose");
  page.form = get("form", "");
  page.address = get("address", AddressOf(name));
  page.each_place = get("each", "") == "place";
  if (!page.each_place && !get("each", "").empty())
    problems.push_back(page.file + " : « each » ne peut valoir que place");
  page.data = Words(get("data", ""));
  page.empty = Words(get("empty", ""));
  CheckAddress(page, problems);
  if (!get("verified", "").empty()) page.verified = Verified(get("verified", ""), today, page.file, problems);
  page.toc = YesOrNo(front, "toc", false, page.file, problems);
  page.exit_button = YesOrNo(front, "exit_button", true, page.file, problems);
  page.noindex = YesOrNo(front, "noindex", false, page.file, problems);
  page.sitemap = YesOrNo(front, "sitemap", true, page.file, problems);
  return page;
}

std::vector<Source> ReadSources(const std::string& content, core::Day today, Problems& problems) {
  std::vector<std::string> names;
  const fs::path root = fs::path(content) / "fr";
  if (fs::is_directory(root))
    for (const auto& entry : fs::recursive_directory_iterator(root))
      if (entry.is_regular_file() && entry.path().extension() == ".md")
        names.push_back(fs::relative(entry.path(), root).generic_string());
  std::sort(names.begin(), names.end());
  if (names.empty()) problems.push_back(root.string() + " : aucune page (*.md)");
  std::vector<Source> pages;
  std::map<std::string, std::string> taken;
  for (const auto& name : names) {
    if (name.starts_with("forms/") || name.starts_with("messages/") || name.starts_with("kit/") ||
        name.starts_with("courses/") || name.starts_with("membership/"))
      continue;
    std::ifstream in(root / name, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    pages.push_back(ReadSource(name, text.str(), today, problems));
    const auto& page = pages.back();
    const auto [other, fresh] = taken.emplace(page.address, page.file);
    if (!fresh)
      problems.push_back(page.file + " : l’adresse " + page.address + " est déjà celle de " + other->second);
  }
  return pages;
}

}  // namespace site

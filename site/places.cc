#include "site/places.h"

#include <algorithm>
#include <array>
#include <set>

#include "lib/core/text.h"

namespace site {
namespace {

// Kinds of collectivités: the first word of a name that says what it is, not where.
constexpr std::array<std::string_view, 16> kKinds = {
    "agglomeration", "caisse",     "ccas",   "centre",    "cias",  "communaute", "commune",  "departement",
    "etablissement", "groupement", "mairie", "metropole", "sivom", "sivu",       "syndicat", "ville"};

bool IsKind(const std::string& word) {
  return std::find(kKinds.begin(), kKinds.end(), core::Fold(word)) != kKinds.end();
}

// a to z, à to ÿ (C3 A0 to C3 BF), œ.
bool BeginsWithSmallLetter(const std::string& word) {
  const bool accented = word.size() > 1 && word[0] == '\xC3' && static_cast<unsigned char>(word[1]) >= 0xA0;
  return (word[0] >= 'a' && word[0] <= 'z') || accented || word.starts_with("œ");
}

bool IsSlug(const std::string& slug) {
  return !slug.empty() &&
         slug.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
}

// Where the word that begins at `at` ends: before a space, or behind the apostrophe of « d’ ».
std::size_t WordEnd(const std::string& name, std::size_t at) {
  for (std::size_t i = at; i < name.size(); ++i) {
    if (name[i] == ' ') return i;
    if (name[i] == '\'') return i + 1;
    if (name.compare(i, 3, "’") == 0) return i + 3;
  }
  return name.size();
}

}  // namespace

std::vector<Place> ReadPlaces(const std::string& file, Problems& problems) {
  std::vector<Place> places;
  const json::Value list = json::ReadFile(file);
  if (!list.IsArray()) {
    problems.push_back(file +
                       " : une liste [{\"slug\", \"name\"}] est attendue, comme la donne « vigie "
                       "collectivite list --json »");
    return places;
  }
  std::set<std::string> seen;
  for (const auto& item : list.Items()) {
    Place place{item.Text("slug"), item.Text("name"), item.Text("number")};
    if (!IsSlug(place.slug) || core::Trim(place.name).empty())
      problems.push_back(file + " : « " + place.slug + " », « " + place.name +
                         " » : il faut un slug (a-z, 0-9, -) et un nom");
    else if (!seen.insert(place.slug).second)
      problems.push_back(file + " : « " + place.slug + " » y est deux fois");
    places.push_back(std::move(place));
  }
  return places;
}

std::string SearchName(const std::string& name) {
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t end = WordEnd(name, at);
    const std::string word = name.substr(at, end - at);
    if (!word.empty() && !BeginsWithSmallLetter(word) && !IsKind(word)) return name.substr(at);
    at = end + (end < name.size() && name[end] == ' ');
  }
  return name;
}

json::Value ByLetter(const std::vector<Place>& places) {
  std::vector<std::pair<std::string, const Place*>> sorted;
  sorted.reserve(places.size());
  for (const auto& place : places)
    sorted.emplace_back(core::Fold(SearchName(place.name)) + '\0' + place.slug, &place);
  std::sort(sorted.begin(), sorted.end());
  json::Value letters = json::Array();
  json::Value members = json::Array();
  std::string letter;
  const auto finish = [&] {
    if (letter.empty()) return;
    const std::string id = "lettre-" + core::Fold(letter);
    letters.Push(json::Value::MakeObject({{"letter", letter}, {"id", id}, {"members", std::move(members)}}));
    members = json::Array();
  };
  for (const auto& [key, place] : sorted) {
    const bool is_letter = key[0] >= 'a' && key[0] <= 'z';
    const std::string own = is_letter ? std::string(1, static_cast<char>(key[0] - 32)) : "0-9";
    if (own != letter) finish();
    letter = own;
    members.Push(json::Value::MakeObject({{"slug", place->slug}, {"name", place->name}}));
  }
  finish();
  return letters;
}

}  // namespace site

#include "lib/fulltext/extract.h"

#include <algorithm>
#include <set>

namespace fulltext {
namespace {

constexpr std::size_t kLength = 260;  // bytes
constexpr std::size_t kBefore = 60;   // of what stands before the first word that was found

struct Place {
  Word word;
  int which;  // -1: not looked for
};

// The first of the places that a passage should show.
std::size_t BestStart(const std::vector<Place>& places) {
  std::size_t best = 0, most = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (places[i].which < 0) continue;
    std::set<int> seen;
    for (std::size_t j = i; j < places.size() && places[j].word.at < places[i].word.at + kLength - kBefore;
         ++j)
      if (places[j].which >= 0) seen.insert(places[j].which);
    if (seen.size() > most) {
      most = seen.size();
      best = i;
    }
  }
  return best;
}

}  // namespace

int Marker::WhichOf(std::string_view word) const {
  const auto stems = stemmer_.Stems(word);
  for (std::size_t i = 0; i < asked_.size(); ++i)
    for (const auto& stem : stems)
      for (const auto& looked_for : asked_[i])
        if (stem == looked_for || (families_ && !FamilyOf(looked_for).empty() &&
                                   std::string_view(stem).starts_with(FamilyOf(looked_for))))
          return static_cast<int>(i);
  return -1;
}

std::vector<Piece> Marker::Extract(std::string_view text) const {
  std::vector<Place> places;
  for (const auto& word : WordsOf(text)) places.push_back({word, WhichOf(text.substr(word.at, word.size))});
  if (places.empty()) return {};
  const std::size_t found = text.size() <= kLength ? 0 : places[BestStart(places)].word.at;
  const auto first = std::find_if(places.begin(), places.end(),
                                  [&](const auto& place) { return place.word.at + kBefore >= found; });
  const std::size_t begin = first == places.begin() ? 0 : first->word.at;
  std::size_t end = begin;
  std::vector<Piece> pieces;
  std::string plain = begin > 0 ? "… " : "";
  for (auto place = first; place != places.end(); ++place) {
    const auto& [at, size] = place->word;
    if (at + size > begin + kLength) break;
    plain.append(text.substr(end, at - end));
    end = at + size;
    if (place->which < 0) {
      plain.append(text.substr(at, size));
      continue;
    }
    if (!plain.empty()) pieces.push_back({plain});
    pieces.push_back({std::string(text.substr(at, size)), true});
    plain.clear();
  }
  const bool whole = places.back().word.at + places.back().word.size == end;
  plain.append(whole ? text.substr(end) : " …");
  pieces.push_back({plain});
  return pieces;
}

}  // namespace fulltext

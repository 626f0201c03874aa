#include "functions/find_collectivite/find_collectivite.h"

#include <algorithm>

#include "domain/access/access.h"
#include "lib/core/sentence.h"
#include "lib/core/text.h"

namespace find_collectivite {
namespace {

constexpr std::size_t kShown = 50;

// The words of a name or of a search, "St" and "Ste" written out.
std::vector<std::string> Words(const std::string& text) {
  auto words = core::Words(text);
  for (auto& word : words)
    if (word == "st" || word == "ste") word.replace(1, 1, "aint");
  return words;
}

// Every word that was typed stands in a word of the name.
bool Matches(const std::string& name, const std::vector<std::string>& typed) {
  const auto words = Words(name);
  return std::all_of(typed.begin(), typed.end(), [&](const std::string& part) {
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& word) { return word.find(part) != std::string::npos; });
  });
}

std::string Summary(const rt::Env& env, std::size_t found) {
  const char* key = found == 0       ? "find.none"
                    : found == 1     ? "find.one"
                    : found > kShown ? "find.more"
                                     : "find.many";
  return core::Filled(env.pages.Message(key), {{"%n", std::to_string(std::min(found, kShown))}});
}

rt::Response Handle(const rt::Env& env, const rt::Request& request) {
  if (request.method != "GET") return rt::NotAllowed(env, request, "GET, HEAD");
  const std::string& typed = request.query.Get("q");
  const auto words = Words(typed);
  auto db = env.db.Take();
  json::Value found = json::Array();
  std::size_t matches = 0;
  for (const auto& place : people::Collectivites(*db)) {
    if (!Matches(place.name, words) || ++matches > kShown) continue;
    found.Push(json::Value::MakeObject({{"slug", place.slug}, {"name", place.name}}));
  }
  if (request.WantsJson()) return rt::Json(json::Value::MakeObject({{"collectivites", std::move(found)}}));
  auto model =
      json::Value::MakeObject({{"title", env.pages.Message("find.title")}, {"q", typed}, {"noindex", true}});
  model.Set("summary", Summary(env, matches)).Set("has_found", matches > 0).Set("found", std::move(found));
  return rt::Html(env, "collectivites_found", model);
}

}  // namespace

rt::Function Make(rt::Env& env) {
  return {.handle = [&env](const rt::Request& request) { return Handle(env, request); }, .receive = {}};
}

}  // namespace find_collectivite

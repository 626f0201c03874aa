#include "functions/find_collectivite/find_collectivite.h"

#include "domain/access/access.h"
#include "lib/core/text.h"

namespace find_collectivite {
namespace {

constexpr std::size_t kShown = 50;

// Every word that was typed stands in the name.
bool Matches(const std::string& name, const std::string& typed) {
  const std::string hay = core::Fold(name), needle = core::Fold(typed);
  for (std::size_t from = 0; from < needle.size();) {
    const auto to = std::min(needle.find(' ', from), needle.size());
    if (hay.find(needle.substr(from, to - from)) == std::string::npos) return false;
    from = to + 1;
  }
  return true;
}

std::string Summary(const rt::Env& env, std::size_t found) {
  const char* key = found == 0 ? "find.none" : found == 1 ? "find.one" : found > kShown ? "find.more" : "find.many";
  std::string sentence = env.pages.Message(key);
  const auto at = sentence.find("%n");
  return at == std::string::npos ? sentence : sentence.replace(at, 2, std::to_string(std::min(found, kShown)));
}

rt::Response Handle(const rt::Env& env, const rt::Request& request) {
  if (request.method != "GET") return rt::NotAllowed(env, request, "GET, HEAD");
  const std::string& typed = request.query.Get("q");
  auto db = env.db.Take();
  json::Value found = json::Array();
  std::size_t matches = 0;
  for (const auto& place : people::Collectivites(*db)) {
    if (!Matches(place.name, typed) || ++matches > kShown) continue;
    found.Push(json::Value::MakeObject({{"slug", place.slug}, {"name", place.name}}));
  }
  if (request.WantsJson()) return rt::Json(json::Value::MakeObject({{"collectivites", std::move(found)}}));
  auto model = json::Value::MakeObject({{"title", env.pages.Message("find.title")}, {"q", typed}, {"noindex", true}});
  model.Set("summary", Summary(env, matches)).Set("has_found", matches > 0).Set("found", std::move(found));
  return rt::Html(env, "collectivites_found", model);
}

}  // namespace

rt::Function Make(rt::Env& env) {
  return {.handle = [&env](const rt::Request& request) { return Handle(env, request); }, .receive = {}};
}

}  // namespace find_collectivite

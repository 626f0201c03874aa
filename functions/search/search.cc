#include "functions/search/search.h"

#include "lib/core/sentence.h"
#include "lib/core/text.h"
#include "lib/fulltext/index.h"

namespace search {
namespace {

constexpr std::size_t kShown = 20;

struct Desk {
  explicit Desk(rt::Env& environment) : env(environment), card(rt::ReadCard(env, "search")) {}
  rt::Env& env;
  form::Card card;
};

std::string Summary(const rt::Env& env, const fulltext::Found& found) {
  const char* key = found.hits.empty()       ? "search.none"
                    : !found.has_all         ? "search.some"
                    : found.hits.size() == 1 ? "search.one"
                                             : "search.many";
  return core::Filled(env.pages.Message(key), {{"%n", std::to_string(found.hits.size())}});
}

json::Value Extract(const fulltext::Hit& hit) {
  json::Value pieces = json::Array();
  for (const auto& piece : hit.extract)
    pieces.Push(json::Value::MakeObject({{"text", piece.text}, {"marked", piece.marked}}));
  return pieces;
}

rt::Response AsJson(const fulltext::Found& found) {
  json::Value pages = json::Array();
  for (const auto& hit : found.hits) {
    std::string extract;
    for (const auto& piece : hit.extract) extract += piece.text;
    pages.Push(
        json::Value::MakeObject({{"address", hit.address}, {"title", hit.title}, {"extract", extract}}));
  }
  return rt::Json(json::Value::MakeObject({{"pages", std::move(pages)}, {"has_all", found.has_all}}));
}

// The page of the site, with what was found or with what must be corrected.
rt::Response Page(const Desk& desk, const rt::Request& request, const fulltext::Found* found,
                  const core::Refusals& refusals) {
  json::Value hits = json::Array();
  if (found)
    for (const auto& hit : found->hits)
      hits.Push(json::Value::MakeObject(
          {{"address", hit.address}, {"title", hit.title}, {"extract", Extract(hit)}}));
  auto model = json::Value::MakeObject(
      {{"title", desk.env.pages.Message(found ? "search.title" : "search.ask")}, {"noindex", true}});
  model.Set("here", render::Here("search"));
  model.Set("searched", found != nullptr).Set("summary", found ? Summary(desk.env, *found) : "");
  model.Set("has_found", found && !found->hits.empty()).Set("found", std::move(hits)).Set("body", "");
  return rt::FormPage(desk.env, request, "search", std::move(model), desk.card, request.form, refusals);
}

rt::Response Handle(const Desk& desk, const rt::Request& request) {
  if (request.method != "POST")
    return request.WantsJson() ? rt::NotAllowed(desk.env, request, "POST") : rt::SeeOther("/rechercher/");
  auto refusals = desk.card.Check(request.form);
  if (!refusals.empty()) return Page(desk, request, nullptr, refusals);
  const auto found = fulltext::Find(desk.env.config.site_dir + "/search.db", request.form.Get("q"), kShown);
  if (!found.has_words) return Page(desk, request, nullptr, {{core::Kind::kInvalid, "q", "q.signs"}});
  return request.WantsJson() ? AsJson(found) : Page(desk, request, &found, {});
}

}  // namespace

rt::Function Make(rt::Env& env) {
  return {.handle = [desk = std::make_shared<Desk>(env)](
                        const rt::Request& request) { return Handle(*desk, request); },
          .receive = {}};
}

}  // namespace search

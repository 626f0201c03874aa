#include "functions/members/members.h"

#include "domain/access/prolonging.h"
#include "functions/members/office.h"
#include "runtime/contract/session_over.h"

namespace members {
namespace {

constexpr const char* kForms[] = {"edit",   "headcount", "accept", "decline", "note",  "sign",
                                  "notify", "amend",     "notice", "end",     "keep",  "give_back",
                                  "erase",  "ask_again", "adopt",  "reader",  "change"};

// The form of what is done: keep, erase and ask_again only ask whether it is meant.
std::string CardOf(const std::string& what) {
  if (what == "add" || what == "edit") return "member";
  const bool plain = what == "keep" || what == "erase" || what == "ask_again";
  return "member_" + (plain ? "confirm" : what);
}

json::Value KindChoices(const rt::Env& env) {
  json::Value choices = json::Array();
  for (const auto& kind : membership::Kinds())
    choices.Push(
        json::Value::MakeObject({{"value", kind}, {"label", env.pages.Message("membership.kind." + kind)}}));
  return choices;
}

std::map<std::string, form::Card> Cards(const rt::Env& env) {
  std::map<std::string, form::Card> cards;
  const auto member = rt::ReadCard(env, "member").WithChoices("kind", KindChoices(env));
  cards.emplace("add", member);
  for (const std::string what : kForms)
    cards.emplace(what, what == "edit" ? member : rt::ReadCard(env, CardOf(what)));
  return cards;
}

rt::Response Show(const Visit& visit, const membership::Member* member) {
  const auto& query = visit.request.query;
  const std::string what = query.Get("do"), paper = query.Get("paper");
  if (what.empty() && !member && query.Has("opinions")) return ShowOpinions(visit);
  if (const auto& format = query.Get("export"); !format.empty()) return Export(visit, format);
  if (what.empty() && !member && query.Has("changes")) return ShowChanges(visit);
  if (what.empty() && !member) return ShowList(visit);
  if (what.empty() && paper == "deliberation") return ShowDeliberation(visit, *member);
  if (what.empty() && !paper.empty()) return ShowPaper(visit, *member, paper, query.Get("format"));
  if (what.empty()) return ShowMember(visit, *member);
  return ShowForm(visit, member, what, Known(visit, member, what), {});
}

rt::Response Handle(const Office& office, const rt::Request& request) {
  auto db = office.env.db.Take();
  const auto id = people::FindSubject(*db, people::SessionKind::kDesk,
                                      request.Cookie(rt::CookieName(office.env, "desk")), office.env.now());
  auto account = id ? people::FindAccount(*db, *id) : std::nullopt;
  if (!account) {
    const auto& slug = request.query.Get("member");
    return rt::SessionOver(office.env, request,
                           slug.empty() ? "/f/members" : "/f/members?member=" + rt::EncodeQuery(slug));
  }
  if (!account->Is("manager"))
    return rt::Refused(office.env, request, {core::Kind::kForbidden, "", "members.forbidden"});
  const Visit visit{office, request, *db, std::move(*account), office.env.now()};
  const auto& slug = request.query.Get("member");
  std::optional<membership::Member> member;
  if (!slug.empty()) {
    member = membership::FindMemberBySlug(*db, slug);
    if (!member)
      return rt::Refused(office.env, request, {core::Kind::kNotFound, "member", "membership.unknown"});
  }
  const auto* const found = member ? &*member : nullptr;
  return request.method == "POST" ? Post(visit, found) : Show(visit, found);
}

}  // namespace

Office::Office(rt::Env& environment)
    : env(environment),
      scheme(scheme::Scheme::Read(env.config.SchemeFile(), env.config.SchemesFolder())),
      rules(membership::Rules::Of(scheme)),
      cards(Cards(env)),
      opinion(rt::ReadCard(env, "member_feedback")) {}

json::Value Model(const Visit& visit, std::string_view title) {
  return json::Value::MakeObject(
      {{"layout", "desk"},
       {"title", title},
       {"account_name", visit.account.name},
       {"session_ends",
        people::NearDeskEnd(visit.db, visit.request.Cookie(rt::CookieName(visit.office.env, "desk")),
                            visit.now)},
       {"here", render::Here("members", visit.request.query.Items().empty() ? "page" : "true")},
       {"exit_button", false},
       {"noindex", true}});
}

std::string Address(const membership::Member& member, std::string_view more) {
  return "/f/members?member=" + member.slug + std::string(more);
}

rt::Function Make(rt::Env& env) {
  auto office = std::make_shared<const Office>(env);
  return {.handle = [office](const rt::Request& request) { return Handle(*office, request); }, .receive = {}};
}

}  // namespace members

#include "functions/figures/figures.h"

#include <algorithm>

#include "domain/access/prolonging.h"
#include "domain/casefile/journal.h"
#include "domain/figures/publication.h"
#include "functions/figures/office.h"
#include "runtime/contract/attachment.h"
#include "runtime/contract/session_over.h"

namespace figures_page {

using namespace bilan;

rt::Function Serve(rt::Env& env);

namespace {

// One request of a person signed in.
struct Visit {
  const Office& office;
  const rt::Request& request;
  Visitor visitor;
};

json::Value Model(const Visit& visit, const std::string& title) {
  return json::Value::MakeObject(
      {{"layout", "desk"},
       {"title", title},
       {"account_name", visit.visitor.account.name},
       {"session_ends",
        people::NearDeskEnd(visit.visitor.db, visit.request.Cookie(rt::CookieName(visit.office.env, "desk")),
                            visit.visitor.now)},
       {"manages", visit.visitor.IsManager()},
       {"here", render::Here("figures", "page")},
       {"exit_button", false},
       {"noindex", true}});
}

std::int64_t ThisYear(const Visit& visit) {
  return static_cast<int>(std::chrono::year_month_day{core::LocalDay(visit.visitor.now)}.year());
}

json::Value Options(const Visit& visit, const std::vector<Choice>& choices, const Choice& chosen,
                    const std::vector<std::int64_t>& years, std::int64_t year) {
  json::Value of = json::Array(), when = json::Array();
  for (const auto& one : choices)
    of.Push(
        json::Value::MakeObject({{"value", one.of}, {"label", one.name}, {"selected", one.of == chosen.of}}));
  for (const auto one : years)
    when.Push(json::Value::MakeObject({{"value", one}, {"selected", one == year}}));
  const auto published = figures::Published(visit.visitor.db);
  return json::Value::MakeObject(
      {{"has_choices", choices.size() > 1},
       {"choices", std::move(of)},
       {"years", std::move(when)},
       {"may_publish", visit.visitor.IsManager() && chosen.of == "cdg"},
       {"is_running", year >= ThisYear(visit)},
       {"is_published", std::find(published.begin(), published.end(), year) != published.end()}});
}

// The page without figures: not given the key yet, or nothing published.
rt::Response Nothing(const Visit& visit, const Choice& choice, const std::string& why) {
  if (visit.request.WantsJson())
    return rt::Refused(visit.office.env, visit.request, {core::Kind::kConflict, "", "figures." + why});
  auto model = Model(visit, visit.office.Say("title"));
  model.Set("name", choice.name).Set("message", visit.office.Say(why));
  return rt::Html(visit.office.env, "figures_none", model);
}

rt::Response Show(const Visit& visit) {
  const auto& env = visit.office.env;
  const auto choices = ChoicesFor(visit.office, visit.visitor);
  const auto& of = visit.request.query.Get("of");
  const auto chosen = std::find_if(choices.begin(), choices.end(),
                                   [&](const auto& one) { return of.empty() || one.of == of; });
  if (chosen == choices.end())
    return rt::Refused(env, visit.request, {core::Kind::kForbidden, "", "figures.not_yours"});
  const auto facets = CountedFor(visit.office, visit.visitor, *chosen);
  if (!facets) return Nothing(visit, *chosen, "waiting");
  const auto years = YearsFor(visit.visitor, *chosen, *facets);
  if (years.empty()) return Nothing(visit, *chosen, "unpublished");
  const auto& asked = visit.request.query.Get("year");
  const auto found = std::find_if(years.begin(), years.end(),
                                  [&](auto year) { return asked.empty() || std::to_string(year) == asked; });
  if (found == years.end())
    return rt::Refused(env, visit.request, {core::Kind::kNotFound, "", "figures.year_unknown"});
  const auto shown = ShownFor(visit.office, visit.visitor, *chosen, *facets, *found);
  if (const auto& format = visit.request.query.Get("format"); !format.empty()) {
    auto file = FileOf(visit.office, shown, format);
    return file ? rt::Attachment(std::move(file->type), std::move(file->bytes), file->name)
                : rt::Refused(env, visit.request, {core::Kind::kNotFound, "", "figures.format_unknown"});
  }
  if (visit.request.WantsJson()) {
    json::Value list = json::Array();
    for (const auto year : years) list.Push(year);
    auto told = PageJson(visit.office, shown);
    return rt::Json(told.Set("years", std::move(list)));
  }
  auto model = Model(visit, visit.office.Say("title") + " " + std::to_string(*found));
  for (const auto& part : {PageModel(visit.office, shown), Options(visit, choices, *chosen, years, *found)})
    for (const auto& [key, value] : part.Members()) model.Set(key, value);
  return rt::Html(env, "figures", model);
}

rt::Response Publish(const Visit& visit) {
  const auto& env = visit.office.env;
  const auto& form = visit.request.form;
  if (!visit.visitor.IsManager())
    return rt::Refused(env, visit.request, {core::Kind::kForbidden, "", "figures.not_yours"});
  const bool publish = form.Get("action") == "publish";
  if (!publish && form.Get("action") != "unpublish")
    return rt::Refused(env, visit.request, {core::Kind::kInvalid, "action", "figures.action_unknown"});
  const auto& text = form.Get("year");
  const bool is_year = text.size() == 4 && text.find_first_not_of("0123456789") == std::string::npos;
  const auto year = is_year ? std::stoll(text) : 0;
  if (year < 2000 || year > ThisYear(visit))
    return rt::Refused(env, visit.request, {core::Kind::kInvalid, "year", "figures.year_unknown"});
  if (publish && year >= ThisYear(visit))
    return rt::Refused(env, visit.request, {core::Kind::kConflict, "year", "figures.year_running"});
  store::Transaction transaction(visit.visitor.db);
  publish ? figures::Publish(visit.visitor.db, year, core::LocalDay(visit.visitor.now))
          : figures::Unpublish(visit.visitor.db, year);
  casefile::Append(visit.visitor.db,
                   {env.now(), visit.visitor.account.id, 0,
                    json::Value::MakeObject({{"what", publish ? "figures_published" : "figures_unpublished"},
                                             {"who", visit.visitor.account.login},
                                             {"detail", text}})},
                   nullptr);
  transaction.Commit();
  if (visit.request.WantsJson())
    return rt::Json(json::Value::MakeObject({{"year", std::int64_t{year}}, {"published", publish}}));
  return rt::SeeOther("/f/figures?of=cdg&year=" + text);
}

rt::Response Handle(const Office& office, const rt::Request& request) {
  auto db = office.env.db.Take();
  auto session = people::FindSession(*db, people::SessionKind::kDesk,
                                     request.Cookie(rt::CookieName(office.env, "desk")), office.env.now());
  auto account = session ? people::FindAccount(*db, session->subject_id) : std::nullopt;
  if (!account) return rt::SessionOver(office.env, request, "/f/figures");
  const Visit visit{office, request, {*db, std::move(*account), std::move(session->keys), office.env.now()}};
  return request.method == "POST" ? Publish(visit) : Show(visit);
}

}  // namespace

rt::Function Serve(rt::Env& env) {
  auto office = std::make_shared<const Office>(env);
  return {.handle = [office](const rt::Request& request) { return Handle(*office, request); }, .receive = {}};
}

}  // namespace figures_page

namespace figures {

rt::Function Make(rt::Env& env) { return figures_page::Serve(env); }

}  // namespace figures

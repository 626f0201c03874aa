#include "functions/retention/retention.h"

#include <algorithm>

#include "domain/access/prolonging.h"
#include "functions/retention/office.h"
#include "lib/office/office.h"
#include "runtime/contract/attachment.h"
#include "runtime/contract/session_over.h"

namespace retention {
namespace {

constexpr const char* kOdt = "application/vnd.oasis.opendocument.text";

// A paper as a file; none when there is no such paper or format.
std::optional<rt::Response> File(const Visit& visit, const std::string& paper, const std::string& format) {
  if (!paperwork::IsPaper(paper)) return std::nullopt;
  const paperwork::Of of{visit.office.env.config, visit.office.scheme, visit.now};
  const auto erased = paperwork::ReadErased(visit.db);
  if (paperwork::NeedsErasures(paper) && erased.all.empty())
    return rt::Refused(visit.office.env, visit.request,
                       {core::Kind::kNotFound, "paper", "retention.nothing"});
  const auto name = paper + "-" + core::IsoDay(core::LocalDay(visit.now)) + "." + format;
  if (format == "odt")
    return rt::Attachment(kOdt, office::WriteOdt(paperwork::Write(of, paper, erased)), name);
  if (format == "pdf")
    return rt::Attachment("application/pdf", visit.office.printer.Print(paperwork::Write(of, paper, erased)),
                          name);
  if (format == "csv" && paper == "elimination")
    return rt::Attachment("text/csv; charset=utf-8", paperwork::EliminationCsv(of, erased), name);
  return std::nullopt;
}

rt::Response Page(const Visit& visit) {
  auto cases = visit.Reads() ? OwnCases(visit) : json::Value(json::Array());
  auto model = json::Value::MakeObject({{"cases", std::move(cases)}});
  const bool manages = visit.account.Is("manager");
  const auto office = manages ? ForManager(visit) : json::Object();
  for (const auto& [name, value] : office.Members()) model.Set(name, value);
  if (visit.request.WantsJson()) return rt::Json(AsJson(model, manages));
  const auto& pages = visit.office.env.pages;
  model.Set("layout", "desk").Set("title", pages.Message("retention.title"));
  model.Set("session_ends",
            people::NearDeskEnd(visit.db, visit.request.Cookie(rt::CookieName(visit.office.env, "desk")),
                                visit.now));
  model.Set("account_name", visit.account.name).Set("exit_button", false).Set("noindex", true);
  model.Set("reads", visit.Reads()).Set("manages", manages).Set("here", render::Here("retention", "page"));
  model.Set("has_cases", !model["cases"].Items().empty());
  return rt::Html(visit.office.env, "retention", model);
}

rt::Response Handle(const Office& office, const rt::Request& request) {
  const auto& env = office.env;
  if (request.method != "GET") return rt::NotAllowed(env, request, "GET, HEAD");
  auto db = env.db.Take();
  const auto session = people::FindSession(*db, people::SessionKind::kDesk,
                                           request.Cookie(rt::CookieName(env, "desk")), env.now());
  const auto account = session ? people::FindAccount(*db, session->subject_id) : std::nullopt;
  if (!account) return rt::SessionOver(env, request, "/f/retention");
  const Visit visit{office, request, *db, *account, session->keys, env.now()};
  const auto forbidden = core::Refusal{core::Kind::kForbidden, "", "retention.forbidden"};
  const auto& paper = request.query.Get("paper");
  if (paper.empty())
    return visit.Reads() || account->Is("manager") ? Page(visit) : rt::Refused(env, request, forbidden);
  if (!account->Is("manager")) return rt::Refused(env, request, forbidden);
  auto file = File(visit, paper, request.query.Get("format"));
  return file ? *file : rt::Refused(env, request, {core::Kind::kNotFound, "paper", "retention.paper"});
}

}  // namespace

rt::Function Make(rt::Env& env) {
  auto office = std::make_shared<const Office>(env);
  return {.handle = [office](const rt::Request& request) { return Handle(*office, request); }, .receive = {}};
}

}  // namespace retention

// The list: what waits, what is late, what is new.
#include <algorithm>

#include "domain/casefile/joining.h"
#include "functions/case_desk/desk.h"
#include "lib/core/text.h"
#include "runtime/contract/paging.h"

namespace case_desk {
namespace {

constexpr std::string_view kArchive = "archive";  // of the filter by state: cases that are kept apart

std::string KindLabels(const Desk& desk, const casefile::Header& header) {
  std::string labels;
  for (const auto& kind : header.kinds)
    labels += (labels.empty() ? "" : ", ") + desk.report.ChoiceLabel("kinds", kind);
  return labels;
}

bool OnlyUnread(const Visit& visit) {
  const auto& asked = visit.request.query.Get("unread");
  return !asked.empty() && asked != "0" && asked != "false";
}

// Every word that was searched stands in the number, the collectivité or the kinds of the case.
bool HasWords(const Visit& visit, const casefile::Listed& listed, const std::vector<std::string>& words) {
  if (words.empty()) return true;
  const std::string hay =
      core::Fold(listed.number + " " + listed.collectivite + " " + KindLabels(visit.desk, listed.header));
  return std::all_of(words.begin(), words.end(),
                     [&](const auto& word) { return hay.find(word) != std::string::npos; });
}

bool Matches(const Visit& visit, const casefile::Listed& listed, const std::vector<std::string>& words) {
  if (!HasWords(visit, listed, words)) return false;
  const auto& state = visit.request.query.Get("state");
  if (IsArchived(visit, listed.header) != (state == kArchive)) return false;
  if (!state.empty() && state != kArchive && listed.header.state != state) return false;
  return !OnlyUnread(visit) || listed.unread > 0;
}

using Links = std::map<std::string, std::vector<std::string>>;

std::vector<std::string> LinksOf(const Links& links, const std::string& number) {
  const auto found = links.find(number);
  return found == links.end() ? std::vector<std::string>{} : found->second;
}

json::Value RowModel(const Visit& visit, const casefile::Listed& listed, const Links& all) {
  auto row = DeadlineModel(visit, listed.header);
  row.Set("number", listed.number).Set("collectivite", listed.collectivite);
  row.Set("received", core::FrenchDay(listed.received_on));
  row.Set("age", static_cast<std::int64_t>((visit.Today() - listed.received_on).count()));
  row.Set("state", visit.desk.scheme.StateLabel(listed.header.state));
  row.Set("kinds", KindLabels(visit.desk, listed.header));
  row.Set("unread", listed.unread).Set("has_unread", listed.unread > 0).Set("urgent", listed.header.urgent);
  row.Set("waits_for_identity", listed.header.identity_asked);
  std::string links;
  for (const auto& number : LinksOf(all, listed.number)) links += (links.empty() ? "" : ", ") + number;
  row.Set("has_links", !links.empty()).Set("links", links);
  return row;
}

json::Value RowJson(const casefile::Listed& listed, const Links& all) {
  const auto due = listed.header.Deadline();
  json::Value links = json::Array();
  for (const auto& number : LinksOf(all, listed.number)) links.Push(number);
  return json::Value::MakeObject({{"id", listed.number},
                                  {"collectivite", listed.collectivite},
                                  {"received_on", core::IsoDay(listed.received_on)},
                                  {"state", listed.header.state},
                                  {"deadline", due ? json::Value(core::IsoDay(*due)) : json::Value()},
                                  {"unread", listed.unread},
                                  {"links", std::move(links)}});
}

json::Value StateFilter(const Visit& visit) {
  json::Value states = json::Array();
  for (const auto& state : visit.desk.scheme.States())
    states.Push(json::Value::MakeObject({{"value", state},
                                         {"label", visit.desk.scheme.StateLabel(state)},
                                         {"selected", visit.request.query.Get("state") == state}}));
  if (visit.desk.scheme.KeepingOf("archive").count > 0)
    states.Push(json::Value::MakeObject({{"value", kArchive},
                                         {"label", visit.desk.env.pages.Message("desk.state.archive")},
                                         {"selected", visit.request.query.Get("state") == kArchive}}));
  return states;
}

// The rest of the address of another page of the same search.
std::string PageQuery(const Visit& visit, std::size_t page) {
  return rt::PageQuery(visit.request, page, {"state", "q"}) + (OnlyUnread(visit) ? "&unread=1" : "");
}

json::Value Callbacks(const Visit& visit, bool as_json) {
  json::Value wishes = json::Array();
  for (const auto& wish : casefile::CallbacksFor(visit.db, visit.account, visit.keys)) {
    const std::string mode = wish.wish.Text("mode"), typed = wish.wish.Text("slot");
    const std::string slot = typed.empty() ? "any" : typed;
    auto row = json::Value::MakeObject({{"id", wish.id}, {"number", wish.number}});
    row.Set("asked_on", as_json ? core::IsoDay(wish.asked_on) : core::FrenchDay(wish.asked_on));
    row.Set("phone", wish.wish.Text("phone"));
    row.Set("slot", as_json ? slot : visit.desk.report.ChoiceLabel("callback.slot", slot));
    row.Set(as_json ? "mode" : "video", as_json ? json::Value(mode) : json::Value(mode == "video"));
    wishes.Push(std::move(row));
  }
  return wishes;
}

}  // namespace

rt::Response ShowList(const Visit& visit) {
  auto cases = casefile::ListFor(visit.db, visit.account, visit.keys);
  const auto all = cases.size();
  const auto words = core::Words(visit.request.query.Get("q"));
  std::erase_if(cases, [&](const auto& listed) { return !Matches(visit, listed, words); });
  const auto paging = rt::PagingOf(visit.request, cases.size());

  json::Value rows = json::Array();
  const bool as_json = visit.request.WantsJson();
  const auto links = casefile::LinkedNumbers(visit.db, visit.account, visit.keys);
  for (auto i = paging.first; i < paging.last; ++i)
    rows.Push(as_json ? RowJson(cases[i], links) : RowModel(visit, cases[i], links));
  if (as_json)
    return rt::Json(json::Value::MakeObject({{"cases", rows},
                                             {"page", paging.page},
                                             {"pages", paging.pages},
                                             {"total", cases.size()},
                                             {"callbacks", Callbacks(visit, true)}}));

  auto model = DeskModel(visit, visit.desk.env.pages.Message("desk.list.title"));
  const auto wishes = Callbacks(visit, false);
  const bool reads =
      visit.account.Is("referent") || visit.account.Is("substitute") || visit.account.Is("provider");
  model.Set("takes_reports", reads).Set("manages", visit.account.Is("manager"));
  model.Set("tells_incidents",
            visit.account.Is("referent") || visit.account.Is("substitute") || visit.account.Is("authority"));
  model.Set("sees_orders", all > 0 && visit.desk.scheme.ActNamed(casefile::kRequest) != nullptr);
  model.Set("holds_no_case",
            all == 0 && !reads && (visit.account.Is("manager") || visit.account.Is("committee")));
  const auto sees_figures = [&](const char* role) { return visit.account.Is(role); };
  model.Set("sees_figures", sees_figures("referent") || sees_figures("substitute") ||
                                sees_figures("manager") || sees_figures("committee"));
  model.Set("cases", rows)
      .Set("has_cases", !cases.empty())
      .Set("total", cases.size())
      .Set("nothing_at_all", all == 0);
  model.Set("q", visit.request.query.Get("q"))
      .Set("only_unread", OnlyUnread(visit))
      .Set("states", StateFilter(visit));
  rt::SetPaging(model, paging, [&](std::size_t page) { return PageQuery(visit, page); });
  model.Set("callbacks", wishes).Set("has_callbacks", !wishes.Items().empty());
  return rt::Html(visit.desk.env, "desk_list", model);
}

rt::Response FinishCallback(const Visit& visit) {
  if (visit.request.form.Get("action") != "callback_done")
    return rt::Refused(visit.desk.env, visit.request,
                       {core::Kind::kInvalid, "action", "desk.action_unknown"});
  auto done = casefile::CallbackDone(visit.db, visit.account, visit.request.form.Get("callback"), visit.now);
  if (!done) return rt::Refused(visit.desk.env, visit.request, done.error());
  if (visit.request.WantsJson()) return rt::Json(json::Value::MakeObject({{"done", true}}));
  return rt::SeeOther("/f/case_desk");
}

}  // namespace case_desk

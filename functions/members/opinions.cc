// What the members think of the dispositif, a year: who was asked, who answered what.
#include "domain/membership/opinions.h"

#include <algorithm>

#include "functions/members/office.h"
#include "lib/core/sentence.h"
#include "lib/core/text.h"

namespace members {
namespace {

using membership::Opinion;

// The questions that have choices, in the order of the form.
std::vector<std::string> Questions(const Visit& visit) {
  auto names = visit.office.opinion.Names();
  std::erase_if(names, [](const auto& name) { return name == "t" || name == "words"; });
  return names;
}

std::string AnswerOf(const Visit& visit, const Opinion& opinion, const std::string& question) {
  const auto answer = opinion.answers.Text(question);
  return answer.empty() ? "" : visit.office.opinion.ChoiceLabel(question, answer);
}

json::Value RowModel(const Visit& visit, const Opinion& opinion) {
  json::Value answers = json::Array();
  for (const auto& question : Questions(visit))
    if (const auto answer = AnswerOf(visit, opinion, question); !answer.empty())
      answers.Push(
          json::Value::MakeObject({{"question", visit.office.opinion.Label(question)}, {"answer", answer}}));
  return json::Value::MakeObject({{"name", opinion.name},
                                  {"slug", opinion.slug},
                                  {"asked", core::FrenchDay(opinion.asked_on)},
                                  {"given", opinion.given_on ? core::FrenchDay(*opinion.given_on) : ""},
                                  {"answers", std::move(answers)},
                                  {"has_words", !opinion.words.empty()},
                                  {"words", opinion.words}});
}

json::Value RowJson(const Opinion& opinion) {
  return json::Value::MakeObject({{"member", opinion.slug},
                                  {"asked_on", core::IsoDay(opinion.asked_on)},
                                  {"given_on", DayOrNull(opinion.given_on)},
                                  {"answers", opinion.answers},
                                  {"words", opinion.words}});
}

sheet::Table TableOf(const Visit& visit, int year, const std::vector<Opinion>& opinions) {
  const auto say = [&](const char* key) { return visit.Say(std::string("members.opinions.") + key); };
  sheet::Table table;
  table.title = visit.Say("members.title.opinions") + " " + std::to_string(year);
  table.columns = {say("member"), say("asked_on"), say("given_on")};
  for (const auto& question : Questions(visit)) table.columns.push_back(visit.office.opinion.Label(question));
  table.columns.push_back(visit.office.opinion.Label("words"));
  for (const auto& one : opinions) {
    auto& row = table.rows.emplace_back();
    row = {one.name, one.asked_on};
    row.push_back(one.given_on ? sheet::Cell(*one.given_on) : sheet::Cell());
    for (const auto& question : Questions(visit)) row.emplace_back(AnswerOf(visit, one, question));
    row.emplace_back(one.words);
  }
  return table;
}

// What an asking gave: how many mails, as its address says.
std::string Asked(const Visit& visit) {
  const auto& mails = visit.request.query.Get("asked");
  return mails == "0" ? visit.Say("members.opinions.asked.none")
                      : core::Filled(visit.Say("members.opinions.asked.some"), {{"%n", core::Digits(mails)}});
}

}  // namespace

rt::Response ShowOpinions(const Visit& visit) {
  const auto& query = visit.request.query;
  const auto years = membership::YearsOfOpinions(visit.db);
  const auto chosen = std::find_if(years.begin(), years.end(), [&](int year) {
    return query.Get("opinions").empty() || std::to_string(year) == query.Get("opinions");
  });
  const auto& format = query.Get("export");
  if (chosen == years.end() && !(query.Get("opinions").empty() && format.empty()))
    return rt::Refused(visit.office.env, visit.request,
                       {core::Kind::kNotFound, "opinions", "members.opinions.year_unknown"});
  const int year = chosen == years.end() ? 0 : *chosen;
  const auto opinions = membership::OpinionsOf(visit.db, year);
  if (!format.empty())
    return Download(visit, TableOf(visit, year, opinions), "avis-" + std::to_string(year), format);

  json::Value options = json::Array(), given = json::Array(), waiting = json::Array();
  const bool as_json = visit.request.WantsJson();
  for (const auto one : years)
    options.Push(json::Value::MakeObject({{"value", one}, {"selected", one == year}}));
  for (const auto& one : opinions)
    (one.given_on ? given : waiting).Push(as_json ? RowJson(one) : RowModel(visit, one));
  if (as_json)
    return rt::Json(json::Value::MakeObject(
        {{"year", year}, {"given", std::move(given)}, {"waiting", std::move(waiting)}}));
  auto model = Model(visit, visit.Say("members.title.opinions"));
  model.Set("was_asked", query.Has("asked")).Set("asked", Asked(visit));
  model.Set("has_years", !years.empty()).Set("years", std::move(options)).Set("year", year);
  model.Set("count",
            core::Filled(visit.Say("members.opinions.count"), {{"%s", std::to_string(given.Items().size())},
                                                               {"%n", std::to_string(opinions.size())}}));
  model.Set("has_waiting", !waiting.Items().empty()).Set("waiting", std::move(waiting));
  return rt::Html(visit.office.env, "members_opinions", model.Set("given", std::move(given)));
}

rt::Response AskOpinions(const Visit& visit) {
  store::Transaction transaction(visit.db);
  const int mails = membership::AskOpinions(visit.db, visit.office.env.worker_public_key, visit.Today());
  if (mails > 0) Log(visit, "members_asked", std::to_string(mails));
  transaction.Commit();
  if (visit.request.WantsJson()) return rt::Json(json::Value::MakeObject({{"mails", mails}}));
  return rt::SeeOther("/f/members?opinions=&asked=" + std::to_string(mails));
}

}  // namespace members

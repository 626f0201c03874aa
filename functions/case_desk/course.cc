// The course of a case on the desk: what may be done now, its forms, what was written down, letters, readers.
#include <algorithm>
#include <charconv>

#include "functions/case_desk/orders.h"
#include "lib/core/sentence.h"

namespace case_desk {
namespace {

std::string LabelOf(const Desk& desk, std::string_view act) {
  const auto* known = desk.scheme.ActNamed(act);
  return known ? known->label : std::string(act);
}

// What a condition asks for, in words.
std::string NeedOf(const Desk& desk, const std::string& condition) {
  const auto dot = std::min(condition.find('.'), condition.size());
  const auto what = condition.substr(std::min(dot + 1, condition.size()));
  const auto* consent = desk.scheme.ConsentNamed(what);
  const auto word = consent                      ? consent->text_for_reporter
                    : desk.scheme.ActNamed(what) ? LabelOf(desk, what)
                                                 : what;
  return core::Filled(desk.env.pages.Message("desk.needs." + condition.substr(0, dot)), {{"%s", word}});
}

json::Value Rows(const form::Card* card, const json::Value& content) {
  const auto fields = form::ParseJson(json::Write(content));
  return card && fields ? card->Answers(*fields) : json::Value(json::Array());
}

const form::Card* CardOf(const Desk& desk, const std::string& act) {
  const auto card = desk.acts.find(act);
  return card == desk.acts.end() ? nullptr : &card->second;
}

json::Value LetterModel(const Desk& desk, const casefile::Letter& letter) {
  const auto act = letter.content.Text("act");
  const auto& card = act == "ask_victim" ? desk.letter_victim : desk.letter_authority;
  auto model = json::Value::MakeObject({{"label", LabelOf(desk, act)}});
  model.Set("text", letter.content.Text("text")).Set("written_on", core::FrenchDay(letter.written_on));
  model.Set("is_opened", letter.opened_on.has_value());
  model.Set("opened_on", letter.opened_on ? core::FrenchDay(*letter.opened_on) : "");
  model.Set("is_answered", letter.answered_on.has_value());
  model.Set("answered_on", letter.answered_on ? core::FrenchDay(*letter.answered_on) : "");
  return model.Set("answer", Rows(&card, letter.answer.IsNull() ? json::Object() : letter.answer));
}

// The answers of a form as an act's content: a list where several were chosen.
json::Value ContentOf(const form::Card& card, const form::Fields& form) {
  json::Value content = json::Object();
  for (const auto& name : card.Names()) {
    const auto all = form.All(name);
    json::Value list = json::Array();
    for (const auto& one : all) list.Push(one);
    if (all.size() > 1)
      content.Set(name, std::move(list));
    else if (!all.empty() && !all.front().empty())
      content.Set(name, all.front());
  }
  return content;
}

// With what the case offers to choose from.
std::optional<form::Card> CardNow(const Visit& visit, const casefile::Case& file, const std::string& act,
                                  const std::string& order) {
  const auto* card = CardOf(visit.desk, act);
  return card ? std::optional(StepCard(visit, file, *card, order)) : std::nullopt;
}

rt::Response ShowLetter(const Visit& visit, const casefile::Case& file, const std::string& act,
                        const casefile::LetterMade& letter) {
  const auto& env = visit.desk.env;
  const auto link = env.config.base_url + "/f/letter?t=" + letter.token;
  if (visit.request.WantsJson())
    return rt::Json(json::Value::MakeObject(
        {{"id", file.Number()},
         {"state", file.GetHeader().state},
         {"version", file.Version()},
         {"letter", json::Value::MakeObject({{"link", link}, {"code", letter.code}})}}));
  auto model = DeskModel(visit, env.pages.Message("desk.letter.title"));
  model.Set("number", file.Number()).Set("label", LabelOf(visit.desk, act)).Set("link", link);
  model.Set("code", letter.code.substr(0, 4) + " " + letter.code.substr(4));
  return rt::Html(env, "desk_letter", model);
}

}  // namespace

rt::Response ShowAct(const Visit& visit, const casefile::Case& file, const std::string& act,
                     const form::Fields& values, const core::Refusals& refusals) {
  const auto& desk = visit.desk;
  const auto named = values.Has("order") ? values.Get("order") : visit.request.query.Get("order");
  const auto order = casefile::IsOrderStep(act) ? OrderNamed(visit, file, named) : std::nullopt;
  if (casefile::IsOrderStep(act) && desk.acts.contains(act) && !order)
    return rt::Refused(desk.env, visit.request, {core::Kind::kNotFound, "order", "order.unknown"});
  const auto card = CardNow(visit, file, act, named);
  if (!card) return rt::Refused(desk.env, visit.request, {core::Kind::kNotFound, "act", "act.unknown"});
  const bool conflict = !refusals.empty() && refusals.front().kind == core::Kind::kConflict;
  const auto& pages = desk.env.pages;
  auto model = DeskModel(visit, LabelOf(desk, act));
  model.Set("number", file.Number()).Set("version", file.Version()).Set("act", act);
  model.Set("writes_letter", casefile::WritesLetter(act)).Set("source", desk.scheme.ActNamed(act)->source);
  model.Set("has_source", !desk.scheme.ActNamed(act)->source.empty());
  model.Set("has_order", order.has_value()).Set("order", order ? std::to_string(order->n) : "");
  model.Set("order_title", order ? OrderTitle(desk, *order) : "");
  model.Set("conflict", conflict)
      .Set("conflict_message", conflict ? pages.Message(refusals.front().code) : "");
  if (conflict) {
    model.Set("form", card->View(values, {})).Set("has_errors", true);
    return rt::Html(desk.env, "desk_act", model, 409);
  }
  return rt::FormPage(desk.env, visit.request, "desk_act", std::move(model), *card, values, refusals);
}

rt::Response DoAct(const Visit& visit, casefile::Case& file, const std::string& act,
                   const form::Fields& form) {
  const auto card = CardNow(visit, file, act, form.Get("order"));
  if (!card) return rt::Refused(visit.desk.env, visit.request, {core::Kind::kNotFound, "act", "act.unknown"});
  if (HasLines(act)) return DoLines(visit, file, act, form);
  auto refusals = card->Check(form);
  auto content = ContentOf(*card, form);
  if (casefile::IsOrderStep(act) && refusals.empty()) refusals = ReadStep(visit, form, content);
  if (!refusals.empty()) return ShowAct(visit, file, act, form, refusals);
  const auto done = file.Do(visit.desk.scheme, act, content, SeenVersion(form), visit.now);
  if (done && done->letter) return ShowLetter(visit, file, act, *done->letter);
  if (done) return Done(visit, file);
  const auto names = card->Names();
  const bool of_the_form = std::find(names.begin(), names.end(), done.error().field) != names.end();
  const bool conflict = done.error().kind == core::Kind::kConflict;
  if (visit.request.WantsJson() ? conflict || !of_the_form : !conflict && !of_the_form)
    return rt::Refused(visit.desk.env, visit.request, done.error());
  // Someone else acted first, or a condition is missing: what was typed stays.
  auto fresh = casefile::Case::OpenAsReader(visit.db, visit.account, visit.keys, file.Number());
  if (!fresh) return rt::Refused(visit.desk.env, visit.request, fresh.error());
  if (act != "acknowledge") return ShowAct(visit, *fresh, act, form, {done.error()});
  const Refusal refused{act, form, {done.error()}};  // a button of the case's own page
  return ShowCase(visit, *fresh, &refused);
}

rt::Response LetIn(const Visit& visit, casefile::Case& file, const form::Fields& form) {
  const auto& typed = form.Get("reader");
  std::int64_t reader = 0;
  std::from_chars(typed.data(), typed.data() + typed.size(), reader);
  const auto done = file.LetIn(visit.desk.scheme, reader, visit.now);
  return done ? Done(visit, file) : rt::Refused(visit.desk.env, visit.request, done.error());
}

void AddCourse(const Visit& visit, const casefile::Case& file, json::Value& model) {
  const auto& desk = visit.desk;
  json::Value possible = json::Array(), waiting = json::Array(), papers = json::Array(),
              letters = json::Array(), consents = json::Array(), people = json::Array();
  for (const auto& now : file.ActsNow(desk.scheme, visit.Today())) {
    // The page has a button of its own; each order says what may be done with it.
    if (now.act->id == "acknowledge" || casefile::IsOrderStep(now.act->id)) continue;
    json::Value missing = json::Array();
    for (const auto& condition : now.missing) missing.Push(NeedOf(desk, condition));
    auto row =
        json::Value::MakeObject({{"id", now.act->id}, {"label", now.act->label}, {"missing", missing}});
    (now.missing.empty() ? possible : waiting).Push(std::move(row));
  }
  for (const auto& paper : file.Papers()) {
    if (IsOrderAct(paper.act)) continue;  // told by its order
    auto rows = Rows(CardOf(desk, paper.act), paper.content);
    if (paper.content.Has("taken_over")) {
      const auto former = paper.content.Text("taken_over");
      json::Value values = json::Array();
      values.Push(former);
      rows.Push(json::Value::MakeObject({{"label", desk.env.pages.Message("desk.taken_over")},
                                         {"value", former},
                                         {"values", std::move(values)},
                                         {"field", ""}}));
    }
    if (rows.Items().empty()) continue;
    papers.Push(json::Value::MakeObject({{"label", LabelOf(desk, paper.act)},
                                         {"name", paper.name},
                                         {"made_on", core::FrenchDay(paper.made_on)},
                                         {"answers", rows}}));
  }
  for (const auto& letter : file.Letters()) letters.Push(LetterModel(desk, letter));
  for (const auto& [id, answer] : file.GetHeader().consents)
    if (const auto* consent = desk.scheme.ConsentNamed(id))
      consents.Push(json::Value::MakeObject({{"text", consent->text_for_reporter},
                                             {"answer", desk.env.pages.Message("desk.consent." + answer)}}));
  for (const auto& person : file.Invitable(desk.scheme, visit.Today()))
    people.Push(json::Value::MakeObject({{"id", person.id}, {"name", person.name}}));
  const auto phase = desk.scheme.PhaseOf(file.GetHeader().state);
  model.Set("phase", phase).Set("has_phase", !phase.empty());
  model.Set("has_possible", !possible.Items().empty()).Set("possible", std::move(possible));
  model.Set("has_waiting", !waiting.Items().empty()).Set("waiting", std::move(waiting));
  model.Set("has_papers", !papers.Items().empty()).Set("papers", std::move(papers));
  model.Set("has_letters", !letters.Items().empty()).Set("letters", std::move(letters));
  model.Set("has_consents", !consents.Items().empty()).Set("consents", std::move(consents));
  AddOrders(visit, file, model);
  model.Set("has_people", !people.Items().empty()).Set("people", std::move(people));
}

json::Value CourseJson(const Visit& visit, const casefile::Case& file) {
  json::Value acts = json::Array(), papers = json::Array(), letters = json::Array(),
              consents = json::Object(), people = json::Array();
  for (const auto& now : file.ActsNow(visit.desk.scheme, visit.Today())) {
    if (casefile::IsOrderStep(now.act->id)) continue;  // each order says its own
    json::Value missing = json::Array();
    for (const auto& condition : now.missing) missing.Push(condition);
    acts.Push(
        json::Value::MakeObject({{"id", now.act->id}, {"label", now.act->label}, {"missing", missing}}));
  }
  for (const auto& paper : file.Papers())
    if (!IsOrderAct(paper.act))
      papers.Push(json::Value::MakeObject({{"n", paper.n},
                                           {"act", paper.act},
                                           {"by", paper.by},
                                           {"on", core::IsoDay(paper.made_on)},
                                           {"content", paper.content}}));
  for (const auto& letter : file.Letters())
    letters.Push(json::Value::MakeObject(
        {{"act", letter.content.Text("act")},
         {"text", letter.content.Text("text")},
         {"opened_on", letter.opened_on ? json::Value(core::IsoDay(*letter.opened_on)) : json::Value()},
         {"answer", letter.answer}}));
  for (const auto& [id, answer] : file.GetHeader().consents) consents.Set(id, answer);
  for (const auto& person : file.Invitable(visit.desk.scheme, visit.Today()))
    people.Push(json::Value::MakeObject({{"id", person.id}, {"name", person.name}}));
  auto model = json::Value::MakeObject({{"rule", file.GetHeader().DeadlineRule()}});
  model.Set("acts", std::move(acts)).Set("papers", std::move(papers)).Set("letters", std::move(letters));
  model.Set("orders", OrdersJson(visit, file));
  return model.Set("consents", std::move(consents)).Set("invitable", std::move(people));
}

}  // namespace case_desk

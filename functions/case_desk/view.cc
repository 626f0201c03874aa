// One case on the screen: what it is about, what was said, what can be done now.
#include <algorithm>

#include "domain/report/record.h"
#include "functions/case_desk/desk.h"
#include "lib/vault/vault.h"

namespace case_desk {
namespace {

json::Value MessageModel(const Visit& visit, const casefile::Message& message) {
  const auto& pages = visit.desk.env.pages;
  const bool system = message.from == "system";
  auto model = json::Value::MakeObject({{"n", message.n}, {"system", system}});
  model.Set("mine", message.from != "reporter" && !system);
  model.Set("who", message.from == "reporter" ? pages.Message("desk.reporter") : message.name);
  model.Set("text", TextOf(visit.desk, message));
  model.Set("on", core::FrenchDay(message.on)).Set("on_iso", core::IsoDay(message.on));
  model.Set("is_read", message.read_on.has_value())
      .Set("read_on", message.read_on ? core::FrenchDay(*message.read_on) : "");
  return model;
}

json::Value MessageJson(const Desk& desk, const casefile::Message& message) {
  return json::Value::MakeObject(
      {{"id", message.n},
       {"from", message.from},
       {"name", message.name},
       {"text", TextOf(desk, message)},
       {"on", core::IsoDay(message.on)},
       {"read_on", message.read_on ? json::Value(core::IsoDay(*message.read_on)) : json::Value()}});
}

json::Value EvidenceModel(const casefile::EvidenceInfo& info) {
  return json::Value::MakeObject({{"id", info.id},
                                  {"name", info.name},
                                  {"type", info.type},
                                  {"size", info.size},
                                  {"kilobytes", (info.size + 1023) / 1024},
                                  {"added_on", core::IsoDay(info.added_on)},
                                  {"added", core::FrenchDay(info.added_on)}});
}

json::Value EventModel(const Visit& visit, const casefile::Event& event) {
  const auto& pages = visit.desk.env.pages;
  const bool reporter = event.who == "reporter", administrator = event.who == "administrator";
  const bool by_day = reporter || event.what == "received";
  const auto detail = DetailOf(visit.desk, event);
  return json::Value::MakeObject(
      {{"at", by_day ? core::FrenchDay(core::LocalDay(event.at)) : core::FrenchTime(event.at)},
       {"at_iso", core::IsoDay(core::LocalDay(event.at))},
       {"what", event.what},
       {"label", pages.Message("desk.event." + event.what)},
       {"who", reporter        ? pages.Message("desk.reporter")
               : administrator ? pages.Message("desk.administrator")
                               : event.who},
       {"detail", detail},
       {"has_detail", !detail.empty()}});
}

template <class Items, class Make>
json::Value List(const Items& items, Make make) {
  json::Value list = json::Array();
  for (const auto& item : items) list.Push(make(item));
  return list;
}

// A form of the page: as it was refused, or empty. A form that came too late is complete: it keeps what was
// typed, without complaint.
json::Value FormModel(const form::Card& card, std::string_view action, const Refusal* refused) {
  const bool mine = refused && refused->action == action;
  auto view = card.View(mine ? refused->values : form::Fields(),
                        mine && !refused->IsConflict() ? refused->refusals : core::Refusals(),
                        std::string(action) + "-");
  return view.Set("open", mine);
}

// What was typed into a form that the page no longer has.
json::Value Typed(const Visit& visit, const casefile::Case& file, const Refusal* refused) {
  const auto& header = file.GetHeader();
  if (!refused || !refused->IsConflict()) return json::Array();
  if (refused->action == "ask_identity" && (header.closed_on || header.identity_asked))
    return visit.desk.ask_identity.Answers(refused->values);
  if (refused->action == "hold" && header.hold) return visit.desk.hold.Answers(refused->values);
  if (refused->action == "lift_hold" && !header.hold) return visit.desk.lift_hold.Answers(refused->values);
  return json::Array();
}

rt::Response CaseJson(const Visit& visit, casefile::Case& file) {
  const auto& desk = visit.desk;
  const auto& header = file.GetHeader();
  const auto report = file.Report();
  const auto identity = file.Identity();
  const auto due = header.Deadline();
  auto answer =
      json::Value::MakeObject({{"id", file.Number()}, {"state", header.state}, {"version", file.Version()}});
  answer.Set("received_on", core::IsoDay(file.ReceivedOn()));
  answer.Set("deadline", due ? json::Value(core::IsoDay(*due)) : json::Value());
  answer.Set("facts", report["facts"]).Set("report", report);
  answer.Set("identity", identity ? *identity : json::Value()).Set("identity_asked", header.identity_asked);
  answer.Set("released_to",
             List(header.released_to, [](const auto& audience) { return json::Value(audience); }));
  answer
      .Set("messages", List(file.Messages(), [&](const auto& message) { return MessageJson(desk, message); }))
      .Set("evidence", List(file.Evidence(), EvidenceModel));
  answer.Set("notes", List(file.Notes(), [&](const auto& note) { return MessageJson(desk, note); }));
  answer.Set("history", List(file.History(), [](const auto& event) {
               return json::Value::MakeObject({{"on", core::IsoDay(core::LocalDay(event.at))},
                                               {"what", event.what},
                                               {"who", event.who},
                                               {"detail", event.detail}});
             }));
  for (const auto& part : {CourseJson(visit, file), TogetherJson(file), KeepingJson(visit, file)})
    for (const auto& [name, value] : part.Members()) answer.Set(name, value);
  return rt::Json(answer);
}

}  // namespace

rt::Response ShowCase(const Visit& visit, casefile::Case& file, const Refusal* refused) {
  const auto& desk = visit.desk;
  const auto& pages = desk.env.pages;
  file.View(visit.now);
  file.MarkRead(visit.Today());
  if (!refused && visit.request.WantsJson()) return CaseJson(visit, file);
  const auto& header = file.GetHeader();
  const auto identity = file.Identity();
  const bool closed = header.closed_on.has_value();
  auto model = DeskModel(visit, pages.Message("desk.case.title") + " " + file.Number());
  const auto deadline = DeadlineModel(visit, header);
  for (const auto& [key, value] : deadline.Members()) model.Set(key, value);
  model.Set("number", file.Number()).Set("version", file.Version()).Set("once", vault::RandomToken());
  model.Set("received", core::FrenchDay(file.ReceivedOn()))
      .Set("state", desk.scheme.StateLabel(header.state));
  model.Set("urgent", header.urgent).Set("concerns_authority", header.concerns_authority);
  model.Set("acknowledged", header.acknowledged_on.has_value()).Set("closed", closed);
  model.Set("outcome", header.outcome.empty() ? "" : desk.scheme.OutcomeLabel(header.outcome))
      .Set("reason", header.reason);
  model.Set("answers", ReportAnswers(desk, file.Report()));
  model.Set("identity_known", identity.has_value()).Set("identity_exists", header.has_identity);
  model.Set("identity_released", !header.released_to.empty());
  model.Set("identity", identity ? IdentityAnswers(desk, *identity) : json::Value(json::Array()));
  const bool is_signed =
      std::find(header.done.begin(), header.done.end(), "sign_record") != header.done.end();
  model.Set("has_record", is_signed && report::RecordGoesTo(desk.scheme, file));
  model.Set("identity_asked", header.identity_asked)
      .Set("can_ask_identity", !identity && !header.identity_asked && !closed);
  const auto evidence = List(file.Evidence(), EvidenceModel);
  const auto notes = List(file.Notes(), [&](const auto& note) { return MessageModel(visit, note); });
  const auto messages =
      List(file.Messages(), [&](const auto& message) { return MessageModel(visit, message); });
  model.Set("has_evidence", !evidence.Items().empty()).Set("evidence", evidence);
  model.Set("has_notes", !notes.Items().empty()).Set("notes", notes);
  model.Set("has_messages", !messages.Items().empty()).Set("messages", messages);
  model.Set("history", List(file.History(), [&](const auto& event) { return EventModel(visit, event); }));
  model.Set("callback_asked", header.callback_asked);
  model.Set("readers", List(file.ReadersNow(), [](const auto& reader) { return json::Value(reader.name); }));

  model.Set("message_form", FormModel(desk.message, "message", refused));
  model.Set("ask_identity_form", FormModel(desk.ask_identity, "ask_identity", refused));
  AddCourse(visit, file, model);
  AddTogether(visit, file, model);
  AddKeeping(visit, file, model);
  model.Set("hold_form", FormModel(desk.hold, "hold", refused));
  model.Set("lift_hold_form", FormModel(desk.lift_hold, "lift_hold", refused));
  model.Set("note_form", FormModel(desk.note, "note", refused));

  const bool conflict = refused && refused->IsConflict();
  const auto typed = Typed(visit, file, refused);
  model.Set("has_typed", !typed.Items().empty()).Set("typed", typed);
  model.Set("has_errors", refused != nullptr).Set("conflict", conflict);
  model.Set("conflict_message", conflict ? pages.Message(refused->refusals.front().code) : "");
  json::Value errors = json::Array();
  if (refused && !conflict) errors = model[refused->action + "_form"]["errors"];
  model.Set("errors", errors).Set("has_field_errors", !errors.Items().empty());
  return rt::Html(desk.env, "desk_case", model, conflict ? 409 : refused ? 422 : 200);
}

}  // namespace case_desk

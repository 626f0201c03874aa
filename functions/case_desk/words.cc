// What a case holds, in the words of those who read it: the service's own messages, events, and answers.
#include <algorithm>
#include <array>

#include "domain/report/told.h"
#include "functions/case_desk/desk.h"
#include "lib/core/sentence.h"

namespace case_desk {
namespace {

// "first\nrest" in two.
std::pair<std::string, std::string> Split(const std::string& text) {
  const auto line = std::min(text.find('\n'), text.size());
  return {text.substr(0, line), text.substr(std::min(line + 1, text.size()))};
}

// What the reporter was told of an act.
std::string ActText(const Desk& desk, const std::string& act, const std::string& told) {
  const auto* known = desk.scheme.ActNamed(act);
  const std::string label = known ? known->told : "";
  return label.empty() || told.empty() ? label + told : label + "\n" + told;
}

std::string AudienceLabels(const Desk& desk, const std::string& audiences) {
  std::string labels;
  for (const auto& audience : desk.scheme.Audiences())
    if (audiences.find(audience) != std::string::npos)
      labels += (labels.empty() ? "" : ", ") +
                report::AudienceName(
                    desk.scheme, [&](const auto& key) { return desk.env.pages.Message(key); }, audience);
  return labels;
}

}  // namespace

std::string TextOf(const Desk& desk, const casefile::Message& message) {
  if (message.from != "system") return message.text;
  const auto& pages = desk.env.pages;
  const auto [key, detail] = Split(message.text);
  constexpr std::array known{
      "system.acknowledged", "system.identity_asked", "system.state", "system.reopened",   "system.closed",
      "system.released",     "system.refused",        "system.act",   "system.consent",    "system.reader",
      "system.joined",       "system.joined_here",    "system.hold",  "system.hold_lifted"};
  if (std::find(known.begin(), known.end(), key) == known.end()) return pages.Message("desk.system.other");
  const auto [first, rest] = Split(detail);
  if (key == "system.act") return ActText(desk, first, rest);
  const bool closed = key == "system.closed", consents = key == "system.consent";
  const auto* consent = consents ? desk.scheme.ConsentNamed(first) : nullptr;
  return core::Filled(pages.Message("desk." + key + (consents ? "." + rest : "")),
                      {{"%r", closed                 ? rest
                              : key == "system.hold" ? pages.Message("retention.hold." + first)
                                                     : detail},
                       {"%s", consent  ? consent->text_for_reporter
                              : closed ? desk.scheme.OutcomeLabel(first)
                                       : desk.scheme.StateLabel(first)}});
}

std::string DetailOf(const Desk& desk, const casefile::Event& event) {
  const auto [first, rest] = Split(event.detail);
  if (event.what == "state" || event.what == "reopened") return desk.scheme.StateLabel(first) + ", " + rest;
  if (event.what == "received" && !first.empty())
    return core::Filled(desk.env.pages.Message("desk.how." + first), {{"%n", rest}});
  if (event.what == "hold") return desk.env.pages.Message("retention.hold." + first) + ", " + rest;
  if (event.what == "closed") return desk.scheme.OutcomeLabel(first);
  if (event.what == "released") return AudienceLabels(desk, event.detail);
  if (event.what == "act" || event.what == "taken_over") {
    const auto* act = desk.scheme.ActNamed(first);
    return (act ? act->label : first) + (rest.empty() ? "" : " n° " + rest);
  }
  if (event.what == "consent") return desk.env.pages.Message("desk.consent." + rest);
  return event.detail;
}

json::Value ReportAnswers(const Desk& desk, const json::Value& report) {
  const auto fields = form::ParseJson(json::Write(report));
  return fields ? desk.report.Answers(*fields) : json::Value(json::Array());
}

json::Value IdentityAnswers(const Desk& desk, const json::Value& identity) {
  form::Fields fields;
  for (const auto& [name, value] : identity.Members()) {
    const bool contact = name == "name" || name == "email" || name == "phone";
    fields.Add(contact ? "identity." + name : name, value.String());
  }
  return desk.report.Answers(fields);
}

}  // namespace case_desk

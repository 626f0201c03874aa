#include "functions/chat_poll/case_page.h"

#include <algorithm>
#include <array>

#include "lib/core/sentence.h"
#include "lib/vault/vault.h"

namespace chat_poll {
namespace {

std::string FromLabel(const View& view, const std::string& from) {
  const auto& pages = view.env.pages;
  if (from == "reporter" || from == "system") return pages.Message("case.from." + from);
  const auto label = view.scheme.RoleLabel(from);
  return label.empty() ? pages.Message("case.from.other") : label;
}

json::Value MessageModel(const View& view, const casefile::Message& message) {
  auto model = json::Value::MakeObject({{"n", message.n}, {"mine", message.from == "reporter"}});
  model.Set("from", FromLabel(view, message.from))
      .Set("text", TextOf(view, message))
      .Set("on", core::FrenchDay(message.on));
  model.Set("is_read", message.read_on.has_value());
  return model.Set("read_on", message.read_on ? core::FrenchDay(*message.read_on) : "");
}

std::string NextSentence(const View& view, const casefile::Header& header) {
  const auto due = header.Deadline();
  if (!due) return "";
  const bool late = *due < core::LocalDay(view.env.now());
  return core::Filled(view.env.pages.Message("case.next." + header.DeadlineRule() + (late ? "_late" : "")),
                      {{"%d", core::FrenchDay(*due)}});
}

// Until when it can be read; empty while that is not known.
std::string KeepingSentence(const View& view, const casefile::Header& header) {
  const auto kept = header.Kept();
  const auto term = kept ? retention::TermOf(view.scheme, *kept) : std::nullopt;
  if (!term) return "";
  return core::Filled(view.env.pages.Message("case.keeping"), {{"%d", core::FrenchDay(term->last)}});
}

void SetPair(json::Value& model, const std::string& key, const std::string& text) {
  model.Set("has_" + key, !text.empty()).Set(key, text);
}

}  // namespace

View::View(rt::Env& environment)
    : env(environment),
      scheme(scheme::Scheme::Read(env.config.SchemeFile(), env.config.SchemesFolder())),
      message(rt::ReadCard(env, "message")) {}

std::string TextOf(const View& view, const casefile::Message& message) {
  if (message.from != "system") return message.text;
  const auto line = std::min(message.text.find('\n'), message.text.size());
  const std::string key = message.text.substr(0, line);
  const std::string detail = message.text.substr(std::min(line + 1, message.text.size()));
  constexpr std::array known{
      "system.acknowledged", "system.identity_asked", "system.state", "system.reopened",   "system.closed",
      "system.released",     "system.refused",        "system.act",   "system.consent",    "system.reader",
      "system.joined",       "system.joined_here",    "system.hold",  "system.hold_lifted"};
  if (std::find(known.begin(), known.end(), key) == known.end())
    return view.env.pages.Message("case.system.other");
  const auto second = std::min(detail.find('\n'), detail.size());
  const std::string first = detail.substr(0, second),
                    rest = detail.substr(std::min(second + 1, detail.size()));
  if (key == "system.act") {
    const auto* act = view.scheme.ActNamed(first);
    const std::string told = act ? act->told : "";
    return told.empty() || rest.empty() ? told + rest : told + "\n" + rest;
  }
  const bool state = key == "system.state" || key == "system.reopened", consents = key == "system.consent";
  const auto* consent = consents ? view.scheme.ConsentNamed(first) : nullptr;
  return core::Filled(view.env.pages.Message("case." + key + (consents ? "." + rest : "")),
                      {{"%r", rest},
                       {"%s", consent                  ? consent->text_for_reporter
                              : key == "system.hold"   ? view.env.pages.Message("retention.hold." + first)
                              : state                  ? view.scheme.StateLabelForReporter(first)
                              : key == "system.closed" ? view.scheme.OutcomeLabel(first)
                                                       : detail}});
}

rt::Response CasePage(const View& view, const casefile::Case& file) {
  const auto& pages = view.env.pages;
  const auto& header = file.GetHeader();
  const bool closed = header.closed_on.has_value();
  auto model = json::Value::MakeObject(
      {{"title", pages.Message("case.title")}, {"noindex", true}, {"number", file.Number()}});
  model.Set("received_on", core::FrenchDay(file.ReceivedOn()))
      .Set("state", view.scheme.StateLabelForReporter(header.state));
  SetPair(model, "outcome", header.outcome.empty() ? "" : view.scheme.OutcomeLabel(header.outcome));
  // The scheme's own words where it has some.
  model.Set("state_sentence", closed ? pages.Message("case.now.closed")
                              : header.state == "received"
                                  ? pages.Message("case.now.received")
                                  : view.scheme.StateLabelForReporter(header.state) + ".");
  SetPair(model, "phase", view.scheme.PhaseOf(header.state));
  model.Set("phase_text", view.scheme.PhaseText(header.state));
  SetPair(model, "main", header.duplicate_of);
  model.Set("asks_feedback", closed && header.duplicate_of.empty());
  SetPair(model, "keeping", KeepingSentence(view, header));
  SetPair(model, "next_sentence", NextSentence(view, header));
  model.Set("has_next", model["has_next_sentence"]);
  // The reason of another change of state is a reader's own; the one of the closing was told to the reporter.
  SetPair(model, "reason", closed ? header.reason : "");
  model.Set("identity_asked", header.identity_asked);
  model.Set("consent_asked", std::any_of(header.consents.begin(), header.consents.end(),
                                         [](const auto& one) { return one.second == "asked"; }));
  SetPair(model, "identity_reason", header.identity_reason);
  json::Value messages = json::Array();
  for (const auto& message : file.Messages()) messages.Push(MessageModel(view, message));
  model.Set("has_messages", !messages.Items().empty()).Set("messages", std::move(messages));
  model.Set("offers_callback", view.scheme.OffersCallback());
  form::Fields once;
  once.Set("once", vault::RandomToken());
  model.Set("form", view.message.View(once, {}));
  return rt::Html(view.env, "case", model);
}

}  // namespace chat_poll

#include <algorithm>

#include "domain/scheme/checker.h"

namespace scheme {
namespace {

void CheckStart(Checker& check, const Node& start) {
  if (!check.Object(start, {"rule", "day", "text"})) return;
  check.OneOf(start["rule"], {"first_of_month_after_receipt", "first_of_chosen_month",
                              "chosen_day_or_receipt", "fixed_day"});
  if (start.value.Text("rule") == "fixed_day") check.Day(start["day"]);
  check.Text(start["text"], "Le 1er jour du mois qui suit la réception de la convention signée.");
}

void CheckNotice(Checker& check, const Node& notice) {
  if (!check.Object(notice, {"months", "when", "by", "to", "text"})) return;
  check.Whole(notice["months"], 0, 24, "3");
  check.OneOf(notice["when"], {"anniversary", "any_time_after_meeting", "before_term"});
  check.OneOf(notice["by"], {"registered_letter", "letter"});
  check.Roles(notice["to"], {"cdg", "provider", "other_party"});
  check.Text(notice["text"], "Chaque année, avec un préavis de trois mois.");
}

// Days of each reminder, and how long before a change members are told of it.
void CheckReminders(Checker& check, const Node& membership) {
  const auto reminders = membership["reminders"];
  const Checker::Words kinds = {"asked", "convention", "headcount", "notice", "term", "give_back", "erase"};
  if (!reminders.IsNull() && check.Object(reminders, kinds))
    for (const auto kind : kinds)
      if (!reminders[kind].IsNull()) check.Whole(reminders[kind], 0, 365, "30");
  if (!membership["change_notice_days"].IsNull()) check.Whole(membership["change_notice_days"], 0, 365, "30");
}

void CheckPapers(Checker& check, const Node& membership) {
  const Checker::Words parties = {"cdg", "body", "provider"};
  check.Roles(membership["parties"], parties);
  if (check.Bool(membership["certificate"]) && membership["certificate"].value.Bool())
    check.Roles(membership["certificate_flow"], parties);
  if (!membership["originals"].IsNull()) check.Whole(membership["originals"], 1, 9, "2");
  check.Bool(membership["electronic_signature"]);
  check.Bool(membership["deliberation_of_body"]);
  const auto operators = membership["deliberation_of_operator"];
  if (check.Object(operators, {"number", "date", "reason"})) {
    check.OrReason(operators, "number", [&](const Node& number) { check.Text(number, "2024-24"); });
    check.OrReason(operators, "date", [&](const Node& date) { check.Day(date); });
  }
  check.Texts(membership["documents"], 1, "délibération de la collectivité");
  if (!membership["clauses"].IsNull())
    check.Roles(membership["clauses"], {"amendment", "nullity", "no_indemnity"});
}

void CheckMembership(Checker& check, const Node& membership) {
  if (!check.Object(membership, {"open_to",
                                 "join_any_time",
                                 "parties",
                                 "certificate",
                                 "certificate_flow",
                                 "originals",
                                 "electronic_signature",
                                 "deliberation_of_body",
                                 "deliberation_of_operator",
                                 "clauses",
                                 "start",
                                 "end",
                                 "extension",
                                 "renewal",
                                 "notice",
                                 "ends_with_provider",
                                 "reminders",
                                 "change_notice_days",
                                 "documents",
                                 "representatives",
                                 "information_by",
                                 "provider_notified",
                                 "commitments_published"}))
    return;
  check.Roles(membership["open_to"], {"affiliated", "non_affiliated", "other_cdg", "named"});
  for (const char* key :
       {"join_any_time", "ends_with_provider", "provider_notified", "commitments_published"})
    check.Bool(membership[key]);
  CheckPapers(check, membership);
  CheckStart(check, membership["start"]);
  check.Day(membership["end"]);
  if (!membership["extension"].IsNull()) check.Text(membership["extension"], "si le contrat est prolongé");
  check.OneOf(membership["renewal"], {"none", "tacit_yearly"});
  CheckNotice(check, membership["notice"]);
  CheckReminders(check, membership);
  check.Texts(membership["information_by"], 0, "extranet");
  const auto people = membership["representatives"];
  if (check.Object(people, {"referents", "substitutes"}))
    for (const char* key : {"referents", "substitutes"}) check.Text(people[key], "un ou plusieurs");
}

void CheckDataProtection(Checker& check, const Node& protection) {
  if (!check.Object(protection, {"controllers", "reason", "recipients", "policy_read_by_body"})) return;
  check.OrReason(protection, "controllers", [&](const Node& list) {
    for (const auto& each :
         check.List(list, 1, "[{\"of\": \"le fichier du service\", \"who\": \"le président\"}]")) {
      if (!check.Object(each, {"of", "who"})) continue;
      check.Text(each["of"], "le fichier du service");
      check.Text(each["who"], "le président du centre de gestion");
    }
  });
  check.Texts(protection["recipients"], 0, "les référents désignés par l’autorité territoriale");
  check.Bool(protection["policy_read_by_body"]);
}

bool IsHeld(const json::Value& providers, const json::Value& lot) {
  if (!providers.IsArray()) return true;  // told elsewhere
  return std::any_of(providers.Items().begin(), providers.Items().end(), [&](const auto& provider) {
    const auto& held = provider["lots"];
    return held.IsArray() && std::find(held.Items().begin(), held.Items().end(), lot) != held.Items().end();
  });
}

// What the providers are bound to, and what is done when it is not kept.
void CheckCommitments(Checker& check, const Node& root) {
  const auto sanctions = root["sanctions"];
  if (check.Object(sanctions, {"contact", "text", "answer", "penalty"})) {
    check.Text(sanctions["contact"], "le service « dispositif de signalement » du CDG62");
    check.Text(sanctions["text"], "Signalez-nous une prestation mal exécutée.");
    if (!sanctions["penalty"].IsNull())
      check.Text(sanctions["penalty"], "CCAP, article 12 : 50 € par jour ouvré de retard");
    const auto answer = sanctions["answer"];
    if (check.Object(answer, {"count", "unit", "source"})) {
      check.Whole(answer["count"], 1, 90, "15");
      check.OneOf(answer["unit"], {"days", "working_days"});
      check.Text(answer["source"], "CCAG-FCS de 2021, article 14.1.1");
    }
  }
  const bool published = root["membership"]["commitments_published"].value == json::Value(true);
  const auto commitments = check.List(root["commitments"], published ? 1 : 0, "[{\"id\": \"access\", …}]");
  check.Ids(commitments);
  for (const auto& each : commitments) {
    if (!check.Object(each, {"id", "lot", "text", "clock", "source"})) continue;
    check.Text(each["text"], "Ouvrir le service à toute heure, tous les jours");
    check.Text(each["source"], "convention, article 4.3");
    if (!each["clock"].IsNull()) check.OneOf(each["clock"], Clocks());
    if (check.OneOf(each["lot"], {"tool", "services"}) && !IsHeld(root["providers"].value, each["lot"].value))
      check.Fault(each["lot"], "a lot that one of the providers holds", "\"services\"");
  }
}

void CheckGovernance(Checker& check, const Node& root) {
  CheckCommitments(check, root);
  const auto governance = root["governance"];
  if (!governance.IsNull() &&
      check.Object(governance, {"committee", "meetings_per_year", "may_be_seized", "agenda"})) {
    check.Text(governance["committee"], "comité de pilotage du contrat");
    check.Whole(governance["meetings_per_year"], 1, 12, "1");
    check.Bool(governance["may_be_seized"]);
    check.Texts(governance["agenda"], 1, "bilan chiffré, en tableur");
  }
  const auto label = root["label"];
  if (!label.IsNull() && check.Object(label, {"name", "years", "audit_after_years"})) {
    check.Text(label["name"], "label Diversité");
    check.Whole(label["years"], 1, 10, "4");
    check.Whole(label["audit_after_years"], 1, 10, "2");
  }
}

// With whom the scheme was bought, for whom it works, what it hands out.
void CheckReach(Checker& check, const Node& root) {
  const auto group = root["purchasing_group"];
  if (!group.IsNull() && check.Object(group, {"members", "since"})) {
    check.Texts(group["members"], 2, "CDG62");
    check.Day(group["since"]);
  }
  if (!root["employers"].IsNull()) check.Texts(root["employers"], 1, "Ville de Dijon");
  if (!root["objectives"].IsNull())
    check.Texts(root["objectives"], 1, "protéger et accompagner les victimes");
  if (!root["kit"].IsNull())
    check.Roles(root["kit"], {"flyer", "poster", "video", "slides", "faq", "model_act"});
  if (!root["courses"].IsNull())
    check.Roles(root["courses"], {"agents", "managers", "referents", "platform", "webinar"});
  if (root["options"].IsNull()) return;
  const auto options = check.List(root["options"], 1, "[{\"id\": \"history_import\", \"label\": \"…\"}]");
  check.Ids(options);
  for (const auto& option : options) {
    if (!check.Object(option, {"id", "label"})) continue;
    check.OneOf(option["id"],
                {"history_import", "start_meetings", "follow_up_meetings", "training", "expert_advice"});
    check.Text(option["label"], "Reprise des signalements en cours dans un autre dispositif");
  }
}

}  // namespace

void CheckOffice(Checker& check, const Node& root) {
  CheckMembership(check, root["membership"]);
  CheckDataProtection(check, root["data_protection"]);
  CheckGovernance(check, root);
  CheckReach(check, root);
}

}  // namespace scheme

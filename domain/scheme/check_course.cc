#include <algorithm>
#include <optional>
#include <set>

#include "domain/scheme/checker.h"

namespace scheme {
namespace {

using List = std::vector<std::string>;

bool Has(const List& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

Checker::Words Words(const List& list) { return {list.begin(), list.end()}; }

List Keys(const Node& node) {
  List keys;
  if (node.value.IsObject())
    for (const auto& [key, value] : node.value.Members()) keys.push_back(key);
  return keys;
}

List Ids(const Node& list) {
  List ids;
  if (list.value.IsArray())
    for (const auto& item : list.value.Items()) ids.push_back(item.Text("id"));
  return ids;
}

// Every act that the program knows how to do.
Checker::Words KnownActs() {
  return {"acknowledge",
          "assess",
          "interview",
          "reorient",
          "qualify",
          "action_plan",
          "request_service",
          "agree_service",
          "order_service",
          "accept_service",
          "note_inquiry",
          "deliver_service",
          "settle_service",
          "cancel_service",
          "report_admissibility",
          "sign_record",
          "ask_consent",
          "ask_victim",
          "support",
          "conclude",
          "inform_authority",
          "ask_authority",
          "summarise_for_employer",
          "record_answer",
          "record_no_answer",
          "name_experts",
          "advise_authority",
          "choose_treatment",
          "mediate",
          "protect",
          "withdraw",
          "close",
          "reopen"};
}

// What the parts of a course name of each other.
struct Names {
  List roles, actors, states, acts, consents, audiences;
};

// The refusal of a condition, and the words that would do; none when it is one.
struct Expected {
  std::string what, example;
};
std::optional<Expected> NoCondition(const Names& names, const std::string& condition) {
  const auto dot = condition.find('.');
  const auto kind = condition.substr(0, dot);
  const auto rest = dot == std::string::npos ? "" : condition.substr(dot + 1);
  const auto among = [&](const List& list, const char* of) -> std::optional<Expected> {
    if (Has(list, rest)) return std::nullopt;
    std::string all;
    for (const auto& word : list) all += (all.empty() ? "" : ", ") + kind + "." + word;
    return Expected{std::string(of) + ": " + all, "\"" + all.substr(0, all.find(',')) + "\""};
  };
  if (kind == "consent") return among(names.consents, "one of course.consents");
  if (kind == "identity") return among(names.audiences, "one of audiences");
  if (kind == "done") return among(names.acts, "one of course.acts");
  if (kind == "overdue") {
    const auto clocks = Clocks();
    return among({clocks.begin(), clocks.end()}, "one of deadlines");
  }
  if (condition == "victim_agreement" || condition == "ordinary" || condition == "not_adviser")
    return std::nullopt;
  return Expected{
      "a condition: consent.…, identity.…, done.…, overdue.…, victim_agreement, ordinary, not_adviser",
      "\"victim_agreement\""};
}

void CheckNeeds(Checker& check, const Names& names, const Node& needs) {
  if (needs.IsNull()) return;
  for (const auto& need : check.List(needs, 0, "[\"victim_agreement\"]")) {
    if (!check.Text(need, "victim_agreement")) continue;
    if (const auto expected = NoCondition(names, need.value.String()))
      check.Fault(need, expected->what, expected->example);
    if (need.value.String() == "victim_agreement" && !Has(names.acts, "ask_victim"))
      check.Fault(need, "a course with the act ask_victim, that asks for it", "\"ask_victim\": {…}");
  }
}

// The clocks that may run in a case: those that its pages have words for.
Checker::Words Running() {
  return {"acknowledge", "admissibility",  "meeting",           "authority_reminder",    "authority_answer",
          "feedback",    "feedback_again", "retaliation_check", "retaliation_last_check"};
}

void CheckAct(Checker& check, const Names& names, const Node& act) {
  if (!check.Object(act, {"label", "told", "by", "in", "needs", "starts", "moves_to", "source"})) return;
  check.Text(act["label"], "Accuser réception");
  for (const char* key : {"told", "source"})
    if (!act[key].IsNull()) check.Text(act[key], "Un plan d’action est proposé.");
  check.Roles(act["by"], Words(names.actors));
  check.Roles(act["in"], Words(names.states));
  CheckNeeds(check, names, act["needs"]);
  if (!act["starts"].IsNull()) check.Roles(act["starts"], Running());
  if (!act["moves_to"].IsNull()) check.OneOf(act["moves_to"], Words(names.states));
}

// Whether a step of the course starts from one of these states.
bool StartsIn(const json::Value& act, const std::set<std::string>& states) {
  const auto& in = act["in"].Items();
  return std::any_of(in.begin(), in.end(),
                     [&](const json::Value& state) { return states.contains(state.String()); });
}

// From "received" the acts lead to every state, and out of every state but the last.
void CheckWays(Checker& check, const Node& root) {
  const auto acts = root["course"]["acts"];
  std::set<std::string> reached{"received"};
  for (std::size_t before = 0; before != reached.size();) {
    before = reached.size();
    for (const auto& [id, act] : acts.value.Members())
      if (act.Has("moves_to") && StartsIn(act, reached)) reached.insert(act.Text("moves_to"));
  }
  for (const auto& state : check.List(root["states"], 0, "[]")) {
    const auto id = state.value.Text("id");
    bool left = false;
    for (const auto& [name, act] : acts.value.Members())
      left = left || (act.Has("moves_to") && act.Text("moves_to") != id && StartsIn(act, {id}));
    if (!reached.contains(id))
      check.Fault(state["id"], "a state that the acts of the course lead to",
                  "\"moves_to\": \"" + id + "\" in an act");
    if (!left)
      check.Fault(state["id"], "a state that an act of the course leaves",
                  "\"moves_to\" in an act of this state");
  }
  const std::pair<const char*, const char*> moves[] = {{"acknowledge", "acknowledged"}, {"close", "closed"}};
  for (const auto& [act, state] : moves)
    if (acts[act]["moves_to"].value != json::Value(state))
      check.Fault(acts[act]["moves_to"], "the state " + std::string(state), "\"" + std::string(state) + "\"");
}

void CheckActs(Checker& check, const Names& names, const Node& root) {
  const auto acts = root["course"]["acts"];
  if (!check.Object(acts, KnownActs())) return;
  const auto before = check.Faults().size();
  for (const auto& id : names.acts) CheckAct(check, names, acts[id]);
  if (check.Faults().size() == before) CheckWays(check, root);
  for (const char* id : {"acknowledge", "ask_victim", "protect", "withdraw", "close", "reopen"})
    if (!Has(names.acts, id))
      check.Fault(acts[id], "an act that every scheme has", "{\"label\": …, \"by\": …, \"in\": …}");
  // What is said elsewhere in the file has its act.
  const auto asks = root["conclusions"].value.Text("asks_authority");
  const auto& by = acts["ask_authority"]["by"].value;
  if (!asks.empty() && !(by.IsArray() && std::find(by.Items().begin(), by.Items().end(), json::Value(asks)) !=
                                             by.Items().end()))
    check.Fault(acts["ask_authority"]["by"],
                "the " + asks + " among them, since conclusions.asks_authority says so",
                "[\"" + asks + "\"]");
  const bool summary = root["employer_learns"].value.Text("before_consent") == "anonymised_summary";
  if (summary != Has(names.acts, "summarise_for_employer"))
    check.Fault(acts["summarise_for_employer"],
                summary ? "an act, since employer_learns.before_consent is anonymised_summary"
                        : "nothing, since employer_learns.before_consent is not anonymised_summary",
                "anonymised_summary and the act, or neither");
}

void CheckConsents(Checker& check, const Names& names, const Node& consents) {
  if (!consents.value.IsObject()) return check.Fault(consents, "an object", "{\"conclusions\": {…}}");
  for (const auto& id : names.consents) {
    const auto consent = consents[id];
    if (!check.Object(consent, {"of", "asked_by", "text_for_reporter", "effect", "releases"})) continue;
    check.OneOf(consent["of"], {"reporter", "victim"});
    check.Roles(consent["asked_by"], Words(names.roles));
    check.Text(consent["text_for_reporter"],
               "Acceptez-vous que les conclusions soient remises à votre collectivité ?");
    check.Text(consent["effect"], "Sans votre accord, elles ne partent pas.");
    if (!consent["releases"].IsNull()) check.Roles(consent["releases"], Words(names.audiences));
    const char* act = consent.value.Text("of") == "victim" ? "ask_victim" : "ask_consent";
    if (!Has(names.acts, act))
      check.Fault(consent, "a course with the act " + std::string(act) + ", that asks for it",
                  "\"" + std::string(act) + "\": {…}");
  }
}

void CheckJoins(Checker& check, const Names& names, const Node& joins) {
  if (!check.Object(joins, Words(names.roles))) return;
  for (const auto& role : Keys(joins)) {
    if (!check.Object(joins[role], {"by", "needs"})) continue;
    check.Roles(joins[role]["by"], Words(names.roles));
    CheckNeeds(check, names, joins[role]["needs"]);
  }
}

// Names of the scheme's own words: {"own_means": "Par ses moyens propres"}.
void CheckLabels(Checker& check, const Node& labels, const Checker::Words& known, bool needed) {
  if ((labels.IsNull() && !needed) || !check.Object(labels, known)) return;
  for (const auto& key : Keys(labels)) check.Text(labels[key], "Par ses moyens propres");
}

void CheckDocuments(Checker& check, const Names& names, const Node& documents) {
  if (documents.IsNull() ||
      !check.Object(documents, {"record", "admissibility_referent", "admissibility_agent", "action_plan",
                                "conclusions", "employer_summary"}))
    return;
  for (const auto& id : Keys(documents)) {
    if (!check.Object(documents[id], {"label", "to"})) continue;
    check.Text(documents[id]["label"], "Conclusions argumentées");
    check.Roles(documents[id]["to"], Words(names.actors));
  }
}

}  // namespace

void CheckCourse(Checker& check, const Node& root) {
  const auto course = root["course"];
  if (!check.Object(course, {"acts", "consents", "joins", "treatments", "inquiry_steps", "orders", "documents"}))
    return;
  Names names;
  names.roles = Keys(root["role_labels"]);
  names.actors = names.roles;
  names.actors.insert(names.actors.begin(), "reporter");
  names.states = Ids(root["states"]);
  names.acts = Keys(course["acts"]);
  names.consents = Keys(course["consents"]);
  if (root["audiences"].value.IsArray())
    for (const auto& audience : root["audiences"].value.Items())
      if (audience.IsString()) names.audiences.push_back(audience.String());
  CheckActs(check, names, root);
  CheckConsents(check, names, course["consents"]);
  CheckJoins(check, names, course["joins"]);
  CheckLabels(check, course["treatments"], {"own_means", "provider", "other_provider"},
              Has(names.acts, "choose_treatment"));
  CheckLabels(check, course["inquiry_steps"], {"scoping", "hearings", "restitution"}, false);
  CheckDocuments(check, names, course["documents"]);
  CheckOrders(check, root);
}

}  // namespace scheme

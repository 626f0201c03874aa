// What the parts of this function share. Private to it.
#pragma once
#include <map>

#include "domain/provider/incidents.h"
#include "functions/incidents/incidents.h"

namespace incidents {

// Built once, shared by every thread.
struct Desk {
  explicit Desk(rt::Env& environment);
  std::string Say(const std::string& key) const { return env.pages.Message("incident." + key); }

  rt::Env& env;
  scheme::Scheme scheme;
  std::vector<provider::Commitment> commitments;
  std::vector<std::string> providers;
  std::map<std::string, form::Card> cards;  // by what is done: tell, and the acts
  form::Card own;                           // tell, from one's own collectivité
};

// One request of a person signed in.
struct Visit {
  const Desk& desk;
  const rt::Request& request;
  store::Db& db;
  people::Account account;
  core::Instant now;
  bool manages = false;
  std::vector<people::Collectivite> places;  // that an incident may be told of
  core::Day Today() const { return core::LocalDay(now); }
  std::string Say(const std::string& key) const { return desk.Say(key); }
  bool Sees(const provider::Incident& incident) const;
};

json::Value Model(const Visit& visit, std::string_view title);
std::string Address(std::int64_t id);

// « Remettre ses conclusions, avec l’accord écrit de l’agent (3 mois) ».
std::string CommitmentText(const Visit& visit, const provider::Commitment& commitment);
// The commitment in words, also of an incident about another one.
std::string Promised(const Visit& visit, const provider::Incident& incident);
std::string DecisionText(const Visit& visit, const provider::Step& decided);

// The card of a form, with what this person may choose from.
form::Card CardOf(const Visit& visit, const std::string& what);

rt::Response ShowList(const Visit& visit);
// "ods" or "csv"; nothing for another word.
std::optional<rt::Response> Export(const Visit& visit, const std::string& format);
rt::Response ShowIncident(const Visit& visit, const provider::Incident& incident);
json::Value IncidentJson(const Visit& visit, const provider::Incident& incident);
rt::Response ShowForm(const Visit& visit, const std::string& what, const provider::Incident* incident,
                      const form::Fields& values, const core::Refusals& refusals);
rt::Response Post(const Visit& visit, const std::string& what, const provider::Incident* incident);

}  // namespace incidents

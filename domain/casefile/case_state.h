// Private to domain/casefile: an opened case, shared by the files that implement Case.
#pragma once
#include <algorithm>
#include <functional>

#include "domain/casefile/casefile.h"
#include "domain/casefile/drafts.h"
#include "domain/casefile/journal.h"
#include "domain/casefile/records.h"

namespace casefile {

inline bool Has(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}
inline bool Has(const std::vector<std::int64_t>& ids, std::int64_t id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

// The clocks that an act of the scheme ends.
std::vector<std::string> ClocksEndedBy(std::string_view act);

// A letter's link, code and key, made before the database is locked: stretching takes 120 ms.
struct SealedEnvelope {
  LetterMade made;
  vault::Key key;
  std::string salt, wrapped;
};
SealedEnvelope NewEnvelope();

struct Case::State {
  store::Db& db;
  Actor actor;
  vault::KeyPair keys;  // the actor's own
  vault::Key key;       // of the case
  std::int64_t id = 0, collectivite_id = 0, version = 0;
  std::string number;
  core::Day received_on;
  Header header;

  // Reads version and header again, inside a transaction.
  void Refresh();
  // What happened, as an entry of the journal.
  void Log(core::Instant now, std::string_view what, std::string_view detail = {});
  // What makes a message the same as one sent before: who writes, the form's key, the text.
  std::string OnceHash(std::string_view once, std::string_view text) const;
  // A message into the case; header counts it. Inside a transaction.
  Message Insert(const std::string& from, const std::string& text, std::string_view once, core::Day on);
  // Tells the reporter something that a page words from its key; `detail` follows on the next line.
  void Tell(const std::string& key, const std::string& detail, core::Instant now);

  // One act: a transaction in which `change` alters the fresh header, then header, version, journal and mails
  // are written. A refusal of `change` undoes it all.
  core::Result<void> Act(std::int64_t seen_version, core::Instant now,
                         const std::function<core::Result<void>()>& change);

  // The changed header, the next version, the mails. Inside a transaction.
  void Save(core::Day today);

  // The identity, when the actor's keys open it.
  std::optional<json::Value> Identity() const;
  // What is counted of the case, sealed again (facets.h). Inside a transaction.
  void SealFacets(core::Day today);

  // Of the scheme's course (course.cc). The first three are steps of an act.
  bool Holds(const scheme::Scheme& scheme, std::string_view condition, core::Day today) const;
  core::Result<void> Enter(const scheme::Scheme& scheme, const scheme::Act& act, core::Instant now);
  core::Result<void> Effect(const scheme::Scheme& scheme, const scheme::Act& act, const json::Value& content,
                            core::Day today);
  // Of orders (case_orders.cc): checks a step and completes what is written down of it; lets the expert in
  // and tells those who hold the case.
  core::Result<void> OrderEffect(const scheme::Scheme& scheme, const scheme::Act& act, json::Value& content,
                                 core::Day today);
  core::Result<void> Take(const scheme::Scheme& scheme, const scheme::Act& act, json::Value& content,
                          const Order& order, core::Day today);
  std::vector<people::Account> Experts(const scheme::Scheme& scheme, const Order& order,
                                       core::Day today) const;
  bool Addressed(const services::Catalogue& catalogue, const Order& order) const;
  void TellAboutOrder(const json::Value& content, core::Instant now);
  // Gives the case, and the name where it is released to people of this part, to someone who may have it.
  void Admit(const people::Account& chosen, core::Instant now);
  std::vector<Paper> Papers() const;
  void Record(const scheme::Scheme& scheme, const scheme::Act& act, const json::Value& content,
              core::Instant now);
  bool VictimAgrees() const;
  bool Advised() const;  // the actor has advised the agent in this case
  // Whether the actor advised the agent of a case on the same facts (joining.cc).
  bool AdvisedInLinked() const;
  void Keep(const SealedEnvelope& envelope, const json::Value& content, core::Day today);
  std::vector<Letter> Letters() const;

  // The reporter lets these audiences read the identity, completed by `given`.
  core::Result<void> ReleaseTo(const std::vector<std::string>& audience, const json::Value& given,
                               core::Day today);

  core::Instant When(core::Instant now) const {
    return actor.IsReporter() ? Midnight(core::LocalDay(now)) : now;
  }
};

}  // namespace casefile

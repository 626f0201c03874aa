// A dispositif (content/schemes/<id>.json): everything in which one CDG's differs from another's.
//
// Read once when a program starts; then a plain, immutable value.
//
// A CDG may write in full a file of its own, or only what differs from one that exists:
//   {"extends": "<id of the base>", "id": "cdg99", "operator": "…", "dues": {"everyone": {"cents": 250}}}
// The two are joined by the rule of JSON Merge Patch (RFC 7396): objects are joined key by key; lists, texts
// and numbers replace what the base says; null removes it. The base is the file <extends>.json beside this
// one, or else among the delivered ones. It may extend another one in turn, but not in a circle. An "id" that
// is not given is the base's: the file then stands for it.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lib/core/time.h"
#include "lib/json/value.h"

namespace scheme {

enum class Anonymity {
  kAllowed,  // the reporter may stay anonymous and lifts it when they choose (cdg62, cdg60, cdg45)
  kIdentifiedToProvider,  // the first reader, a provider, learns the name; the employer does not (cdg69). A
                          // witness may stay anonymous.
  kIdentified,            // the cell must know who reports (amacod)
};

enum class Unit { kDays, kWorkingDays, kMonths };

// A clock. One that follows another (acknowledge_warning, authority_reminder) counts from the same day.
struct Deadline {
  int count = 0;
  Unit unit = Unit::kDays;
  std::string source;  // for people: the article, or that no text gives the number
};

// How long something is kept, and between what the CDG may choose.
struct Keeping {
  int count = 0;
  Unit unit = Unit::kDays;
  int least = 0, most = 0;
  std::string source;
};

// Something that may be done in a case (course.acts.<id> of the file). Which acts there are, by whom and
// when, is the scheme's; what each does is the program's (domain/casefile). Each condition of `needs` must
// hold:
//   consent.<consent>    whoever was asked has given it
//   identity.<audience>  the identity is released to them (to provider: or known to them from the start)
//   done.<act>           it was done before in this case
//   overdue.<clock>      the clock was started, and its day is past
//   victim_agreement     the reporter is the presumed victim, or the victim agreed in writing (ask_victim)
//   ordinary             the report does not concern the authority
//   not_adviser          whoever acts has not advised the agent in this case
struct Act {
  std::string id;               // "qualify", "ask_authority"…
  std::string label;            // for whoever does it
  std::string told;             // what the reporter reads when it is done; empty: nothing of itself
  std::vector<std::string> by;  // roles, or "reporter"
  std::vector<std::string> in;  // states
  std::vector<std::string> needs;
  std::vector<std::string> starts;  // clocks
  std::string moves_to;             // a state; empty: the case stays where it is
  std::string source;               // an article, for an act that needs one
};

// A written agreement that is asked for in a case, and what it brings.
struct Consent {
  std::string id;
  bool of_victim = false;  // asked of the presumed victim, by a link of their own; otherwise of the reporter
  std::vector<std::string> asked_by;      // roles
  std::string text_for_reporter, effect;  // the question; what a yes brings and what a no leaves as it is
  std::vector<std::string> releases;      // audiences that a yes lets read the identity
};

// Who may let somebody into a case, beside the first readers, and what it takes (conditions, as for an act).
struct Join {
  std::vector<std::string> by, needs;
};

// What a case went through before it came to a state: the acts, each after those that it needs; consents of
// the reporter that they needed, and those that the next ones need and that can no longer be asked; whether
// the presumed victim had to agree.
struct Behind {
  std::vector<const Act*> acts;  // the scheme's
  std::vector<std::string> given, asked;
  bool victim_agreed = false;
};

class Scheme {
 public:
  // `delivered`: the folder of the schemes that come with the program (config::Config::SchemesFolder());
  // without it, a base is looked for beside the file only. Throws std::runtime_error with one line for each
  // faulty key: "<file>: <path of the key>: expected …, for example …", and after the path " (from <base>)"
  // when the faulty value is one that the file extends. Checks types, known words, unknown keys, and what
  // must agree: bands without gap, first readers with the anonymity, the acts of a case with its states, its
  // roles and its consents.
  static Scheme Read(const std::string& file, const std::string& delivered = {});

  const std::string& Id() const { return id_; }
  std::string Name() const;      // of the dispositif, as shown to agents
  std::string Operator() const;  // the body that runs it: "Centre de Gestion du Pas-de-Calais"
  Anonymity GetAnonymity() const { return anonymity_; }
  bool WitnessMayStayAnonymous() const;
  bool OffersCallback() const;
  // Roles that receive the case when it is filed: {"referent"}, {"provider"}… ; and when it concerns the
  // authority: {"substitute"}.
  std::vector<std::string> FirstReaders(bool concerns_authority) const;
  // To whom an identity may be released: referent, provider, employer.
  std::vector<std::string> Audiences() const;
  // What it offers to whoever reports, in the words that cards ask for under "when": one of anonymity.allowed,
  // .witness_only and .refused; audience.<who> for each of Audiences(); authority_apart when others read what
  // concerns the authority; callback; sign_language; dimension.<what> for each of what it counts by question.
  std::set<std::string> Offers() const;
  static const std::set<std::string>& OfferWords();  // every word that Offers() may give
  std::vector<std::string> States() const;           // in order; the first is "received", the last "closed"
  std::vector<std::string> Outcomes() const;
  std::string StateLabel(std::string_view id) const;             // for people who read cases
  std::string StateLabelForReporter(std::string_view id) const;  // a sentence that speaks to them
  std::string OutcomeLabel(std::string_view id) const;
  // By which rule a case that was closed so is kept: out_of_scope, no_follow_up or measures.
  std::string KeptAs(std::string_view outcome) const;
  // Whom a reporter reads in a message, « La psychologue »; empty when the scheme has no such role. (What its
  // label says after a comma is when they read.)
  std::string RoleLabel(std::string_view role) const;
  // RoleLabel of each role, for the choices of forms that name one.
  std::map<std::string, std::string> RoleNames() const;
  std::string PhaseOf(std::string_view state) const;    // its title; empty once the case is closed
  std::string PhaseText(std::string_view state) const;  // what happens in it, for whoever reports

  // What every scheme allows alike stands here too where it moves the case (acknowledge, close, reopen,
  // withdraw); writing, notes, files and the release of one's own name do not.
  const std::vector<Act>& Acts() const { return acts_; }
  const Act* ActNamed(std::string_view id) const;    // null when the scheme has no such act
  Behind BehindState(std::string_view state) const;  // by the shortest way from "received"
  const std::vector<Consent>& Consents() const { return consents_; }
  const Consent* ConsentNamed(std::string_view id) const;
  std::optional<Join> JoinOf(std::string_view role) const;  // none: nobody of this role is let in later
  // Where the holder of a role works: "body", "cdg" or "provider"; empty when the scheme has no such role.
  std::string Seat(std::string_view role) const;
  std::vector<std::string> Scope() const;  // the acts that it deals with, in the words of the report's kinds
  std::vector<std::string> Options() const;  // on demand, such as history_import

  // Clocks: receipt (the automatic one), acknowledge (the human one), acknowledge_warning, urgent, meeting,
  // admissibility, authority_reminder, authority_answer, feedback, feedback_again, retaliation_check,
  // retaliation_last_check (after the closing), suspension, discipline, discrimination (time-bars),
  // rsu_consultation, rsu_publication, payment. The notice for leaving stands with the membership. Another
  // word is a mistake of the program: std::logic_error.
  Deadline DeadlineOf(std::string_view clock) const;
  core::Day Due(std::string_view clock, core::Day from) const;  // by the working days of where the scheme is
  int AcknowledgeWorkingDays() const;
  int FeedbackMonths() const;
  // Kept: draft (a report that is not sent), out_of_scope, no_follow_up, measures (each after the closing),
  // archive (after that, apart, when the CDG wishes), access_log, accounting, leaving (after a membership).
  Keeping KeepingOf(std::string_view what) const;
  int DraftDays() const;

  bool AlsaceMoselle() const;                        // two more public holidays
  const json::Value& Dues() const;                   // read by domain/dues
  const json::Value& Data() const { return data_; }  // texts and contacts, for pages

 private:
  Scheme() = default;
  std::string id_;
  Anonymity anonymity_ = Anonymity::kAllowed;
  json::Value data_;
  std::vector<Act> acts_;
  std::vector<Consent> consents_;
};

}  // namespace scheme

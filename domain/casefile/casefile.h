// A case: filing it, opening it as its reporter or as someone entitled, and everything that may then be done
// to it.
//
// What is sealed under what is said in docs/threat-model.md. Whoever holds a Case holds its key: it exists
// only after a grant opened. Threads: one thread at a time for each Case. Errors: refusals as Result;
// store::Failure when the disk refuses; std::runtime_error when something sealed was altered.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/access/access.h"
#include "domain/casefile/course.h"
#include "domain/casefile/orders.h"
#include "domain/retention/retention.h"
#include "domain/scheme/scheme.h"
#include "lib/core/result.h"
#include "lib/core/time.h"
#include "lib/json/value.h"
#include "lib/store/db.h"
#include "lib/vault/vault.h"

namespace casefile {

// ---- filing

// A report that did not come from the reporter's own hands: someone took it down, or another dispositif had
// received it. Whoever made it saw the code, so the code is provisional (see provisional.h).
struct TakenDown {
  std::int64_t account_id = 0;  // 0: the administrator
  std::string who;              // name of the account, or "administrator"
  std::string how;              // "phone", "paper", "meeting", "import"
  std::string former_number;    // of an imported one
  core::Day received_on;        // deadlines count from here
  std::string state = "received";
  std::optional<core::Day> acknowledged_on;
  std::optional<core::Day> state_on;  // when it came to that state; none: when it was acknowledged
};

struct NewCase {
  std::int64_t collectivite_id = 0;
  bool concerns_authority = false;
  // What every reader of the case may read, indirect identifiers « communiqués » included.
  json::Value report;
  // An object: name, email, phone, and the indirect identifiers kept under seal; may be empty.
  json::Value identity;
  // Audiences that may read the identity at once; empty: nobody but the reporter.
  std::vector<std::string> released_to;
  // A reporter whom the scheme lets stay so: then its first readers are not given the identity either.
  bool anonymous = false;
  std::string notify_address;   // optional; already checked
  json::Value callback;         // null, or {"mode": phone|video, "phone", "slot", …}
  std::string idempotency_key;  // 1 to 200 characters
  std::string draft_token;      // of the draft whose evidence joins the case; empty: the idempotency_key
  std::optional<TakenDown> taken_down;
};

struct Filed {
  std::int64_t case_id = 0;
  std::string number;
  std::string code;  // 24 digits; empty when a replay can no longer give it
  core::Day received_on;
  bool replayed = false;  // the same form was received before: nothing new was made
};

// One transaction, one Argon2. Grants go to the scheme's first readers (the substitutes only when the report
// concerns the authority) and to the audiences of released_to, mails for them are queued. Refuses when nobody
// can read it (kConflict, "collectivite.no_reader", or "concerns_authority.no_reader" when only the
// substitutes are missing), an audience without anybody ("identity.audience.nobody"), and a call-back that no
// provider can answer ("callback.unavailable").
core::Result<Filed> File(store::Db& db, const scheme::Scheme& scheme, const NewCase& report,
                         std::string_view worker_public_key, core::Day today);
// What the same form filed before, `replayed`; none when it filed nothing.
std::optional<Filed> FindFiled(store::Db& db, std::string_view idempotency_key);

// ---- finding the case of a code

struct ReporterKeys {
  std::int64_t case_id;
  vault::Key secret_key;
  bool provisional = false;  // nothing may be shown before its code is changed: provisional.h
};
// The same work and the same refusal (kForbidden, "code.refused") for an unknown locator and a wrong secret.
// `code`: 24 digits that ReadCode took.
core::Result<ReporterKeys> Unlock(store::Db& db, std::string_view locator, std::string_view code);

// The version of a case: one indexed read, nothing is opened. 0 when there is no such case.
std::int64_t Version(store::Db& db, std::int64_t case_id);
// What the reporter's poll compares: grows with the version, and with each reading by the other side. One
// indexed read, nothing is opened.
std::int64_t PollVersion(store::Db& db, std::int64_t case_id);

// ---- an opened case

struct Message {
  std::int64_t n = 0;
  std::string from;  // "reporter", "referent", "provider", "system"
  std::string name;  // of the reader who wrote, empty for the reporter
  std::string text;
  core::Day on;
  std::optional<core::Day> read_on;  // first read by the other side
};

struct EvidenceInfo {
  std::string id, name, type;  // type: as checked from the content
  std::int64_t size = 0;
  core::Day added_on;
  std::string from;  // "reporter" or the reader's role
};

struct Event {
  core::Instant at;
  // "received", "viewed", "acknowledged", "state", "closed", "identity_asked", "released", "refused",
  // "downloaded", …
  std::string what;
  std::string who;     // name, or "reporter"
  std::string detail;  // reason, audience, file… (never shown to someone who may not read it)
};

// The outcome of a case that was joined to another.
inline constexpr std::string_view kDuplicate = "duplicate";

// A case that must not be erased for now, whatever its rule.
struct Hold {
  std::string why;     // a word of HoldReasons()
  std::string reason;  // in words, for the readers of the case alone
  std::string by;      // name of the reader who decided it
  core::Day since;
};
// discipline and judicial (proceedings: until the final decision), request (somebody concerned asked for it),
// other.
const std::vector<std::string>& HoldReasons();

// What is sealed in a case's header.
struct Header {
  std::string state = "received";
  std::string reason, outcome;  // of the last change, of the closing
  bool concerns_authority = false, urgent = false;
  std::vector<std::string> kinds;  // for the list and its search
  std::string quality;
  std::optional<core::Day> acknowledged_on, closed_on;
  std::map<std::string, core::Day> clocks;      // that run, and their day (scheme.h)
  std::vector<std::string> done;                // acts of the scheme
  std::map<std::string, std::string> consents;  // of the scheme: asked, given or refused
  std::vector<std::int64_t> advisers;           // accounts that advised the agent
  std::int64_t messages = 0, from_reporter = 0, papers = 0;
  std::vector<std::string> released_to;
  bool identity_asked = false;  // a request to release waits for the reporter's answer
  std::string identity_reason;  // why it was asked
  bool has_identity = false;    // the reporter gave a name or a contact (under seal or not)
  bool callback_asked = false;
  std::optional<casefile::Hold> hold;
  std::string kept_as;                            // once closed: a rule of retention
  std::optional<core::Day> kept_since, acted_on;  // retention::Kept
  std::string duplicate_of;                       // number of the case that lives on (joining.h)
  std::vector<std::string> duplicates;            // numbers of those joined to this one
  // The next day on which something is due, and the clock that says so; none when nothing is.
  std::optional<core::Day> Deadline() const;
  std::string DeadlineRule() const;
  // By which rule it is kept, and since when; none while it is open or held.
  std::optional<retention::Kept> Kept() const;
};

// Who acts.
struct Actor {
  std::int64_t account_id = 0;  // 0: the reporter
  std::string role = "reporter", name;
  bool IsReporter() const { return account_id == 0; }
};

class Case {
 public:
  // None (kNotFound, "case.unknown") when there is no grant, whether or not the case exists.
  static core::Result<Case> OpenAsReporter(store::Db& db, const people::Session& session);
  static core::Result<Case> OpenAsReader(store::Db& db, const people::Account& account,
                                         const vault::KeyPair& keys, std::string_view number);
  // What is counted of the cases that the account holds, sealed to pairs of keys that were made since they
  // were last written (domain/figures). Called at sign-in.
  static void SealMissingFacets(store::Db& db, const people::Account& account, const vault::KeyPair& keys,
                                core::Day today);
  Case(Case&&) noexcept;
  ~Case();

  const std::string& Number() const;
  std::int64_t Id() const;
  std::int64_t CollectiviteId() const;
  core::Day ReceivedOn() const;
  std::int64_t Version() const;
  const Header& GetHeader() const;
  json::Value Report() const;
  // The identity, when this actor's keys open it: always for the reporter, for a reader only after a release
  // to them.
  std::optional<json::Value> Identity() const;
  std::vector<Message> Messages(std::int64_t after = 0) const;
  // The reporter has their own files alone: a provider's report is for those who read the case.
  std::vector<EvidenceInfo> Evidence() const;
  std::vector<Event> History() const;
  std::vector<Message> Notes() const;               // the reader's own
  std::vector<people::Account> ReadersNow() const;  // who holds a grant

  // Reading marks (of the messages that were there when the case was opened) and the journal of views. Both
  // are silent when the disk refuses.
  void MarkRead(core::Day today);
  void View(core::Instant now);

  // ---- acts. Each is one transaction, bumps the version, enters the journal, queues the mails.
  // `seen_version`: what the actor had before their eyes; when another act came since, the refusal is
  // (kConflict, "case.changed"). 0 means "whatever it is".

  // Either side, also once the case is closed. The same `once` and text of the same person give the same
  // message.
  core::Result<Message> Post(std::string_view text, std::string_view once, core::Instant now);
  // What the scheme lets this actor do in the present state, and what each still lacks.
  std::vector<ActNow> ActsNow(const scheme::Scheme& scheme, core::Day today) const;
  // An act of the scheme; `content`: the answers of its form, an object. Whoever acts on a report that nobody
  // acknowledged acknowledges it. Refuses what is not this actor's ("act.not_yours"), not of this state or
  // not yet ("act.not_now", or "act.needs.<kind of condition>" with the condition as field, kConflict), what
  // was done before
  // ("case.acknowledged_before", "case.closed_before", kConflict), and a word that the scheme does not know
  // ("outcome.unknown", "consent.unknown", "treatment.unknown"). A summary in which the identity's own words
  // stand is refused until `content` has "confirmed" ("text.names_someone"). A step of an order is refused
  // when the order is not there ("order.unknown", kNotFound), not in a state for it or still without the
  // agreement that the scheme wants ("order.not_now", "order.needs_agreement", kConflict), addressed to
  // someone else ("order.not_addressed", kForbidden), or delivered with what was not ordered
  // ("lines.not_ordered"), for other hearings than were counted ("lines.hearings"), without the steps of a
  // whole inquiry ("lines.inquiry") or with a file that is not in the case ("files.unknown"); quantities, as
  // EstimateOf refuses them.
  core::Result<Deed> Do(const scheme::Scheme& scheme, std::string_view act, const json::Value& content,
                        std::int64_t seen_version, core::Instant now);
  // What was written by acts, in order, the name under a signed record only for those who may know it;
  // letters, with their answers.
  std::vector<Paper> Papers() const;
  std::vector<Letter> Letters() const;
  // Orders of prestations, those only that are addressed to a provider's expert who asks: sent, to a lot and
  // a trade of theirs, and to nobody else. What this actor may do with one of them now, in the scheme's
  // order.
  std::vector<Order> Orders(const scheme::Scheme& scheme) const;
  std::vector<std::string> StepsNow(const scheme::Scheme& scheme, const Order& order) const;
  // Experts to whom it may be sent by this actor: readers of the case, and whom they may let in once it is.
  std::vector<people::Account> Experts(const scheme::Scheme& scheme, const Order& order,
                                       core::Day today) const;
  // The reporter's answer to a consent that was asked ("consent.not_asked"), for good once it was given
  // ("consent.given_before", kConflict). A yes lets the audiences of the scheme read the identity; it needs
  // one
  // ("name.required") and somebody to read it ("audience.nobody").
  core::Result<void> Answer(const scheme::Scheme& scheme, std::string_view consent, bool yes,
                            core::Day today);
  // Who may be let in by this actor now; lets one of them in: tells the reporter, enters the journal.
  // Refuses everybody else ("reader.refused").
  std::vector<people::Account> Invitable(const scheme::Scheme& scheme, core::Day today) const;
  core::Result<void> LetIn(const scheme::Scheme& scheme, std::int64_t account_id, core::Instant now);
  // kConflict when it was asked before ("case.identity_asked_before"), or the case is closed
  // ("case.closed_before").
  core::Result<void> AskIdentity(std::string_view reason, std::int64_t seen_version, core::Instant now);
  // The first act that moves the case there and may be done; refuses a state that none leads to
  // ("state.unknown", "state.not_now").
  core::Result<void> SetState(const scheme::Scheme& scheme, std::string_view state, std::string_view reason,
                              std::int64_t seen_version, core::Instant now);
  // Keeps the case from being erased, and lets it go again. By those who deal with it (referent, substitute,
  // provider; "case.not_yours"). `silent`: the reporter is not told, because it would do harm. Refuses a why
  // that is none of HoldReasons() ("hold.unknown"), a second hold and the lifting of none (kConflict,
  // "hold.held_before", "hold.none").
  core::Result<void> KeepFor(std::string_view why, std::string_view reason, bool silent,
                             std::int64_t seen_version, core::Instant now);
  core::Result<void> LetGo(std::string_view reason, bool silent, std::int64_t seen_version,
                           core::Instant now);
  core::Result<void> AddNote(std::string_view text, core::Instant now);
  // The reporter alone. `given` completes the identity first when it is not null (name, email, phone).
  // Irrevocable: seals the identity key to every present reader of the audience ("employer" includes the
  // référent, who tells the employer), and gives the case to those of them who did not hold it. Refuses an
  // audience without anybody ("audience.nobody") and an identity without name nor contact ("name.required").
  core::Result<void> Release(const std::vector<std::string>& audience, const json::Value& given,
                             core::Day today);
  core::Result<void> RefuseRelease(core::Day today);
  // Replaces a wish that still waits.
  core::Result<void> AskCallback(const json::Value& callback, core::Day today);

  // ---- evidence of a case: plain pieces of at most vault::kChunk.
  class Download {
   public:
    EvidenceInfo info;
    std::string Next();  // empty after the last piece; throws when the file was altered

   private:
    friend class Case;
    store::Pool* pool = nullptr;
    std::int64_t evidence_id = 0, n = 0;
    std::shared_ptr<vault::StreamOpener> opener;
    bool over = false;
  };
  core::Result<Download> OpenEvidence(store::Pool& pool, std::string_view id, core::Instant now) const;

  // For EvidenceWriter (evidence.h) and the functions' tests.
  const vault::Key& CaseKey() const;
  const Actor& Who() const;

 private:
  friend struct Together;
  struct State;
  explicit Case(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace casefile

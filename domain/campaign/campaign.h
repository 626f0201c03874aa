// The yearly campaign of the cotisations: asked, chased, frozen, billed, corrected, paid.
//
// What a member owes is domain/dues's; how many agents it has, domain/membership's. Bills and credit notes of
// a year have one continuous series of numbers, 1, 2, 3…: each is given inside the transaction that issues
// it, and what was issued is never changed. Money is whole cents.
//
// Every function that writes does so inside the caller's transaction, and enters the journal. Threads: any,
// each with its Db.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/dues/dues.h"
#include "domain/membership/membership.h"
#include "lib/core/result.h"
#include "lib/core/time.h"
#include "lib/store/db.h"

namespace campaign {

struct By {
  std::int64_t account_id = 0;  // 0: the administrator, at the server
  std::string who;
  core::Instant now;
};

struct Campaign {
  int year = 0;
  core::Day opened_on, due_on;
  std::optional<core::Day> frozen_on;
};
std::optional<Campaign> Find(store::Db& db, int year);
std::vector<int> Years(store::Db& db);  // of campaigns, the latest first

std::string NumberOf(int year, int n);  // "2026-0007"

// A bill, or the credit note that takes one back in part or whole, as it was on the day when it was issued.
struct Bill {
  int year = 0, n = 0;
  std::int64_t collectivite_id = 0;
  std::optional<int> corrects;  // a credit note: the number of the bill
  core::Day issued_on, due_on;
  std::int64_t cents = 0;     // negative: a credit note
  std::int64_t credited = 0;  // of a bill: what credit notes took back, not negative
  std::optional<core::Day> paid_on;
  std::string name, siret, address, postcode, city, service_code, engagement;
  std::int64_t agents = 0;
  std::string reference;             // ISO day on which the agents were counted; empty: none counts
  std::optional<core::Day> effect;   // the first day of the membership, when it lies in the year
  std::optional<core::Day> ends_on;  // its last day, when it lies in the year
  std::int64_t yearly_cents = 0;     // before proration
  std::optional<std::int64_t> provision_cents;
  std::vector<dues::Step> steps;
  std::vector<std::string> assumptions;  // keys of the message catalogue
  std::string reason;                    // of a credit note or a correction, as it was typed
  membership::Contact contact;           // whom to write to about it, as it stands today
  std::string Number() const { return NumberOf(year, n); }
  std::int64_t Left() const { return cents - credited; }
};
std::vector<Bill> Bills(store::Db& db, int year);  // by their number
std::optional<Bill> FindBill(store::Db& db, int year, int n);

// A member's place in the campaign.
struct Line {
  membership::Member member;
  std::optional<membership::Headcount> headcount;  // frozen, or the one that counts for the year
  std::optional<core::Day> told_on;                // by its personal link
  std::optional<dues::Answer> answer;              // none while the headcount is missing
  // waiting (for the headcount), ready, nothing (no fee is due), unknown (the source does not say how much),
  // issued, paid, credited (taken back whole).
  std::string state;
  std::optional<int> bill;             // the number of its latest bill
  std::string error;                   // why no fee can be computed: a key of the message catalogue
  std::optional<core::Day> reference;  // the day on which its agents are to be counted; none: nobody is
};
// Every member of that year: it began on or before its last day and did not end before its first.
std::vector<Line> Lines(store::Db& db, const scheme::Scheme& scheme, int year);

// What is wrong in what was typed for Open, Credit and Correct, all of it at once, as they refuse it; what
// could not be read (none) is not judged. `bill`: as it is now.
core::Refusals WrongToOpen(store::Db& db, std::optional<std::int64_t> year, std::optional<core::Day> due_on,
                           core::Day today);
core::Refusals WrongToCredit(const Bill& bill, std::optional<std::int64_t> cents, const std::string& reason);
core::Refusals WrongToCorrect(store::Db& db, const scheme::Scheme& scheme, const Bill& bill,
                              std::optional<std::int64_t> agents, const std::string& reason);

// Opens the year. Refuses years outside 2020–2100 ("year.range", field "year"), a day of payment before
// today ("campaign.due_on.past", "due_on"), and a year that is open already (kConflict, "campaign.exists").
core::Result<void> Open(store::Db& db, int year, core::Day due_on, const By& by);

// Queues a mail with a personal link for each member whose headcount is missing and who has an address;
// whoever was asked today is left in peace. Gives how many mails. Refuses a year without a campaign
// (kNotFound, "campaign.none") or one that is frozen (kConflict, "campaign.frozen").
core::Result<int> Ask(store::Db& db, const scheme::Scheme& scheme, int year, std::string_view worker_key,
                      const By& by);

struct Request {
  std::int64_t id = 0;
  int year = 0;
  std::int64_t collectivite_id = 0;
  std::string name;
  core::Day reference;  // the day on which the agents are to be counted
  std::optional<core::Day> told_on;
  std::optional<std::int64_t> agents;  // what is known
};
// By the token of a personal link. Refuses an unknown one (kNotFound, "campaign.link") and one of a year that
// is frozen (kConflict, "campaign.link_over").
core::Result<Request> FindRequest(store::Db& db, const scheme::Scheme& scheme, std::string_view token);
// Refuses as FindRequest and membership::SetHeadcount do. May be told again until the year is frozen.
core::Result<void> Tell(store::Db& db, const scheme::Scheme& scheme, std::string_view token,
                        std::int64_t agents, core::Instant now);

// Fixes every headcount that is known: the personal links take none any more. Refuses as Ask does.
core::Result<void> Freeze(store::Db& db, const scheme::Scheme& scheme, int year, const By& by);

// A bill for each line that is ready, by the name of the member; those who were billed before are left as
// they are. Gives how many. Refuses a year without a campaign (kNotFound, "campaign.none") and one that is
// not frozen (kConflict, "campaign.not_frozen").
core::Result<int> Issue(store::Db& db, const scheme::Scheme& scheme, int year, const By& by);

// A credit note of so much on a bill. Refuses an unknown bill (kNotFound, "campaign.bill_unknown"), a credit
// note (kConflict, "campaign.credit_of_credit"), less than one cent or more than what is left of the bill
// ("campaign.amount", field "amount"), and no reason ("campaign.reason", "reason"; 500 characters at most).
core::Result<int> Credit(store::Db& db, int year, int n, std::int64_t cents, const std::string& reason,
                         const By& by);

// Takes back what is left of a bill, and bills the same member again by another headcount: two numbers.
// Refuses as Credit and membership::SetHeadcount do, and a fee that would be the same ("campaign.same_fee",
// "headcount"). Gives the number of the new bill; none when nothing is due any more.
core::Result<std::optional<int>> Correct(store::Db& db, const scheme::Scheme& scheme, int year, int n,
                                         std::int64_t agents, const std::string& reason, const By& by);

// Paid on a day, or not paid after all (none). Refuses an unknown bill, a day of the future or before the
// bill
// ("campaign.paid_on", field "paid_on").
core::Result<void> MarkPaid(store::Db& db, int year, int n, std::optional<core::Day> on, const By& by);

}  // namespace campaign

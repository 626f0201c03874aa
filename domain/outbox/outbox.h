// Mails that wait to be sent, as the worker sees them. They are queued by the acts that cause them, in the
// same transaction, and marked when the relay has taken them.
//
// How often a mail comes: once, and twice at most after a crash between the relay's « 250 » and the mark; the
// second bears the Message-ID of the first, so that a mail program shows one. SMTP allows no better (RFC
// 5321, 4.5.3.2.6): only the relay knows then that it took the mail.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/core/time.h"
#include "lib/store/db.h"
#include "lib/vault/vault.h"

namespace outbox {

// Queues a mail for an account, or for every manager that is active, unless the same one waits for them
// already: several acts of a morning make one mail. Inside the caller's transaction.
void TellAccount(store::Db& db, std::string_view mail, std::int64_t account_id, core::Day today);
void TellManagers(store::Db& db, std::string_view mail, core::Day today);

struct Waiting {
  std::int64_t id = 0;
  std::string mail;  // templates/mail/<mail>.mustache
  std::string to;    // empty when the address can no longer be found: nothing to send
  int tries = 0;
  core::Day queued_on;
  std::string token;             // of the personal link that the mail bears; empty: none
  std::optional<core::Day> day;  // that a mail about a membership is about
  std::string text;              // of a change that members are told of
};

// An account may wish one mail a day (people::SetDigest): what waits for it becomes one « digest », queued at
// most once a day; what comes later that day waits for the next. To be called in the morning, before Due.
void Gather(store::Db& db, core::Day today);

// At most `limit` mails that are due, those to member bodies after all others; those that wait to be gathered
// left out. The reporter's address was sealed to the worker's key: `worker` opens it.
std::vector<Waiting> Due(store::Db& db, const vault::KeyPair& worker, core::Instant now, int limit = 50);

// How many wait since the day before yesterday or longer: something keeps them from leaving.
std::int64_t Overdue(store::Db& db, core::Day today);

// Of a mail about a membership it is kept on which day it left, or was lost.
void Sent(store::Db& db, std::int64_t id, core::Day today);
// It will never leave: refused for good, or nobody to send it to any more.
void Lost(store::Db& db, std::int64_t id, core::Day today);
// Not before 1, 2, 4… minutes, at most 6 hours; after 30 tries, which take five days (RFC 5321, 4.5.4.1), the
// mail is given up: false, and it is lost.
bool Later(store::Db& db, const Waiting& mail, core::Instant now);

// Erases what was sent or given up before today: nobody needs to know later who was told what on which day.
void Forget(store::Db& db, core::Day today);

}  // namespace outbox

// vigie-worker: what must happen though nobody comes. Each round erases what has had its time, does once a
// day what belongs to the morning, then tries every mail that is due.
#pragma once
#include <functional>

#include "domain/scheme/scheme.h"
#include "lib/config/config.h"
#include "lib/core/time.h"
#include "lib/mail/mail.h"
#include "lib/render/pages.h"
#include "lib/store/db.h"
#include "lib/vault/vault.h"

namespace worker {

// Sessions and invitations that are over, codes of forms sent twice, files of reports and requests never
// sent, mails that left before today; gives managers the délibérations that they cannot open yet. Then
// empties the WAL, so that what anyone erased lingers nowhere; when someone is at work just then, the next
// round does it.
void Tidy(store::Db& db, const vault::KeyPair& keys, const scheme::Scheme& scheme, core::Instant now);

// Once a day: erases the cases that have had their time, and counts for the managers what will go
// (domain/casefile/erasure.h); erases the incidents with a provider that have had theirs. False when it was done that day already. Throws std::runtime_error, fit for a
// log, when the list of the erased cannot be read or written: then nothing was erased.
bool Purge(store::Db& db, const vault::KeyPair& keys, const scheme::Scheme& scheme,
           const config::Config& config, core::Instant now);

// At any hour, reminders that wait and are no longer true are taken back. From 7 o'clock on: reminders of
// what comes due in the cases and in the memberships, of difficulties with the site that nobody answered, and
// the one mail a day of those who wish no more. What was done that day is not done again.
void Morning(store::Db& db, const vault::KeyPair& keys, const scheme::Scheme& scheme, core::Instant now);

// How a mail leaves; tests give their own.
using Sender = std::function<mail::Answer(const mail::Mail&)>;
using Asked = std::function<bool()>;

struct Tally {
  int sent = 0, later = 0;
  int dropped = 0;   // refused for good, or nobody to send to any more
  int given_up = 0;  // tried for five days
  std::string why;   // of the last mail that did not leave: fit for a log
};

// A mail that the relay took is marked at once, so that a crash repeats at most the one in hand (it then
// bears the same Message-ID). `stop` is asked between two mails. A relay that is out of reach, or does not
// know us, ends the round: the other mails would wait for it one after the other.
Tally SendDue(store::Db& db, const config::Config& config, const render::Pages& pages,
              const vault::KeyPair& keys, const Sender& send, core::Instant now, const Asked& stop);

// The worker's key pair, from <data_dir>/keys/worker.key. Throws std::runtime_error that says to run « vigie
// keys init ».
vault::KeyPair ReadKeys(const config::Config& config);

}  // namespace worker

// Mails that wait to be sent, as the worker sees them. They are queued by the acts that cause them, in the same transaction.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "lib/core/time.h"
#include "lib/store/db.h"
#include "lib/vault/vault.h"

namespace outbox {

struct Waiting {
  std::int64_t id = 0;
  std::string mail;  // templates/mail/<mail>.mustache
  std::string to;    // empty when the address can no longer be found: nothing to send
  int tries = 0;
  core::Day queued_on;
};

// At most `limit` mails that are due. The reporter's address was sealed to the worker's key: `worker` opens it.
std::vector<Waiting> Due(store::Db& db, const vault::KeyPair& worker, core::Instant now, int limit = 50);

void Sent(store::Db& db, std::int64_t id, core::Day today);
// Not before 1, 2, 4… minutes, at most 6 hours; after 20 tries the mail is given up (it counts as sent: nothing more to do).
void Later(store::Db& db, const Waiting& mail, core::Instant now);

}  // namespace outbox

// The lists of the desk: cases, and wishes to be called back. Threads, errors: as casefile.h.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "domain/casefile/casefile.h"

namespace casefile {

struct Listed {
  std::string number, collectivite;
  core::Day received_on;
  std::int64_t version = 0;
  Header header;
  std::int64_t unread = 0;
};
// Every case that the account has a grant for, newest first. 1 000 cases in a few milliseconds once
// QuickenGrants has run.
std::vector<Listed> ListFor(store::Db& db, const people::Account& account, const vault::KeyPair& keys);
// Makes the grants that came since the last time quick to open, and erases links to cases that are gone.
// Called at sign-in.
void QuickenGrants(store::Db& db, const people::Account& account, const vault::KeyPair& keys);

struct CallbackWish {
  std::string id, number;  // number of the case
  core::Day asked_on;
  json::Value wish;
};
std::vector<CallbackWish> CallbacksFor(store::Db& db, const people::Account& account,
                                       const vault::KeyPair& keys);
// Done for every provider who was asked; enters the journal, outside of any case. Refuses a wish that is not
// the account's (kNotFound, "callback.unknown").
core::Result<void> CallbackDone(store::Db& db, const people::Account& account, std::string_view id,
                                core::Instant now);

}  // namespace casefile

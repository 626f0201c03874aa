// vigie-worker: sends the mails that wait. One round reads the outbox and tries every mail that is due.
#pragma once
#include "lib/config/config.h"
#include "lib/core/time.h"
#include "lib/mail/mail.h"
#include "lib/render/pages.h"
#include "lib/store/db.h"
#include "lib/vault/vault.h"

namespace worker {

// How a mail leaves; tests give their own.
using Sender = std::function<mail::Outcome(const mail::Mail&)>;

struct Tally {
  int sent = 0, later = 0, dropped = 0;
};

// A mail that the relay took is marked at once, so that a crash repeats at most the one in hand (it then bears the same Message-ID).
Tally Round(store::Db& db, const config::Config& config, const render::Pages& pages, const vault::KeyPair& keys, const Sender& send,
            core::Instant now);

// The worker's key pair, from <data_dir>/keys/worker.key. Throws std::runtime_error that says to run `vigie keys init`.
vault::KeyPair ReadKeys(const config::Config& config);

}  // namespace worker

#include "worker/worker.h"

#include <fstream>
#include <stdexcept>

#include "domain/access/access.h"
#include "domain/accessibility/requests.h"
#include "domain/casefile/erasure.h"
#include "domain/casefile/reminders.h"
#include "domain/casefile/tidy.h"
#include "domain/learning/learner.h"
#include "domain/membership/deliberation.h"
#include "domain/membership/life.h"
#include "domain/membership/mails.h"
#include "domain/outbox/outbox.h"
#include "domain/provider/incidents.h"
#include "lib/mail/letter.h"

namespace worker {
namespace {

constexpr int kMorning = 7;
constexpr const char* kMembers = "members";  // noted once the members of the day were looked through

// The same for each try of a mail, another for any other mail of any installation, and telling nothing.
std::string MessageId(const vault::KeyPair& keys, const outbox::Waiting& waiting) {
  const auto which = std::to_string(waiting.id) + "/" + std::to_string(core::DayNumber(waiting.queued_on));
  return vault::Base64Url(vault::Hash("message id", std::string(keys.secret_key.Bytes()) + which))
      .substr(0, 22);
}

mail::Mail Write(const config::Config& config, const render::Pages& pages, const vault::KeyPair& keys,
                 const outbox::Waiting& waiting) {
  const auto model =
      json::Value::MakeObject({{"token", waiting.token},
                               {"day", waiting.day ? core::FrenchDay(*waiting.day) : std::string()},
                               {"text", waiting.text}});
  const auto letter = mail::ReadLetter(pages, waiting.mail, model);
  return {config.mail_from, waiting.to, letter.subject, letter.text, letter.html, MessageId(keys, waiting)};
}

// Once a day, with the note that it was done: killed in between, nothing is done twice and nothing is left.
void RemindMembers(store::Db& db, const scheme::Scheme& scheme, core::Instant now) {
  const auto last = casefile::Noted(db, kMembers);
  if (last && core::LocalDay(*last) == core::LocalDay(now)) return;
  store::Transaction transaction(db);
  membership::Remind(db, scheme, core::LocalDay(now));
  casefile::Note(db, kMembers, now);
  transaction.Commit();
}

}  // namespace

void Tidy(store::Db& db, const vault::KeyPair& keys, const scheme::Scheme& scheme, core::Instant now) {
  people::ForgetExpired(db, now);
  casefile::Tidy(db, scheme, core::LocalDay(now));
  outbox::Forget(db, core::LocalDay(now));
  learning::Forget(db, core::LocalDay(now));
  {
    store::Transaction transaction(db);
    membership::Advance(db, now);
    transaction.Commit();
  }
  membership::ShareDeliberations(db, keys);
  membership::ForgetDrafts(db, core::LocalDay(now));
  accessibility::Forget(db, core::LocalDay(now));
  db.EmptyWal();
}

bool Purge(store::Db& db, const vault::KeyPair& keys, const scheme::Scheme& scheme,
           const config::Config& config, core::Instant now) {
  const auto last = casefile::Noted(db, "worker");
  if (last && core::LocalDay(*last) == core::LocalDay(now)) return false;
  casefile::EraseDue(db, keys, scheme, casefile::ErasedList(config.data_dir), "worker", now);
  provider::Forget(db, scheme, now);
  casefile::Foretell(db, keys, scheme, core::LocalDay(now));
  casefile::Note(db, "worker", now);
  db.EmptyWal();
  return true;
}

void Morning(store::Db& db, const vault::KeyPair& keys, const scheme::Scheme& scheme, core::Instant now) {
  casefile::TakeBackReminders(db, keys, scheme, core::LocalDay(now));
  membership::TakeBackReminders(db, scheme, core::LocalDay(now));
  if (core::LocalHour(now) < kMorning) return;
  casefile::QueueReminders(db, keys, scheme, core::LocalDay(now));
  RemindMembers(db, scheme, now);
  accessibility::Remind(db, core::LocalDay(now));
  outbox::Gather(db, core::LocalDay(now));
}

Tally SendDue(store::Db& db, const config::Config& config, const render::Pages& pages,
              const vault::KeyPair& keys, const Sender& send, core::Instant now, const Asked& stop) {
  Tally tally;
  for (const auto& waiting : outbox::Due(db, keys, now)) {
    if (stop()) break;
    const auto answer = waiting.to.empty() ? mail::Answer{mail::Outcome::kRefused, "no address any more"}
                                           : send(Write(config, pages, keys, waiting));
    if (answer.outcome == mail::Outcome::kLater) {
      ++(outbox::Later(db, waiting, now) ? tally.later : tally.given_up);
    } else {
      const bool sent = answer.outcome == mail::Outcome::kSent;
      (sent ? outbox::Sent : outbox::Lost)(db, waiting.id, core::LocalDay(now));
      ++(sent ? tally.sent : tally.dropped);
    }
    if (answer.outcome != mail::Outcome::kSent) tally.why = answer.why;
    const bool about_this_mail = answer.outcome != mail::Outcome::kLater || answer.fault == "mail.wait";
    if (!about_this_mail) break;
  }
  return tally;
}

vault::KeyPair ReadKeys(const config::Config& config) {
  const auto path = config.data_dir + "/keys/worker.key";
  std::ifstream in(path);
  std::string hex;
  if (!(in >> hex))
    throw std::runtime_error(path + " manque ou ne peut pas être lu : lancez d'abord « vigie keys init »");
  const auto secret = vault::FromHex(hex);
  if (!secret || secret->size() != 32)
    throw std::runtime_error(path + " est abîmé : remettez-le depuis une sauvegarde");
  return vault::KeyPair::FromSecret(vault::Key::FromBytes(*secret));
}

}  // namespace worker

// Private to domain/casefile: how what is sealed is written, under which context, and the small steps that
// several acts share.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "domain/casefile/casefile.h"

namespace casefile {

// What a sealed record is bound to: its case, its kind, its number. It opens nowhere else.
std::string Context(std::string_view number, std::string_view kind, std::int64_t n = 0);

std::string SealHeader(const vault::Key& key, std::string_view number, const Header& header);
// Throws std::runtime_error when the record was altered.
Header OpenHeader(const vault::Key& key, std::string_view number, std::string_view sealed);
std::string SealJson(const vault::Key& key, const std::string& context, const json::Value& value);
json::Value OpenJson(const vault::Key& key, const std::string& context, std::string_view sealed);

// The account's own view of a case key: quick to open, needs its secret key.
std::string QuickenKey(const vault::KeyPair& keys, std::int64_t case_id, const vault::Key& case_key);
std::optional<vault::Key> OpenGrant(const vault::KeyPair& keys, std::int64_t case_id, std::string_view sealed,
                                    std::string_view quick);
// The case key, or the identity key, sealed to the reporter.
vault::Key OpenOwnKey(const vault::KeyPair& keys, std::string_view sealed);

// The reporter's secret key under their code, and codes' first digits that no other case has.
std::string WrapSecret(const vault::Key& secret_key, std::string_view code, std::string_view salt);
bool LocatorTaken(store::Db& db, std::string_view locator);
std::string FreeLocator(store::Db& db);

// Inside the transaction that files the report: what FindFiled finds.
void Remember(store::Db& db, const NewCase& report, const Filed& filed, core::Day today);

// The part in which somebody acts in a case: among those that they have for its collectivité, the one that
// reads such a case. Empty when they have none.
std::string RoleIn(const people::Account& account, std::int64_t collectivite_id, bool concerns_authority);

// Accounts that hold a grant on the case and have one of the roles for its collectivité.
struct Holder {
  std::int64_t account_id;
  std::string public_key;
};
std::vector<Holder> Holders(store::Db& db, std::int64_t case_id, const std::vector<std::string>& roles);
std::vector<Holder> Holders(store::Db& db, std::int64_t case_id);

// A key, sealed to an account: a row of case_grant or identity_grant. False when it had one.
bool Grant(store::Db& db, std::string_view table, std::int64_t account_id, std::int64_t case_id,
           std::string_view public_key, const vault::Key& key);

// Lets the present readers of an audience read the identity; those who do not hold the case are given it, and
// told by a mail. False when there is nobody.
struct Releasing {
  std::int64_t case_id, collectivite_id;
  bool concerns_authority;
  const vault::Key& case_key;
  const vault::Key& identity_key;
};
bool GrantAudience(store::Db& db, const Releasing& of, std::string_view audience, core::Day today);
std::string Joined(const std::vector<std::string>& words);  // by commas

// Mails, as outbox::TellAccount queues them: never two of a kind waiting for the same person.
void QueueForReporter(store::Db& db, std::int64_t case_id, core::Day today);
void QueueForHolders(store::Db& db, std::int64_t case_id, std::string_view mail, core::Day today,
                     std::int64_t except = 0);

// Seals the wish to each provider of the collectivité; false when there is none.
bool StoreCallback(store::Db& db, std::int64_t case_id, std::int64_t collectivite_id, const json::Value& wish,
                   core::Day today);

inline core::Instant Midnight(core::Day day) { return core::Instant{day}; }

}  // namespace casefile

// (The namespace is not `access`: POSIX has a function of that name.)
// People, their parts, and their sessions: who someone is. What they may read is domain/casefile's.
//
// Threads: every function works on the Db it is given; Throttle is thread safe. Secrets: a password, a code
// or a secret key is never stored, logged nor part of a refusal.
#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/core/result.h"
#include "lib/core/time.h"
#include "lib/store/db.h"
#include "lib/vault/vault.h"

namespace people {

struct Collectivite {
  std::int64_t id = 0;
  std::string slug, name;
};
std::vector<Collectivite> Collectivites(store::Db& db);  // active ones, by name
std::optional<Collectivite> FindCollectivite(store::Db& db, std::string_view slug);
std::string CollectiviteName(store::Db& db, std::int64_t id);  // also of one that is no longer active
// Refuses a slug that is taken (kConflict, "slug", "collectivite.slug_taken") or that is not made of a-z, 0-9
// and hyphens ("collectivite.slug"), and an empty name ("collectivite.name").
core::Result<Collectivite> AddCollectivite(store::Db& db, std::string slug, std::string name);

// Enough to catch a slip of the hand: something, one @, a dot in what follows, no space.
bool IsEmail(std::string_view email);

struct Assignment {
  std::string role;                  // referent, substitute, provider, authority, manager, committee
  std::int64_t collectivite_id = 0;  // 0: the whole CDG
};

struct Account {
  std::int64_t id = 0;
  std::string login, name, email;
  std::vector<Assignment> assignments;
  bool joined = false;  // the invitation was accepted: the account has keys
  bool active = true;
  bool digest = false;                   // told once a day, in the morning, instead of each time
  bool Is(std::string_view role) const;  // for any collectivité
};
std::optional<Account> FindAccount(store::Db& db, std::int64_t id);
std::optional<Account> FindAccountByLogin(store::Db& db, std::string_view login);
std::vector<Account> Accounts(store::Db& db);

// Accounts ready to read (invitation accepted, active) that have the role for this collectivité or for the
// whole CDG.
struct Reader {
  std::int64_t account_id;
  std::string public_key;
  std::string role;
};
std::vector<Reader> Readers(store::Db& db, std::int64_t collectivite_id,
                            const std::vector<std::string>& roles);

// ---- becoming someone

// An account that cannot sign in yet. Refuses a login that is taken (kConflict, "login",
// "account.login_taken") or not made of 2 to 64 letters, digits,
// ". _ - @" ("account.login"), an empty name ("account.name") and an address that is none ("account.email").
core::Result<std::int64_t> AddAccount(store::Db& db, std::string login, std::string name, std::string email);
// Refuses an unknown role ("account.role") and an unknown collectivité (kNotFound, "collectivite.unknown").
// Silent when the account has the part already.
core::Result<void> Assign(store::Db& db, std::int64_t account_id, std::string role,
                          std::int64_t collectivite_id);
// An account that is not active cannot sign in, is no reader of new cases, and its sessions and invitations
// are gone.
void SetActive(store::Db& db, std::int64_t account_id, bool active);
void SetDigest(store::Db& db, std::int64_t account_id, bool digest);
// Takes every part that is held for this collectivité alone; an account without another part is closed.
void ClosePlace(store::Db& db, std::int64_t collectivite_id);
// A single-use token, good for 7 days, that replaces any earlier one of the account.
std::string Invite(store::Db& db, std::int64_t account_id, core::Instant now);
std::optional<Account> FindInvitation(store::Db& db, std::string_view token, core::Instant now);
// The TOTP secret that goes with an invitation: it depends on the token alone, so that nothing is stored
// before it is accepted.
std::string InvitationTotp(std::string_view token);

// At least 12 characters ("password.too_short"), at most 256 ("password.too_long"), not a repetition or a
// sequence ("password.simple"), not made of the words that are most often used ("password.common"), not made
// of the login or the name ("password.personal"). The refusal's field is "password".
core::Result<void> CheckPassword(std::string_view password, const Account& account);

struct Joined {
  std::vector<std::string> recovery_codes;  // shown once
};
// Makes the account's key pair and wraps it. An account that had joined before gets new keys: its old ones
// are lost, and with them its grants, its notes, the wishes to be called back and its sessions. Refuses an
// invitation that is unknown, used or expired ("invitation.unknown"), a weak password
// ("password.…") and a wrong one-time code ("totp.wrong").
core::Result<Joined> AcceptInvitation(store::Db& db, std::string_view token, std::string_view password,
                                      std::string_view totp, core::Instant now);

// ---- signing in

struct SignedIn {
  Account account;
  vault::KeyPair keys;
};
// Password and one-time code together: one refusal (kForbidden, "sign_in.refused") whatever was wrong,
// unknown login included, after the same work.
core::Result<SignedIn> SignIn(store::Db& db, std::string_view login, std::string_view password,
                              std::string_view totp, core::Instant now);
// A recovery code (any case, spaces and hyphens allowed) opens the secret once: a new password and a new TOTP
// secret are set; every session of the account ends. Refuses a weak password ("password.…"), and everything
// else with one refusal (kForbidden, "recovery.refused") after the same work.
struct Recovered {
  Account account;
  std::string totp_secret;
};
core::Result<Recovered> Recover(store::Db& db, std::string_view login, std::string_view recovery_code,
                                std::string_view new_password);
// How many of the account's recovery codes have not been used.
int RecoveryCodesLeft(store::Db& db, std::int64_t account_id);

// Slows guesses down, for each name apart, in memory only: `free` failures cost nothing, then 2, 4, 8… s, at
// most `longest`. A name is never shut out for good, and no name slows another. A name is forgotten one hour
// after its last failure, and sooner when there are more than kMostNames: those that wait the longest are
// kept.
class Throttle {
 public:
  static constexpr std::size_t kMostNames = 100'000;
  Throttle(int free, std::chrono::seconds longest) : free_(free), longest_(longest) {}
  // How long this name still has to wait; zero when it may try. Counts the try as a failure until
  // Succeeded().
  std::chrono::seconds Try(const std::string& name, core::Instant now);
  void Succeeded(const std::string& name);

 private:
  struct Entry {
    int failures = 0;
    core::Instant until{};  // may not try before
  };
  void Forget(core::Instant now);
  int free_;
  std::chrono::seconds longest_;
  std::mutex mutex_;
  std::map<std::string, Entry> entries_;
  core::Instant swept_{};
};

// ---- sessions

enum class SessionKind { kCase, kDesk, kLetter };
struct Session {
  std::int64_t subject_id;  // of a case, an account or a letter
  vault::KeyPair keys;      // the subject's
};
// Gives the cookie. A desk session: prolonging.h. A case session, or a letter's, lasts at least 20
// (RGAA 13.1) and ends at midnight UTC: the table tells the day on which a reporter came, not the hour.
std::string OpenSession(store::Db& db, SessionKind kind, std::int64_t subject_id,
                        const vault::Key& secret_key, core::Instant now);
// Needs no write. None when unknown, over, or when the account is no longer active.
std::optional<Session> FindSession(store::Db& db, SessionKind kind, std::string_view cookie,
                                   core::Instant now);
// The subject alone: one indexed read, nothing is opened.
std::optional<std::int64_t> FindSubject(store::Db& db, SessionKind kind, std::string_view cookie,
                                        core::Instant now);
void CloseSession(store::Db& db, std::string_view cookie);
void CloseSessions(store::Db& db, SessionKind kind, std::int64_t subject_id);
// Sessions and invitations that are over, wherever nobody comes back to them. For the worker.
void ForgetExpired(store::Db& db, core::Instant now);

}  // namespace people

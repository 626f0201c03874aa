// For this room only: the two secrets of an account, and the wraps that keep them.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/store/db.h"
#include "lib/vault/vault.h"

namespace people {

struct Secrets {
  vault::Key secret_key;
  std::string totp;
};

// A wrap under a key stretched from the password, which holds for this account alone.
std::string WrapForPassword(std::int64_t account_id, const vault::Key& key, const Secrets& secrets);
std::optional<Secrets> UnwrapForPassword(std::int64_t account_id, const vault::Key& key,
                                         std::string_view wrapped);

// A recovery code: 28 base32 characters (140 bits, as vault::Derive asks for) in groups of 4.
std::string NewRecoveryCode();
// As it is hashed: capitals without separators, with 0, 1 and 8 read as the letters that they look like.
std::string ReadRecoveryCode(std::string_view typed);
std::string RecoveryHash(std::int64_t account_id, std::string_view code);
std::string WrapForRecovery(std::int64_t account_id, std::string_view code, const Secrets& secrets);
std::optional<Secrets> UnwrapForRecovery(std::int64_t account_id, std::string_view code,
                                         std::string_view wrapped);

}  // namespace people

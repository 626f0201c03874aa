// The attestation de suivi: an address that the server signed and anyone can check, without a name and
// without a record of who asked for it. It has no legal model; it says what was followed, not that someone is
// able.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "domain/learning/course.h"
#include "domain/learning/learner.h"
#include "lib/vault/vault.h"

namespace learning {

struct Attestation {
  std::string course, version;  // of the course
  core::Day on{};               // the day of its last step
  int score = 0;                // percent
};

// What goes into the address: letters, digits, - _ and one dot.
std::string Seal(const Attestation& attestation, const vault::Key& seed);
// None when `text` was not signed with the key whose public half this is, or was changed since.
std::optional<Attestation> Check(std::string_view text, std::string_view public_key);

// The server's signing key, data_dir/keys/attestation.key (64 hexadecimal digits; `vigie keys init` makes
// it). Throws std::runtime_error that says so when it is missing or damaged.
vault::Key ReadAttestationKey(const std::string& path);

}  // namespace learning

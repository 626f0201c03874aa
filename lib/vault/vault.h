// Keys and sealing: the only room that knows cryptography (libsodium, liboath for one-time passwords, OpenSSL
// for the signatures of others).
//
// Threads: every function may be called from any thread. Errors: opening something that was altered, or with
// a wrong key, gives std::nullopt; misuse (a key of the wrong size, a closed stream) throws
// std::invalid_argument; everything else that can fail throws std::runtime_error.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "lib/core/time.h"

namespace vault {

// Must run once before anything else. Turns core dumps off.
void Start();

// 32 secret bytes, wiped when they go.
class Key {
 public:
  static Key Random();
  // From exactly 32 bytes; throws std::invalid_argument otherwise.
  static Key FromBytes(std::string_view bytes);
  Key(const Key&) = default;
  Key& operator=(const Key&) = default;
  ~Key();
  std::string_view Bytes() const { return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()}; }

 private:
  Key() = default;
  std::array<unsigned char, 32> bytes_{};
};

std::string RandomBytes(std::size_t count);
// A number from 0 to bound - 1, uniform.
std::uint32_t RandomNumber(std::uint32_t bound);
// 43 characters that can stand in a cookie, a field or an address: 32 random bytes in base64url.
std::string RandomToken();
std::string Base64Url(std::string_view bytes);
std::string Base64(std::string_view bytes);  // the usual one, with + / and =
std::optional<std::string> FromBase64Url(std::string_view text);
// Two small letters or digits for each byte; FromHex takes exactly what Hex gives.
std::string Hex(std::string_view bytes);
std::optional<std::string> FromHex(std::string_view text);

// SHA-256, 32 bytes: for a fingerprint that anyone can compute again with common tools.
std::string Sha256(std::string_view bytes);
// BLAKE2b, 32 bytes. Two labels give unrelated results for the same input.
std::string Hash(std::string_view label, std::string_view bytes);
// A key from another secret that has at least 128 bits of chance (a token, a key); never from a password.
Key Derive(std::string_view label, std::string_view secret);
bool SameBytes(std::string_view a, std::string_view b);  // in a time that does not depend on the content

// RFC 2104 with SHA-1, 20 bytes: what other programs sign their requests with. Nothing of ours rests on
// SHA-1.
std::string HmacSha1(std::string_view key, std::string_view bytes);

// A key from a password or from a tracking code: Argon2id, 2 passes, 64 MiB. `salt`: 16 bytes. At most two
// run at once in a process, others wait. About 120 ms.
Key Stretch(std::string_view password, std::string_view salt);
std::string NewSalt();

// Anyone may seal to a public key, only its secret key opens (X25519 sealed box).
struct KeyPair {
  std::string public_key;  // 32 bytes
  Key secret_key;
  static KeyPair Generate();
  static KeyPair FromSecret(const Key& secret_key);
};
std::string SealTo(std::string_view public_key, std::string_view plain);
std::optional<std::string> OpenSealed(const KeyPair& pair, std::string_view sealed);

// Ed25519: whoever has the seed signs, anyone with the public key (32 bytes) checks. A signature has 64
// bytes.
std::string SigningPublicKey(const Key& seed);
std::string Sign(const Key& seed, std::string_view message);
bool IsSigned(std::string_view public_key, std::string_view message, std::string_view signature);

// XChaCha20-Poly1305. `context` is authenticated, not stored: the same must be given to open. Encrypt pads
// the text to the next of 1, 2, 4, 8… KiB, so that its length tells little; EncryptExact does not (keys,
// tokens).
std::string Encrypt(const Key& key, std::string_view context, std::string_view plain);
std::string EncryptExact(const Key& key, std::string_view context, std::string_view plain);
std::optional<std::string> Decrypt(const Key& key, std::string_view context, std::string_view sealed);
std::optional<std::string> DecryptExact(const Key& key, std::string_view context, std::string_view sealed);

// A file as a chain of sealed chunks of at most kChunk plain bytes (secretstream): none can be removed,
// repeated, moved or cut off unnoticed. The first chunk carries the stream's header. Not thread safe.
inline constexpr std::size_t kChunk = 64 * 1024;
class StreamSealer {
 public:
  explicit StreamSealer(const Key& key);
  ~StreamSealer();
  // `last` closes the chain: exactly one chunk, the last one, has it (it may be empty).
  std::string Seal(std::string_view plain, bool last);

 private:
  struct State;
  std::unique_ptr<State> state_;
};
class StreamOpener {
 public:
  explicit StreamOpener(const Key& key);
  ~StreamOpener();
  struct Chunk {
    std::string plain;
    bool last;
  };
  std::optional<Chunk> Open(std::string_view sealed);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// RFC 6238, SHA-1, 6 digits, 30 s. `secret`: 20 raw bytes.
std::string NewTotpSecret();
std::string TotpBase32(std::string_view secret);
// What an application of one-time codes reads, as a QR code or a link:
// otpauth://totp/ISSUER:LOGIN?secret=…&issuer=ISSUER.
std::string TotpAddress(std::string_view secret, std::string_view issuer, std::string_view login);
std::optional<std::string> FromTotpBase32(std::string_view text);
std::string TotpCode(std::string_view secret, core::Instant now);
// The time step (now/30 s, at most one step off) whose code this is, when that step comes after `last_step`:
// a code works once.
std::optional<std::int64_t> CheckTotp(std::string_view secret, std::string_view code, core::Instant now,
                                      std::int64_t last_step);

}  // namespace vault

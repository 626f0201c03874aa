// What makes a key: chance, another secret, a password.
#include <sys/resource.h>

#include <algorithm>
#include <semaphore>
#include <stdexcept>

#include "lib/vault/bytes.h"
#include "lib/vault/vault.h"

namespace vault {

namespace {

constexpr unsigned long long kPasses = 2;
constexpr std::size_t kMemory = 64 * 1024 * 1024;

// Secret bytes on the stack, wiped when they go.
struct Secret {
  unsigned char bytes[32] = {};
  Secret() = default;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret() { sodium_memzero(bytes, sizeof bytes); }
  Key ToKey() const { return Key::FromBytes({reinterpret_cast<const char*>(bytes), sizeof bytes}); }
};

// What a hash is for: a hash that is stored must never be the key that the same secret gives.
enum class Use { kHash, kKey };

void Digest(Use use, std::string_view label, std::string_view bytes, unsigned char out[32]) {
  Ready();
  static constexpr unsigned char kSalt[crypto_generichash_blake2b_SALTBYTES] = {};
  static constexpr unsigned char kPersonal[2][crypto_generichash_blake2b_PERSONALBYTES + 1] = {
      "vigie hash      ", "vigie key       "};
  const std::string head = std::to_string(label.size()) + ':' + std::string(label);
  crypto_generichash_blake2b_state state;
  crypto_generichash_blake2b_init_salt_personal(&state, nullptr, 0, 32, kSalt,
                                                kPersonal[use == Use::kKey ? 1 : 0]);
  crypto_generichash_blake2b_update(&state, U(head), head.size());
  crypto_generichash_blake2b_update(&state, U(bytes), bytes.size());
  crypto_generichash_blake2b_final(&state, out, 32);
  sodium_memzero(&state, sizeof state);
}

// Holds one of the two places in which Argon2 may run.
class Turn {
 public:
  Turn() { Places().acquire(); }
  ~Turn() { Places().release(); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  static std::counting_semaphore<2>& Places() {
    static std::counting_semaphore<2> places(2);
    return places;
  }
};

}  // namespace

void Start() {
  Ready();
  const rlimit none{0, 0};
  if (::setrlimit(RLIMIT_CORE, &none) != 0) throw std::runtime_error("core dumps cannot be turned off");
}

Key Key::Random() {
  Ready();
  Key key;
  randombytes_buf(key.bytes_.data(), key.bytes_.size());
  return key;
}

Key Key::FromBytes(std::string_view bytes) {
  Key key;
  if (bytes.size() != key.bytes_.size()) throw std::invalid_argument("a key has 32 bytes");
  std::copy(bytes.begin(), bytes.end(), key.bytes_.begin());
  return key;
}

Key::~Key() { sodium_memzero(bytes_.data(), bytes_.size()); }

std::string RandomBytes(std::size_t count) {
  Ready();
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

std::uint32_t RandomNumber(std::uint32_t bound) {
  Ready();
  if (bound == 0) throw std::invalid_argument("no number lies under 0");
  return randombytes_uniform(bound);
}

std::string RandomToken() { return Base64Url(RandomBytes(32)); }

std::string Hash(std::string_view label, std::string_view bytes) {
  std::string hash(32, '\0');
  Digest(Use::kHash, label, bytes, U(hash));
  return hash;
}

std::string Sha256(std::string_view bytes) {
  std::string hash(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(U(hash), U(bytes), bytes.size());
  return hash;
}

Key Derive(std::string_view label, std::string_view secret) {
  Secret secret_bytes;
  Digest(Use::kKey, label, secret, secret_bytes.bytes);
  return secret_bytes.ToKey();
}

bool SameBytes(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

Key Stretch(std::string_view password, std::string_view salt) {
  static_assert(crypto_pwhash_SALTBYTES == 16);
  if (salt.size() != crypto_pwhash_SALTBYTES) throw std::invalid_argument("a salt has 16 bytes");
  Ready();
  const Turn turn;
  Secret secret_bytes;
  if (crypto_pwhash(secret_bytes.bytes, sizeof secret_bytes.bytes, password.data(), password.size(), U(salt),
                    kPasses, kMemory, crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw std::runtime_error("not enough memory for Argon2");
  return secret_bytes.ToKey();
}

std::string NewSalt() { return RandomBytes(crypto_pwhash_SALTBYTES); }

}  // namespace vault

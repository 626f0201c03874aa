// Ed25519 signatures.
#include <stdexcept>

#include "lib/vault/bytes.h"
#include "lib/vault/vault.h"

namespace vault {
namespace {

struct Pair {
  unsigned char open[crypto_sign_PUBLICKEYBYTES] = {}, secret[crypto_sign_SECRETKEYBYTES] = {};
  explicit Pair(const Key& seed) {
    Ready();
    crypto_sign_seed_keypair(open, secret, U(seed.Bytes()));
  }
  Pair(const Pair&) = delete;
  Pair& operator=(const Pair&) = delete;
  ~Pair() { sodium_memzero(secret, sizeof secret); }
};

}  // namespace

std::string SigningPublicKey(const Key& seed) {
  const Pair pair(seed);
  return {reinterpret_cast<const char*>(pair.open), sizeof pair.open};
}

std::string Sign(const Key& seed, std::string_view message) {
  const Pair pair(seed);
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr, U(message),
                       message.size(), pair.secret);
  return signature;
}

bool IsSigned(std::string_view public_key, std::string_view message, std::string_view signature) {
  Ready();
  if (public_key.size() != crypto_sign_PUBLICKEYBYTES)
    throw std::invalid_argument("vault: a public key has 32 bytes");
  return signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(U(signature), U(message), message.size(), U(public_key)) == 0;
}

}  // namespace vault

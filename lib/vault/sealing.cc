// What is sealed whole: to a public key, or under a secret one.

#include "lib/vault/bytes.h"
#include "lib/vault/vault.h"

namespace vault {

namespace {

constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t kSmallest = 1024;

// First byte of what is authenticated, so that one kind is never opened as the other.
constexpr char kPadded = 'P';
constexpr char kExact = 'E';

// nonce, ciphertext, tag.
std::string Lock(const Key& key, char kind, std::string_view context, std::string_view plain) {
  Ready();
  const std::string known = kind + std::string(context);
  std::string sealed(kNonce + plain.size() + kTag, '\0');
  unsigned char* nonce = U(sealed);
  randombytes_buf(nonce, kNonce);
  crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + kNonce, nullptr, U(plain), plain.size(), U(known),
                                             known.size(), nullptr, nonce, U(key.Bytes()));
  return sealed;
}

std::optional<std::string> Unlock(const Key& key, char kind, std::string_view context,
                                  std::string_view sealed) {
  Ready();
  if (sealed.size() < kNonce + kTag) return std::nullopt;
  const std::string known = kind + std::string(context);
  std::string plain(sealed.size() - kNonce - kTag, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(U(plain), nullptr, nullptr, U(sealed) + kNonce,
                                                 sealed.size() - kNonce, U(known), known.size(), U(sealed),
                                                 U(key.Bytes())) != 0)
    return std::nullopt;
  return plain;
}

}  // namespace

KeyPair KeyPair::Generate() { return FromSecret(Key::Random()); }

KeyPair KeyPair::FromSecret(const Key& secret_key) {
  Ready();
  KeyPair pair{std::string(crypto_box_PUBLICKEYBYTES, '\0'), secret_key};
  crypto_scalarmult_base(U(pair.public_key), U(secret_key.Bytes()));
  return pair;
}

std::string SealTo(std::string_view public_key, std::string_view plain) {
  Ready();
  if (public_key.size() != crypto_box_PUBLICKEYBYTES)
    throw std::invalid_argument("a public key has 32 bytes");
  std::string sealed(plain.size() + crypto_box_SEALBYTES, '\0');
  if (crypto_box_seal(U(sealed), U(plain), plain.size(), U(public_key)) != 0)
    throw std::invalid_argument("this public key seals nothing");
  return sealed;
}

std::optional<std::string> OpenSealed(const KeyPair& pair, std::string_view sealed) {
  Ready();
  if (sealed.size() < crypto_box_SEALBYTES || pair.public_key.size() != crypto_box_PUBLICKEYBYTES)
    return std::nullopt;
  std::string plain(sealed.size() - crypto_box_SEALBYTES, '\0');
  if (crypto_box_seal_open(U(plain), U(sealed), sealed.size(), U(pair.public_key),
                           U(pair.secret_key.Bytes())) != 0)
    return std::nullopt;
  return plain;
}

std::string Encrypt(const Key& key, std::string_view context, std::string_view plain) {
  std::size_t size = kSmallest;
  while (size <= plain.size()) size *= 2;  // the padding takes one byte at least
  std::string padded(plain);
  padded.resize(size);
  std::size_t filled = 0;
  if (sodium_pad(&filled, U(padded), plain.size(), size, size) != 0 || filled != size)
    throw std::runtime_error("padding failed");
  std::string sealed = Lock(key, kPadded, context, padded);
  sodium_memzero(padded.data(), padded.size());
  return sealed;
}

std::string EncryptExact(const Key& key, std::string_view context, std::string_view plain) {
  return Lock(key, kExact, context, plain);
}

std::optional<std::string> Decrypt(const Key& key, std::string_view context, std::string_view sealed) {
  auto plain = Unlock(key, kPadded, context, sealed);
  // What was authenticated is looked at without care for time: sodium_unpad's care is a sixth of the desk's
  // list.
  const auto end = plain ? plain->find_last_not_of('\0') : std::string::npos;
  if (end == std::string::npos || (*plain)[end] != '\x80') return std::nullopt;
  plain->resize(end);
  return plain;
}

std::optional<std::string> DecryptExact(const Key& key, std::string_view context, std::string_view sealed) {
  return Unlock(key, kExact, context, sealed);
}

}  // namespace vault

#include <liboath/oath.h>

#include <cstdlib>
#include <stdexcept>

#include "lib/vault/vault.h"

namespace vault {
namespace {

constexpr std::int64_t kStep = 30;
constexpr unsigned kDigits = 6;

void OathReady() {
  static const bool ready = [] {
    if (oath_init() != OATH_OK) throw std::runtime_error("liboath cannot start");
    return true;
  }();
  static_cast<void>(ready);
}

std::string CodeOfStep(std::string_view secret, std::int64_t step) {
  OathReady();
  char code[kDigits + 1] = {};
  if (oath_totp_generate(secret.data(), secret.size(), step * kStep, kStep, 0, kDigits, code) != OATH_OK)
    throw std::runtime_error("liboath gives no code");
  return code;
}

// RFC 3986. A colon would end the issuer's name: it becomes a space.
std::string PercentEncode(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c == ':' ? ' ' : c);
    const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                       (byte >= '0' && byte <= '9') ||
                       std::string_view("-._~").find(c) != std::string_view::npos;
    if (plain)
      out += c;
    else
      out += {'%', kHex[byte >> 4], kHex[byte & 15]};
  }
  return out;
}

std::int64_t StepOf(core::Instant now) { return now.time_since_epoch().count() / kStep; }

}  // namespace

std::string NewTotpSecret() { return RandomBytes(20); }

std::string TotpBase32(std::string_view secret) {
  OathReady();
  char* encoded = nullptr;
  if (oath_base32_encode(secret.data(), secret.size(), &encoded, nullptr) != OATH_OK)
    throw std::runtime_error("liboath cannot write base32");
  std::string text(encoded);
  std::free(encoded);
  text.erase(text.find_last_not_of('=') + 1);
  return text;
}

std::optional<std::string> FromTotpBase32(std::string_view text) {
  OathReady();
  char* decoded = nullptr;
  std::size_t length = 0;
  if (oath_base32_decode(text.data(), text.size(), &decoded, &length) != OATH_OK) return std::nullopt;
  std::string secret(decoded, length);
  std::free(decoded);
  return secret;
}

std::string TotpAddress(std::string_view secret, std::string_view issuer, std::string_view login) {
  const std::string name = PercentEncode(issuer);
  return "otpauth://totp/" + name + ":" + PercentEncode(login) + "?secret=" + TotpBase32(secret) +
         "&issuer=" + name;
}

std::string TotpCode(std::string_view secret, core::Instant now) { return CodeOfStep(secret, StepOf(now)); }

std::optional<std::int64_t> CheckTotp(std::string_view secret, std::string_view code, core::Instant now,
                                      std::int64_t last_step) {
  std::optional<std::int64_t> found;
  // The newest step wins: should two steps have the same code, it still works once.
  for (std::int64_t step = StepOf(now) - 1; step <= StepOf(now) + 1; ++step)
    if (SameBytes(CodeOfStep(secret, step), code) && step > last_step) found = step;
  return found;
}

}  // namespace vault

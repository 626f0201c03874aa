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

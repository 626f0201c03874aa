#include "domain/learning/attestation.h"

#include <charconv>
#include <fstream>
#include <stdexcept>

namespace learning {
namespace {

constexpr std::string_view kPurpose =
    "vigie attestation 1\n";  // a signature for this is none for anything else

std::string Message(std::string_view payload) { return std::string(kPurpose).append(payload); }

std::string Take(std::string_view& rest) {
  const auto end = rest.find('\n');
  const std::string line(rest.substr(0, end));
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return line;
}

std::optional<int> Whole(const std::string& text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

}  // namespace

std::string Seal(const Attestation& attestation, const vault::Key& seed) {
  const auto payload = attestation.course + "\n" + attestation.version + "\n" + core::IsoDay(attestation.on) +
                       "\n" + std::to_string(attestation.score);
  return vault::Base64Url(payload) + "." + vault::Base64Url(vault::Sign(seed, Message(payload)));
}

std::optional<Attestation> Check(std::string_view text, std::string_view public_key) {
  const auto dot = text.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const auto payload = vault::FromBase64Url(text.substr(0, dot)),
             signature = vault::FromBase64Url(text.substr(dot + 1));
  if (!payload || !signature || !vault::IsSigned(public_key, Message(*payload), *signature))
    return std::nullopt;
  std::string_view rest = *payload;
  Attestation attestation{Take(rest), Take(rest), {}, 0};
  const auto on = core::ParseDay(Take(rest));
  const auto score = Whole(Take(rest));
  if (!on || !score) return std::nullopt;
  attestation.on = *on;
  attestation.score = *score;
  return attestation;
}

vault::Key ReadAttestationKey(const std::string& path) {
  std::ifstream in(path);
  std::string hex;
  const auto bytes = in >> hex ? vault::FromHex(hex) : std::nullopt;
  if (!bytes || bytes->size() != 32)
    throw std::runtime_error(path + " manque ou est abîmé : lancez d’abord « vigie keys init »");
  return vault::Key::FromBytes(*bytes);
}

}  // namespace learning

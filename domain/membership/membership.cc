#include "domain/membership/membership.h"

#include <algorithm>
#include <array>

#include "domain/access/access.h"
#include "lib/core/text.h"

namespace membership {
namespace {

constexpr std::array<std::string_view, 8> kStates{"asked",     "refused", "convention", "signed",
                                                  "effective", "leaving", "left",       "erased"};
constexpr std::size_t kLongest = 200;

bool IsDigits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// As people write a number: digits, spaces, points, hyphens, brackets, a + before.
bool IsPhone(std::string_view text) {
  const auto digits = core::Digits(text).size();
  return digits >= 3 && digits <= 15 && text.find_first_not_of("0123456789 .-()+") == std::string_view::npos;
}

}  // namespace

std::string_view Word(State state) { return kStates.at(static_cast<std::size_t>(state)); }

std::optional<State> StateNamed(std::string_view word) {
  const auto* const found = std::find(kStates.begin(), kStates.end(), word);
  if (found == kStates.end()) return std::nullopt;
  return static_cast<State>(found - kStates.begin());
}

bool IsServed(State state) { return state == State::kEffective || state == State::kLeaving; }

const std::vector<std::string>& Kinds() {
  static const std::vector<std::string> kinds{"commune", "ccas",        "caisse_ecoles", "epci", "syndicat",
                                              "pole",    "departement", "region",        "sdis", "oph",
                                              "cdg",     "health",      "public_body",   "other"};
  return kinds;
}

bool IsSiret(std::string_view text) {
  if (text.size() != 14 || !IsDigits(text)) return false;
  int luhn = 0, plain = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int digit = text[i] - '0', doubled = digit * 2;
    plain += digit;
    luhn += i % 2 == 0 ? doubled - (doubled > 9 ? 9 : 0) : digit;
  }
  return luhn % 10 == 0 || (text.substr(0, 9) == "356000000" && plain % 5 == 0);
}

core::Refusals Check(const Member& member) {
  core::Refusals refusals;
  const auto wrong = [&](const char* field, const char* code) {
    refusals.push_back({core::Kind::kInvalid, field, code});
  };
  if (core::Trim(member.name).empty() || core::Length(member.name) > kLongest)
    wrong("name", "collectivite.name");
  if (const auto& kinds = Kinds(); std::find(kinds.begin(), kinds.end(), member.kind) == kinds.end())
    wrong("kind", "membership.kind");
  if (!member.siret.empty() && !IsSiret(member.siret)) wrong("siret", "membership.siret");
  if (const auto& code = member.place.postcode; !code.empty() && (code.size() != 5 || !IsDigits(code)))
    wrong("postcode", "membership.postcode");
  if (!member.contact.email.empty() && !people::IsEmail(member.contact.email))
    wrong("contact_email", "membership.email");
  if (!member.contact.phone.empty() && !IsPhone(member.contact.phone))
    wrong("contact_phone", "membership.phone");
  const std::vector<std::pair<const char*, const std::string*>> texts{
      {"address", &member.place.address},     {"city", &member.place.city},
      {"contact_name", &member.contact.name}, {"contact_function", &member.contact.function},
      {"service_code", &member.service_code}, {"engagement", &member.engagement}};
  for (const auto& [field, text] : texts)
    if (core::Length(*text) > kLongest) wrong(field, "membership.too_long");
  return refusals;
}

core::Result<void> CheckAgents(std::int64_t agents) {
  if (agents < 1) return core::Refuse("headcount", "headcount.positive");
  if (agents > 100'000) return core::Refuse("headcount", "headcount.too_large");
  return {};
}

}  // namespace membership

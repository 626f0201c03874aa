#include "domain/casefile/code.h"

#include <array>

#include "lib/core/text.h"
#include "lib/vault/vault.h"

namespace casefile {
namespace {

constexpr std::size_t kSecret = 17, kCode = 24, kGroup = 4;

// Damm's quasigroup of order 10: the running digit of a right code ends at 0.
constexpr std::array<std::array<int, 10>, 10> kDamm{{{0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
                                                     {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
                                                     {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
                                                     {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
                                                     {6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
                                                     {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
                                                     {5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
                                                     {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
                                                     {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
                                                     {2, 5, 8, 1, 4, 3, 6, 7, 9, 0}}};

int Check(std::string_view digits) {
  int running = 0;
  for (const char digit : digits) running = kDamm[running][digit - '0'];
  return running;
}

std::string RandomDigits(std::size_t count) {
  std::string out;
  while (out.size() < count) out += static_cast<char>('0' + vault::RandomNumber(10));
  return out;
}

bool IsSpace(char c) { return c == ' ' || c == '.' || c == '-' || c == '\t' || c == '\n'; }

}  // namespace

std::string NewSecretDigits() { return RandomDigits(kSecret); }
std::string NewLocator() { return RandomDigits(kLocator); }

std::string MakeCode(std::string_view locator, std::string_view secret) {
  std::string code = std::string(locator) + std::string(secret);
  return code + static_cast<char>('0' + Check(code));
}

std::vector<std::string> CodeGroups(std::string_view code) {
  std::vector<std::string> groups;
  for (std::size_t i = 0; i < code.size(); i += kGroup) groups.emplace_back(code.substr(i, kGroup));
  return groups;
}

std::string GroupCode(std::string_view code) {
  std::string out;
  for (const auto& group : CodeGroups(code)) {
    if (!out.empty()) out += ' ';
    out += group;
  }
  return out;
}

bool IsGroup(std::string_view code, std::size_t group, std::string_view typed) {
  return core::Digits(typed) == code.substr(group * kGroup, kGroup);
}

core::Result<Code> ReadCode(std::string_view typed) {
  std::string digits;
  for (std::size_t i = 0; i < typed.size(); ++i) {
    if (typed[i] >= '0' && typed[i] <= '9') {
      digits += typed[i];
    } else if (typed.substr(i, 2) == "\u00a0") {  // the no-break space that a copied code may carry
      ++i;
    } else if (!IsSpace(typed[i])) {
      return core::Refuse("code", "code.not_digits");
    }
  }
  if (digits.empty()) return core::Refuse("code", "code.required");
  if (digits.size() != kCode) return core::Refuse("code", "code.length");
  if (Check(digits) != 0) return core::Refuse("code", "code.typing");
  return Code{digits.substr(0, kLocator), digits.substr(kLocator, kSecret), digits};
}

}  // namespace casefile

// The code de suivi: 24 digits in groups of 4. Six locate the case, seventeen are secret, the last checks
// typing.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "lib/core/result.h"

namespace casefile {

inline constexpr std::size_t kLocator = 6;

std::string NewSecretDigits();                                            // 17
std::string NewLocator();                                                 // 6
std::string MakeCode(std::string_view locator, std::string_view secret);  // 24 digits, no spaces
std::string GroupCode(std::string_view code);                             // "1234 5678 …"
std::vector<std::string> CodeGroups(std::string_view code);               // "1234", "5678"…
// Whether this is what stands in a group of the code (0 is the first), however it was typed.
bool IsGroup(std::string_view code, std::size_t group, std::string_view typed);

struct Code {
  std::string locator, secret, digits;
};
// Takes spaces, dots and hyphens between digits. Refuses before any lookup: "code.required",
// "code.not_digits", "code.length", "code.typing" (the check digit, Damm's, catches every wrong digit and
// every swap of two neighbours).
core::Result<Code> ReadCode(std::string_view typed);

}  // namespace casefile

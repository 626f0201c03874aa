#include "lib/vault/bytes.h"
#include "lib/vault/vault.h"

namespace vault {

std::string Hex(std::string_view bytes) {
  std::string text(2 * bytes.size() + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), U(bytes), bytes.size());
  text.pop_back();  // the closing NUL
  return text;
}

std::optional<std::string> FromHex(std::string_view text) {
  if (text.size() % 2 != 0 || text.find_first_not_of("0123456789abcdef") != std::string_view::npos)
    return std::nullopt;
  std::string bytes(text.size() / 2, '\0');
  if (sodium_hex2bin(U(bytes), bytes.size(), text.data(), text.size(), nullptr, nullptr, nullptr) != 0)
    return std::nullopt;
  return bytes;
}

}  // namespace vault


#include "lib/vault/bytes.h"
#include "lib/vault/vault.h"

namespace vault {

namespace {

std::string Written(std::string_view bytes, int variant) {
  std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  if (!sodium_bin2base64(text.data(), text.size(), U(bytes), bytes.size(), variant))
    throw std::runtime_error("base64 failed");
  text.pop_back();  // the closing NUL
  return text;
}

}  // namespace

std::string Base64Url(std::string_view bytes) {
  return Written(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

std::string Base64(std::string_view bytes) { return Written(bytes, sodium_base64_VARIANT_ORIGINAL); }

std::optional<std::string> FromBase64Url(std::string_view text) {
  std::string bytes(text.size(), '\0');
  std::size_t size = 0;
  const char* end = nullptr;
  if (sodium_base642bin(U(bytes), bytes.size(), text.data(), text.size(), nullptr, &size, &end,
                        sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
      end != text.data() + text.size())
    return std::nullopt;
  bytes.resize(size);
  return bytes;
}

}  // namespace vault

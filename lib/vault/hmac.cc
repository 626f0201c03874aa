// What others sign their requests with.
#include <openssl/hmac.h>

#include <stdexcept>

#include "lib/vault/vault.h"

namespace vault {

std::string HmacSha1(std::string_view key, std::string_view bytes) {
  std::string code(20, '\0');
  unsigned size = 0;
  if (!HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()),
            reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
            reinterpret_cast<unsigned char*>(code.data()), &size) ||
      size != code.size())
    throw std::runtime_error("OpenSSL gives no HMAC-SHA1");
  return code;
}

}  // namespace vault

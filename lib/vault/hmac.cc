// What others sign their requests with.
#include <nettle/hmac.h>

#include "lib/vault/vault.h"

namespace vault {

std::string HmacSha1(std::string_view key, std::string_view bytes) {
  hmac_sha1_ctx context;
  hmac_sha1_set_key(&context, key.size(), reinterpret_cast<const std::uint8_t*>(key.data()));
  hmac_sha1_update(&context, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
  std::string code(SHA1_DIGEST_SIZE, '\0');
  hmac_sha1_digest(&context, code.size(), reinterpret_cast<std::uint8_t*>(code.data()));
  return code;
}

}  // namespace vault

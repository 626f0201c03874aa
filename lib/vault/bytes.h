// Private to lib/vault: libsodium's view of our strings.
#pragma once
#include <sodium.h>

#include <stdexcept>
#include <string>
#include <string_view>

namespace vault {

inline const unsigned char* U(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
inline unsigned char* U(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

// libsodium's start is idempotent and thread safe.
inline void Ready() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
}

}  // namespace vault

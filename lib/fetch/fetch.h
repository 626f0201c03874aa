// Fetching one file from a server that the configuration names (libcurl).
//
// Threads: independent calls. Never logs an address, a password nor a byte.
#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace fetch {

struct Limits {
  std::string host;  // the only one that is asked, whatever its port; empty: none is
  std::int64_t bytes = 0;
  std::chrono::seconds longest{10};      // for everything
  std::string user = {}, password = {};  // basic authentication (RFC 7617), for this host; no user: none
};

// True for an address that Get asks: https, or http to localhost and 127.0.0.1; of this host; without user.
bool Allowed(const std::string& url, const std::string& host);

// GETs the file, hands it over piece by piece. `take` returns false to stop. False when the address is not
// allowed, the server does not answer 200 (redirections are not followed), the file is larger or slower than
// allowed, breaks off, or was stopped: what was taken is then not the whole file.
bool Get(const std::string& url, const Limits& limits, const std::function<bool(std::string_view)>& take);

}  // namespace fetch

#include "lib/fetch/fetch.h"

#include <curl/curl.h>

#include <memory>
#include <stdexcept>

namespace fetch {
namespace {

using Address = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

std::string Part(const Address& address, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(address.get(), part, &text, 0) != CURLUE_OK) return "";
  std::string copy(text);
  curl_free(text);
  return copy;
}

struct Download {
  const std::function<bool(std::string_view)>& take;
  std::int64_t left;
};

// Fewer bytes than it was given: curl stops.
std::size_t Write(char* bytes, std::size_t size, std::size_t count, void* to) {
  auto& download = *static_cast<Download*>(to);
  const std::string_view piece(bytes, size * count);
  download.left -= static_cast<std::int64_t>(piece.size());
  return download.left >= 0 && download.take(piece) ? piece.size() : CURL_WRITEFUNC_ERROR;
}

}  // namespace

bool Allowed(const std::string& url, const std::string& host) {
  const Address address(curl_url(), curl_url_cleanup);
  if (host.empty() || curl_url_set(address.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) return false;
  const std::string scheme = Part(address, CURLUPART_SCHEME);
  const bool local = host == "localhost" || host == "127.0.0.1";
  return Part(address, CURLUPART_HOST) == host && (scheme == "https" || (local && scheme == "http")) &&
         Part(address, CURLUPART_USER).empty() && Part(address, CURLUPART_PASSWORD).empty();
}

bool Get(const std::string& url, const Limits& limits, const std::function<bool(std::string_view)>& take) {
  if (!Allowed(url, limits.host)) return false;
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), curl_easy_cleanup);
  if (!curl) throw std::runtime_error("libcurl does not start");
  Download download{take, limits.bytes};
  curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl.get(), CURLOPT_PROXY, "");  // whatever the environment says
  curl_easy_setopt(curl.get(), CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(curl.get(), CURLOPT_FAILONERROR, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_CONNECTTIMEOUT, 5L);
  curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, static_cast<long>(limits.longest.count()));
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, Write);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &download);
  if (!limits.user.empty()) {
    curl_easy_setopt(curl.get(), CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
    curl_easy_setopt(curl.get(), CURLOPT_USERNAME, limits.user.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_PASSWORD, limits.password.c_str());
  }
  if (curl_easy_perform(curl.get()) != CURLE_OK) return false;
  long status = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  return status == 200;
}

}  // namespace fetch

// What core::Late looks for in libvigie_fetch.so.
extern "C" {
decltype(&fetch::Allowed) vigie_fetch_allowed = &fetch::Allowed;
decltype(&fetch::Get) vigie_fetch_get = &fetch::Get;
}

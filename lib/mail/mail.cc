#include "lib/mail/mail.h"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <stdexcept>

namespace mail {
namespace {

std::string Base64(std::string_view bytes, std::size_t line) {
  static constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  std::size_t column = 0;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    unsigned block = 0;
    for (std::size_t k = 0; k < 3; ++k)
      block = block << 8 | (k < count ? static_cast<unsigned char>(bytes[i + k]) : 0u);
    for (std::size_t k = 0; k < 4; ++k) out += k <= count ? kAlphabet[block >> (18 - 6 * k) & 63] : '=';
    column += 4;
    if (column >= line) {
      out += "\r\n";
      column = 0;
    }
  }
  return out;
}

// RFC 2047: words of at most 45 bytes, cut between characters.
std::string EncodedHeader(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    std::size_t cut = std::min<std::size_t>(45, text.size());
    while (cut < text.size() && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
    out += (out.empty() ? "" : "\r\n ") + ("=?UTF-8?B?" + Base64(text.substr(0, cut), 100)) + "?=";
    text.remove_prefix(cut);
  }
  return out;
}

std::string Rfc5322Date(std::time_t now) {
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  char text[64];
  std::snprintf(text, sizeof text, "%s, %d %s %d %02d:%02d:%02d +0000", kDays[parts.tm_wday], parts.tm_mday,
                kMonths[parts.tm_mon], parts.tm_year + 1900, parts.tm_hour, parts.tm_min, parts.tm_sec);
  return text;
}

struct Cursor {
  std::string_view rest;
};

std::size_t Read(char* to, std::size_t size, std::size_t count, void* from) {
  auto& cursor = *static_cast<Cursor*>(from);
  const std::size_t n = std::min(size * count, cursor.rest.size());
  std::memcpy(to, cursor.rest.data(), n);
  cursor.rest.remove_prefix(n);
  return n;
}

}  // namespace

bool IsAddress(std::string_view text) {
  const auto at = text.find('@');
  return text.size() <= 254 && at != 0 && at != std::string_view::npos && text.find('@', at + 1) == std::string_view::npos &&
         at + 1 < text.size() && text.find('.', at) != std::string_view::npos &&
         std::none_of(text.begin(), text.end(), [](unsigned char c) { return c <= ' ' || c == '<' || c == '>' || c == 127; });
}

std::string Compose(const Mail& mail, std::time_t now) {
  const auto domain = mail.from.substr(mail.from.find('@') + 1);
  return "From: <" + mail.from + ">\r\nTo: <" + mail.to + ">\r\nSubject: " + EncodedHeader(mail.subject) +
         "\r\nDate: " + Rfc5322Date(now) + "\r\nMessage-ID: <" + mail.id + "@" + domain +
         ">\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
         "Content-Transfer-Encoding: base64\r\n\r\n" +
         Base64(mail.text, 76) + "\r\n";
}

Outcome Send(const Relay& relay, const Mail& mail, std::time_t now) {
  if (!IsAddress(mail.to)) return Outcome::kRefused;
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), curl_easy_cleanup);
  if (!curl) throw std::runtime_error("libcurl does not start");
  const std::string message = Compose(mail, now);
  const std::string url = (relay.tls == "tls" ? "smtps://" : "smtp://") + relay.host + ":" + std::to_string(relay.port);
  const std::string from = "<" + mail.from + ">", to = "<" + mail.to + ">";
  const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> recipients(curl_slist_append(nullptr, to.c_str()),
                                                                               curl_slist_free_all);
  Cursor cursor{message};
  curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl.get(), CURLOPT_USE_SSL, static_cast<long>(relay.tls == "none" ? CURLUSESSL_NONE : CURLUSESSL_ALL));
  if (!relay.user.empty()) {
    curl_easy_setopt(curl.get(), CURLOPT_USERNAME, relay.user.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_PASSWORD, relay.password.c_str());
  }
  curl_easy_setopt(curl.get(), CURLOPT_MAIL_FROM, from.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_MAIL_RCPT, recipients.get());
  curl_easy_setopt(curl.get(), CURLOPT_READFUNCTION, Read);
  curl_easy_setopt(curl.get(), CURLOPT_READDATA, &cursor);
  curl_easy_setopt(curl.get(), CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_CONNECTTIMEOUT, 10L);
  curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, 60L);
  if (curl_easy_perform(curl.get()) == CURLE_OK) return Outcome::kSent;
  long code = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &code);
  return code >= 500 ? Outcome::kRefused : Outcome::kLater;
}

}  // namespace mail

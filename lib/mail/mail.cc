#include "lib/mail/mail.h"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <fstream>
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
    while (cut > 1 && cut < text.size() && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
    out += (out.empty() ? "" : "\r\n ") + ("=?UTF-8?B?" + Base64(text.substr(0, cut), 100)) + "?=";
    text.remove_prefix(cut);
  }
  return out;
}

// A line of a mail ends with CR LF, also inside base64 (RFC 2045, 6.8).
std::string WithMailLines(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') out += '\r';
    if (c != '\r') out += c;
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

// The last command that the relay was given: what its answer is about. Only these words are kept: what else
// goes out may be a secret.
int NoteCommand(CURL*, curl_infotype type, char* bytes, std::size_t size, void* last) {
  if (type != CURLINFO_HEADER_OUT) return 0;
  for (const char* word : {"EHLO", "HELO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA"})
    if (std::string_view(bytes, size).starts_with(word)) *static_cast<std::string*>(last) = word;
  return 0;
}

// How the relay is spoken to.
void Prepare(CURL* curl, const Relay& relay) {
  const std::string scheme = relay.tls == "tls" ? "smtps://" : "smtp://";
  curl_easy_setopt(curl, CURLOPT_URL, (scheme + relay.host + ":" + std::to_string(relay.port)).c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl, CURLOPT_PROXY, "");  // whatever the environment says
  curl_easy_setopt(curl, CURLOPT_USE_SSL,
                   static_cast<long>(relay.tls == "none" ? CURLUSESSL_NONE : CURLUSESSL_ALL));
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!relay.ca_file.empty()) {
    curl_easy_setopt(curl, CURLOPT_CAINFO, relay.ca_file.c_str());
    curl_easy_setopt(curl, CURLOPT_CAPATH, nullptr);
  }
  if (!relay.user.empty()) {
    curl_easy_setopt(curl, CURLOPT_USERNAME, relay.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, relay.password.c_str());
  }
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, 10L);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, static_cast<long>(relay.patience));
}

// Why no answer of the relay ended it: the way to the relay, and TLS on it. Empty for anything else.
std::string FaultOnTheWay(CURL* curl, CURLcode result) {
  static constexpr long kExpired = 10;                      // OpenSSL's X509_V_ERR_CERT_HAS_EXPIRED
  static constexpr long kChainHolds = 0, kUnspecified = 1;  // then it is the name that differs
  long verified = 0;
  curl_easy_getinfo(curl, CURLINFO_SSL_VERIFYRESULT, &verified);
  switch (result) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return "mail.host_unknown";
    case CURLE_COULDNT_CONNECT:
      return "mail.no_connection";
    case CURLE_OPERATION_TIMEDOUT:
      return "mail.timeout";
    case CURLE_USE_SSL_FAILED:
      return "mail.no_starttls";
    case CURLE_SSL_CACERT_BADFILE:
      return "mail.ca_file";
    case CURLE_SSL_CONNECT_ERROR:
      return "mail.tls";
    case CURLE_PEER_FAILED_VERIFICATION:
      if (verified == kExpired) return "mail.expired";
      return verified == kChainHolds || verified == kUnspecified ? "mail.wrong_name" : "mail.authority";
    default:
      return "";
  }
}

// What the relay's last answer, `code` to `command`, says.
std::string FaultAnswered(CURLcode result, std::string_view command, long code) {
  if (code >= 400 && code < 500) return "mail.wait";
  if (result == CURLE_LOGIN_DENIED) return "mail.login";
  if (code < 500) return "mail.lost";
  if (code == 530) return "mail.login_needed";
  if (command == "MAIL") return "mail.sender";
  if (command == "RCPT") return "mail.recipient";
  return command == "DATA" ? "mail.message" : "mail.unwelcome";
}

Answer Failed(CURL* curl, CURLcode result, const std::string& command) {
  long code = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
  const bool about_this_mail = command == "RCPT" || command == "DATA";
  auto fault = FaultOnTheWay(curl, result);
  if (fault.empty()) fault = FaultAnswered(result, command, code);
  return {about_this_mail && code >= 500 && code != 530 ? Outcome::kRefused : Outcome::kLater,
          std::string(curl_easy_strerror(result)) + " (" + (command.empty() ? "" : command + " ") +
              std::to_string(code) + ")",
          std::move(fault)};
}

// Base64 has no "_": the line never stands in a part.
constexpr const char* kBoundary = "=_vigie";

std::string Part(std::string_view type, std::string_view text) {
  return std::string("--") + kBoundary + "\r\nContent-Type: " + std::string(type) +
         "; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + Base64(WithMailLines(text), 76) +
         "\r\n";
}

}  // namespace

Relay RelayOf(const config::Config& config) {
  Relay relay{config.mail_host, config.mail_port, config.mail_tls, config.mail_user, {}, config.mail_ca_file};
  if (config.mail_password_file.empty()) return relay;
  std::ifstream in(config.mail_password_file);
  if (!std::getline(in, relay.password))
    throw std::runtime_error(config.mail_password_file +
                             " (mail_password_file) est vide ou ne peut pas être lu");
  return relay;
}

bool IsAddress(std::string_view text) {
  const auto at = text.find('@');
  return text.size() <= 254 && at != 0 && at != std::string_view::npos &&
         text.find('@', at + 1) == std::string_view::npos && at + 1 < text.size() &&
         text.find('.', at) != std::string_view::npos &&
         std::none_of(text.begin(), text.end(),
                      [](unsigned char c) { return c <= ' ' || c == '<' || c == '>' || c == 127; });
}

std::string Compose(const Mail& mail, std::time_t now) {
  const auto domain = mail.from.substr(mail.from.find('@') + 1);
  return "From: <" + mail.from + ">\r\nTo: <" + mail.to + ">\r\nSubject: " + EncodedHeader(mail.subject) +
         "\r\nDate: " + Rfc5322Date(now) + "\r\nMessage-ID: <" + mail.id + "@" + domain +
         ">\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; "
         "boundary=\"" +
         kBoundary + "\"\r\n\r\n" + Part("text/plain", mail.text) + Part("text/html", mail.html) + "--" +
         kBoundary + "--\r\n";
}

Answer Send(const Relay& relay, const Mail& mail, std::time_t now) {
  if (!IsAddress(mail.to)) return {Outcome::kRefused, "no address", "mail.address"};
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), curl_easy_cleanup);
  const std::string to = "<" + mail.to + ">";
  const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> recipients(
      curl_slist_append(nullptr, to.c_str()), curl_slist_free_all);
  if (!curl || !recipients) throw std::runtime_error("libcurl does not start");
  Prepare(curl.get(), relay);
  const std::string message = Compose(mail, now);
  Cursor cursor{message};
  std::string command;
  curl_easy_setopt(curl.get(), CURLOPT_VERBOSE, 1L);  // to NoteCommand alone
  curl_easy_setopt(curl.get(), CURLOPT_DEBUGFUNCTION, NoteCommand);
  curl_easy_setopt(curl.get(), CURLOPT_DEBUGDATA, &command);
  curl_easy_setopt(curl.get(), CURLOPT_MAIL_FROM, ("<" + mail.from + ">").c_str());
  curl_easy_setopt(curl.get(), CURLOPT_MAIL_RCPT, recipients.get());
  curl_easy_setopt(curl.get(), CURLOPT_READFUNCTION, Read);
  curl_easy_setopt(curl.get(), CURLOPT_READDATA, &cursor);
  curl_easy_setopt(curl.get(), CURLOPT_UPLOAD, 1L);
  const CURLcode result = curl_easy_perform(curl.get());
  if (result == CURLE_OK) return {Outcome::kSent, ""};
  return Failed(curl.get(), result, command);
}

}  // namespace mail

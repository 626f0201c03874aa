#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <stdexcept>

#include "lib/mail/mail.h"

namespace mail {
namespace {

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

}  // namespace

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

// What core::Late looks for in libvigie_mail.so.
extern "C" {
decltype(&mail::Send) vigie_mail_send = &mail::Send;
}

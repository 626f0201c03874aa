#include "lib/mail/mail.h"

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

}  // namespace mail

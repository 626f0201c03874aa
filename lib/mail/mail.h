// Sending one mail through the relay of the configuration (libcurl, SMTP).
//
// Threads: independent calls. Never logs an address nor a word of the mail.
#pragma once
#include <ctime>
#include <string>
#include <string_view>

namespace mail {

struct Relay {
  std::string host;
  int port = 587;
  std::string tls = "starttls";  // "starttls", "tls", "none"
  std::string user, password;    // empty: no authentication
};

struct Mail {
  std::string from, to;  // addresses
  std::string subject, text;
  std::string id;        // left part of the Message-ID: the same mail sent again bears the same
};

enum class Outcome {
  kSent,     // the relay took it
  kLater,    // the relay is out of reach, busy or full: worth trying again
  kRefused,  // the relay said no for good (5xx): trying again is useless
};

Outcome Send(const Relay& relay, const Mail& mail, std::time_t now);

// The whole message as it is sent: RFC 5322, UTF-8, base64, marked as sent by a machine (RFC 3834).
std::string Compose(const Mail& mail, std::time_t now);

// True for an address that this room can send to: one @, no white space, no line break, no angle bracket, at most 254 bytes.
bool IsAddress(std::string_view text);

}  // namespace mail

// Sending one mail through the relay of the configuration (libcurl, SMTP).
//
// Threads: independent calls. Never logs an address nor a word of the mail.
#pragma once
#include <ctime>
#include <string>
#include <string_view>

#include "lib/config/config.h"

namespace mail {

struct Relay {
  std::string host;
  int port = 587;
  std::string tls = "starttls";  // "starttls", "tls", "none"
  std::string user, password;    // empty: no authentication
  std::string ca_file;           // certificates (PEM) that the relay's must follow from; empty: the system's
  int patience = 30;             // seconds that one mail may take
};
// The relay of the configuration, its password read from mail_password_file; `host` is empty when there is
// none. Throws std::runtime_error that names the key when the password cannot be read.
Relay RelayOf(const config::Config& config);

struct Mail {
  std::string from, to;             // addresses
  std::string subject, text, html;  // text and html say the same
  std::string id;                   // left part of the Message-ID: the same mail sent again bears the same
};

enum class Outcome {
  kSent,     // the relay took it
  kLater,    // the relay is out of reach, not to be trusted, busy or full, or does not know us: worth trying
             // again
  kRefused,  // the relay knows us and said no to this mail for good (5xx): trying again is useless
};

struct Answer {
  Outcome outcome;
  // For a log: what failed and the relay's code, "" when sent; no address, no word of the mail.
  std::string why;
  // What was wrong, for a person: a key of the message catalogue, "" when sent. mail.host_unknown,
  // mail.no_connection, mail.timeout, mail.lost; mail.authority, mail.wrong_name, mail.expired, mail.tls,
  // mail.ca_file, mail.no_starttls; mail.login, mail.login_needed, mail.unwelcome; mail.wait (any 4xx);
  // mail.sender, mail.recipient, mail.message; mail.address.
  std::string fault = {};
};

// Speaks to the relay as the configuration says and no other way: with "starttls" or "tls", a relay whose
// certificate does not hold gets neither password nor mail.
Answer Send(const Relay& relay, const Mail& mail, std::time_t now);

// The whole message as it is sent: RFC 5322, UTF-8, base64, text and HTML side by side (RFC 2046, 5.1.4),
// marked as sent by a machine (RFC 3834).
// `mail.from` and `mail.to` must be addresses (IsAddress); the subject may be any text.
std::string Compose(const Mail& mail, std::time_t now);

// True for an address that this room can send to: one @, no white space, no line break, no angle bracket, at
// most 254 bytes.
bool IsAddress(std::string_view text);

}  // namespace mail

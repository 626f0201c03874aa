// The one configuration file (deploy/vigie.conf.example): "key = value" lines; a line that begins with # is a
// comment.
#pragma once
#include <stdexcept>
#include <string>

namespace config {

// Thrown for an unreadable file, an unknown or repeated key, a missing or wrong value: what() names the file,
// the line, the key and what it accepts, in French, for the administrator.
struct Invalid : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Config {
  std::string data_dir;   // where vigie.db and keys/ are; absolute
  std::string share_dir;  // where templates/, content/ and migrations/ are; absolute
  std::string site_dir;   // where the generated site stands
  std::string base_url;   // "https://signalement.cdg.example", no slash at the end; http only for localhost
                          // and 127.0.0.1
  std::string scheme;     // id of a file of content/schemes, or the absolute path of a CDG's own file
  std::string exit_url;   // where « Quitter ce site » leads: an https address
  std::string mail_host;  // empty: no mail is sent
  int mail_port = 587;
  std::string mail_tls;  // "starttls", "tls" or "none" (none only for localhost)
  std::string mail_user, mail_password_file;
  std::string mail_ca_file;  // certificates (PEM) that the relay's must follow from; empty: the system's
  std::string mail_from;
  std::string voice_secret_file;      // empty: there is no voice server
  std::string voice_recordings_host;  // where the telephony operator keeps recordings; empty: none is fetched
  std::string voice_recordings_user, voice_recordings_password_file;  // basic authentication there; or none
  std::string voice_phone;  // the number to call, as people read it; empty: it is not shown
  int small_cells = 5;      // figures under this number are hidden

  std::string Database() const { return data_dir + "/vigie.db"; }
  std::string AttestationKey() const { return data_dir + "/keys/attestation.key"; }
  std::string SchemesFolder() const { return share_dir + "/content/schemes"; }  // the delivered ones
  std::string SchemeFile() const;
  bool IsHttps() const { return base_url.starts_with("https://"); }
};

Config Read(const std::string& path);

}  // namespace config

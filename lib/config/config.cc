#include "lib/config/config.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <set>

#include "lib/core/text.h"

namespace config {
namespace {

// What a value must be: "" when it is good, otherwise what the key accepts.
using Rule = std::function<std::string(const std::string&)>;

bool IsAbsolute(const std::string& value) {
  return value.starts_with('/') && value.find("..") == std::string::npos;
}

std::string Folder(const std::string& value) {
  return IsAbsolute(value) ? "" : "le chemin complet d'un dossier, par exemple /var/lib/vigie";
}
std::string File(const std::string& value) {
  return IsAbsolute(value) ? "" : "le chemin complet d'un fichier, par exemple /etc/vigie/relais.pem";
}
Rule Number(int least, int most) {
  return [=](const std::string& value) -> std::string {
    int n = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), n);
    const bool good = error == std::errc() && end == value.data() + value.size() && n >= least && n <= most;
    return good ? "" : "un nombre entier de " + std::to_string(least) + " à " + std::to_string(most);
  };
}

bool IsLocal(std::string_view host) { return host == "localhost" || host == "127.0.0.1"; }

bool IsHost(std::string_view host) {
  return !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
  });
}

// Exactly what a browser sends as Origin: small letters, no default port, no path.
bool IsOrigin(std::string_view value) {
  const bool https = value.starts_with("https://");
  if (!https && !value.starts_with("http://")) return false;
  value.remove_prefix(https ? 8 : 7);
  const auto colon = value.find(':');
  const std::string_view host = value.substr(0, colon);
  if (colon != std::string_view::npos) {
    const std::string port(value.substr(colon + 1));
    if (!Number(1, 65535)(port).empty() || port.front() == '0' || port == (https ? "443" : "80"))
      return false;
  }
  return IsHost(host) && (https || IsLocal(host));
}

std::string BaseUrl(const std::string& value) {
  return IsOrigin(value) ? ""
                         : "l'adresse du site en minuscules, sans barre à la fin ni port habituel, par "
                           "exemple https://signalement.cdg.example "
                           "(http seulement pour localhost et 127.0.0.1)";
}
std::string HttpsUrl(const std::string& value) {
  const bool good = value.starts_with("https://") &&
                    IsHost(value.substr(8, value.find_first_of("/?#:", 8) - 8)) &&
                    std::all_of(value.begin(), value.end(), [](char c) { return c > ' ' && c < 0x7F; }) &&
                    value.find_first_of("\"<>\\") == std::string::npos;
  return good ? "" : "une adresse https, par exemple https://meteofrance.com/";
}
std::string Scheme(const std::string& value) {
  const bool id = !value.empty() && std::all_of(value.begin(), value.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
  return id || IsAbsolute(value) ? ""
                                 : "le nom d'un dispositif de content/schemes, par exemple cdg62, ou le "
                                   "chemin complet d'un fichier";
}
std::string Tls(const std::string& value) {
  return value == "starttls" || value == "tls" || value == "none"
             ? ""
             : "starttls, tls ou none (none seulement vers localhost)";
}
std::string Address(const std::string& value) {
  const auto at = value.find('@');
  return at != 0 && at != std::string::npos && at + 1 < value.size() &&
                 value.find('@', at + 1) == std::string::npos &&
                 std::all_of(value.begin(), value.end(), [](char c) { return c > ' ' && c < 0x7F; }) &&
                 value.find_first_of(" <>\t") == std::string::npos
             ? ""
             : "une adresse électronique, par exemple signalement@cdg.example";
}
std::string Host(const std::string& value) {
  return IsHost(value)
             ? ""
             : "le nom d'un serveur, par exemple relais.cdg.example, ou rien : aucun courriel n'est envoyé";
}
std::string RecordingsHost(const std::string& value) {
  return IsHost(value) ? ""
                       : "le nom du serveur de votre opérateur, par exemple api.operateur.example, ou rien : "
                         "aucun enregistrement n'est pris";
}
std::string RecordingsUser(const std::string& value) {
  const bool good = value.find(':') == std::string::npos &&
                    std::all_of(value.begin(), value.end(), [](char c) { return c > ' ' && c < 0x7F; });
  return good ? "" : "l'identifiant de compte que votre opérateur donne, sans espace ni deux-points, ou rien";
}
std::string Phone(const std::string& value) {
  const bool good =
      core::Digits(value).size() >= 3 && value.find_first_not_of("+0123456789 .") == std::string::npos;
  return good ? "" : "un numéro de téléphone, par exemple 01 99 00 12 34, ou rien : il n'est pas affiché";
}
std::string Anything(const std::string&) { return ""; }

struct Key {
  Rule rule;
  bool required = false;
  std::function<void(Config&, const std::string&)> set;
};

template <class Member>
auto Into(Member Config::*member) {
  return [member](Config& config, const std::string& value) {
    if constexpr (std::is_same_v<Member, int>) {
      config.*member = std::stoi(value);
    } else {
      config.*member = value;
    }
  };
}

// Every key, its rule, and where it goes.
std::map<std::string, Key> Keys() {
  return {
      {"data_dir", {Folder, true, Into(&Config::data_dir)}},
      {"share_dir", {Folder, true, Into(&Config::share_dir)}},
      {"site_dir", {Folder, true, Into(&Config::site_dir)}},
      {"base_url", {BaseUrl, true, Into(&Config::base_url)}},
      {"scheme", {Scheme, true, Into(&Config::scheme)}},
      {"exit_url", {HttpsUrl, true, Into(&Config::exit_url)}},
      {"mail_host", {Host, false, Into(&Config::mail_host)}},
      {"mail_port", {Number(1, 65535), false, Into(&Config::mail_port)}},
      {"mail_tls", {Tls, false, Into(&Config::mail_tls)}},
      {"mail_user", {Anything, false, Into(&Config::mail_user)}},
      {"mail_password_file", {File, false, Into(&Config::mail_password_file)}},
      {"mail_ca_file", {File, false, Into(&Config::mail_ca_file)}},
      {"mail_from", {Address, false, Into(&Config::mail_from)}},
      {"voice_secret_file", {File, false, Into(&Config::voice_secret_file)}},
      {"voice_phone", {Phone, false, Into(&Config::voice_phone)}},
      {"voice_recordings_host", {RecordingsHost, false, Into(&Config::voice_recordings_host)}},
      {"voice_recordings_user", {RecordingsUser, false, Into(&Config::voice_recordings_user)}},
      {"voice_recordings_password_file", {File, false, Into(&Config::voice_recordings_password_file)}},
      {"small_cells", {Number(2, 50), false, Into(&Config::small_cells)}},
  };
}

bool IsSecretFile(std::string_view key) {
  return key == "mail_password_file" || key == "voice_secret_file" || key == "voice_recordings_password_file";
}

std::string SchemesOf(const Config& config) {
  std::set<std::string> names;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(config.SchemesFolder(), error))
    if (entry.path().extension() == ".json") names.insert(entry.path().stem().string());
  std::string list;
  for (const auto& name : names) list += (list.empty() ? "" : ", ") + name;
  return list;
}

// What only the whole can tell.
void CheckTogether(const std::string& path, const Config& config) {
  if (SchemesOf(config).empty())
    throw Invalid(
        path + " : share_dir = " + config.share_dir +
        " : ce dossier ne contient aucun dispositif. Accepte : le dossier où Vigie est installé, celui qui "
        "contient content/schemes");
  if (!std::filesystem::is_regular_file(config.SchemeFile()))
    throw Invalid(path + " : scheme = " + config.scheme +
                  " : ce dispositif n'existe pas. Disponibles : " + SchemesOf(config));
  if (config.voice_secret_file.empty() && !(config.voice_phone + config.voice_recordings_host).empty())
    throw Invalid(
        path + " : voice_phone et voice_recordings_host demandent voice_secret_file. Accepte : " + File(""));
  if (config.voice_recordings_user.empty() != config.voice_recordings_password_file.empty() ||
      (config.voice_recordings_host.empty() && !config.voice_recordings_user.empty()))
    throw Invalid(path +
                  " : voice_recordings_user et voice_recordings_password_file vont ensemble, et avec "
                  "voice_recordings_host. Accepte : les trois, ou voice_recordings_host seul");
  if (config.mail_host.empty()) return;
  if (config.mail_from.empty())
    throw Invalid(path + " : mail_from est nécessaire dès que mail_host est donné. Accepte : " + Address(""));
  if (config.mail_user.empty() != config.mail_password_file.empty())
    throw Invalid(path + " : mail_user et mail_password_file vont ensemble. Accepte : les deux, ou aucun");
  if (config.mail_tls == "none" && !IsLocal(config.mail_host))
    throw Invalid(path + " : mail_tls = none n'est accepté que vers localhost. Accepte : starttls ou tls");
}

}  // namespace

std::string Config::SchemeFile() const {
  return scheme.starts_with('/') ? scheme : SchemesFolder() + "/" + scheme + ".json";
}

Config Read(const std::string& path) {
  std::ifstream in(path);
  if (!in || !std::filesystem::is_regular_file(path))
    throw Invalid(path +
                  " : ce fichier de configuration ne peut pas être lu. Modèle : deploy/vigie.conf.example");
  const auto keys = Keys();
  Config config;
  config.mail_tls = "starttls";
  std::set<std::string> seen;
  std::string line;
  const std::string_view mark = "\xEF\xBB\xBF";  // some editors begin a file so
  for (int number = 1; std::getline(in, line); ++number) {
    if (number == 1 && line.starts_with(mark)) line.erase(0, mark.size());
    if (!core::IsUtf8(line))
      throw Invalid(path + ", ligne " + std::to_string(number) + " : ce n'est pas de l'UTF-8");
    const auto text = core::Trim(line);
    if (text.empty() || text.starts_with('#')) continue;
    const std::string where = path + ", ligne " + std::to_string(number) + " : ";
    const auto equals = text.find('=');
    if (equals == std::string_view::npos)
      throw Invalid(where + "il manque le signe =. Accepte : clé = valeur");
    const std::string key(core::Trim(text.substr(0, equals))), value(core::Trim(text.substr(equals + 1)));
    const auto known = keys.find(key);
    if (known == keys.end()) {
      std::string names;
      for (const auto& [name, unused] : keys) names += (names.empty() ? "" : ", ") + name;
      throw Invalid(where + "la clé « " + key + " » n'existe pas. Clés : " + names);
    }
    if (!seen.insert(key).second) throw Invalid(where + "la clé « " + key + " » est donnée deux fois");
    if (value.empty() && !known->second.required) continue;
    if (const auto accepts = known->second.rule(value); !accepts.empty())
      throw Invalid(where + key + (IsSecretFile(key) ? "" : " = " + value) + " : valeur refusée. Accepte : " +
                    accepts);  // someone may have written the password itself there
    known->second.set(config, value);
  }
  for (const auto& [name, key] : keys)
    if (key.required && !seen.contains(name))
      throw Invalid(path + " : il manque la clé « " + name + " ». Accepte : " + key.rule(""));
  CheckTogether(path, config);
  return config;
}

}  // namespace config

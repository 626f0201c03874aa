// What a function's test needs of the world: a fresh database in a temporary directory, the real templates
// and content, a clock that stands still, one collectivité and the people who read for it. Header only.
#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "domain/access/access.h"
#include "lib/vault/vault.h"
#include "runtime/contract/function.h"

namespace fake {

inline constexpr std::string_view kNow = "2026-11-24";

class World {
 public:
  // 24 November 2026 (a Tuesday), 9 h UTC. `base_url` in https gives the cookies their __Host- names.
  explicit World(std::string scheme = "cdg62", std::string base_url = "http://localhost:8080") {
    vault::Start();
    directory_ = std::filesystem::temp_directory_path() / ("vigie-test-" + vault::RandomToken());
    std::filesystem::create_directories(directory_);
    config_.data_dir = directory_;
    config_.share_dir = VIGIE_SOURCE_DIR;
    config_.site_dir = directory_ / "site";
    config_.base_url = std::move(base_url);
    config_.scheme = std::move(scheme);
    config_.exit_url = "https://meteofrance.com/";
    {
      store::Db db(config_.Database());
      store::Migrate(db, config_.share_dir + "/migrations");
    }
    pool_ = std::make_unique<store::Pool>(config_.Database());
    pages_ = std::make_unique<render::Pages>(config_.share_dir + "/templates",
                                             config_.share_dir + "/content/fr/messages", Common());
    now_ = core::Instant{*core::ParseDay(kNow)} + std::chrono::hours{9};
    worker_ = std::make_unique<vault::KeyPair>(vault::KeyPair::Generate());
    env_ = std::make_unique<rt::Env>(
        rt::Env{*pool_, config_, *pages_, [this] { return now_; }, worker_->public_key});
    auto db = pool_->Take();
    collectivite_ = *people::AddCollectivite(*db, "saint-romain", "Commune de Saint-Romain");
    for (const char* role : {"referent", "substitute", "provider"}) AddReader(role, role, collectivite_.id);
  }
  ~World() {
    pages_.reset();
    pool_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(directory_, ignored);
  }
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  rt::Env& Env() { return *env_; }
  store::Pool& Pool() { return *pool_; }
  const people::Collectivite& Collectivite() const { return collectivite_; }
  const std::filesystem::path& Directory() const { return directory_; }
  const vault::KeyPair& WorkerKeys() const { return *worker_; }
  core::Instant Now() const { return now_; }
  void Later(std::chrono::seconds by) { now_ += by; }

  // An account ready to read, as after an accepted invitation. `collectivite_id` 0: for the whole CDG.
  people::Account AddReader(const std::string& login, const std::string& role, std::int64_t collectivite_id) {
    auto db = pool_->Take();
    const auto id = *people::AddAccount(*db, login, "Personne " + login, login + "@cdg.example");
    if (!people::Assign(*db, id, role, collectivite_id))
      throw std::logic_error("fake::World: no role " + role);
    const auto keys = vault::KeyPair::Generate();
    db->Prepare("UPDATE account SET public_key = ?2, salt = ?3, wrapped_secret = ?3 WHERE id = ?1")
        .Bind(id, store::Blob{keys.public_key}, store::Blob{"-"})
        .Run();
    keys_.insert_or_assign(login, keys);
    return *people::FindAccount(*db, id);
  }
  const vault::KeyPair& Keys(const std::string& login) const { return keys_.at(login); }
  people::Account Account(const std::string& login) {
    auto db = pool_->Take();
    return *people::FindAccountByLogin(*db, login);
  }
  // The value of the desk's cookie for someone signed in.
  std::string SignIn(const std::string& login) {
    const auto account = Account(login);
    auto db = pool_->Take();
    return people::OpenSession(*db, people::SessionKind::kDesk, account.id, Keys(login).secret_key, now_);
  }
  std::int64_t Count(const std::string& table) {
    auto db = pool_->Take();
    auto query = db->Prepare("SELECT count(*) FROM " + table);
    query.Step();
    return query.Int(0);
  }

 private:
  static json::Value Common() {
    return json::Value::MakeObject({{"service_name", "Signalement"},
                                    {"operator", "Centre de gestion d’essai"},
                                    {"base_url", "http://localhost:8080"},
                                    {"css_href", "/assets/site.css"},
                                    {"mark_href", "/assets/mark.svg"},
                                    {"logo", nullptr},
                                    {"accessibility_mention", "Accessibilité : non conforme"},
                                    {"exit_href", "/f/exit_site"},
                                    {"phone", ""}});
  }

  std::filesystem::path directory_;
  config::Config config_;
  std::unique_ptr<store::Pool> pool_;
  std::unique_ptr<render::Pages> pages_;
  std::unique_ptr<vault::KeyPair> worker_;
  std::unique_ptr<rt::Env> env_;
  core::Instant now_{};
  people::Collectivite collectivite_;
  std::map<std::string, vault::KeyPair> keys_;
};

// ---- requests

using Pairs = std::vector<std::pair<std::string, std::string>>;

inline form::Fields FieldsOf(const Pairs& pairs) {
  form::Fields fields;
  for (const auto& [name, value] : pairs) fields.Add(name, value);
  return fields;
}

inline rt::Request Get(const Pairs& query = {}, const std::string& cookie = {}) {
  rt::Request request;
  request.method = "GET";
  request.query = FieldsOf(query);
  request.headers["accept"] = "text/html";
  if (!cookie.empty()) request.headers["cookie"] = cookie;
  return request;
}

inline rt::Request Post(const form::Fields& fields, const std::string& cookie = {}) {
  auto request = Get({}, cookie);
  request.method = "POST";
  request.headers["content-type"] = "application/x-www-form-urlencoded";
  request.form = fields;
  return request;
}
inline rt::Request Post(const Pairs& fields, const std::string& cookie = {}) {
  return Post(FieldsOf(fields), cookie);
}

inline rt::Request AsJson(rt::Request request) {
  request.headers["accept"] = "application/json";
  return request;
}
inline rt::Request PostJson(std::string_view body, const std::string& cookie = {}) {
  auto request = AsJson(Post(form::Fields{}, cookie));
  request.headers["content-type"] = "application/json";
  request.form = form::ParseJson(body).value();
  return request;
}

// ---- answers

inline std::string Header(const rt::Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return {};
}
// "name=value" of the first cookie that an answer sets, to be sent back.
inline std::string CookieOf(const rt::Response& response) {
  const auto set = Header(response, "Set-Cookie");
  return set.substr(0, set.find(';'));
}
inline bool Says(const rt::Response& response, std::string_view text) {
  return response.body.find(text) != std::string::npos;
}
inline json::Value JsonOf(const rt::Response& response) { return json::Parse(response.body).value(); }
// Everything of an answer but its body: what ends up in logs and histories.
inline std::string Outside(const rt::Response& response) {
  std::string text;
  for (const auto& [name, value] : response.headers) text += name + ": " + value + "\n";
  return text;
}
inline std::string BodyOf(const rt::Response& response) {
  if (!response.stream) return response.body;
  std::string all;
  for (std::string piece; !(piece = response.stream()).empty();) all += piece;
  return all;
}

}  // namespace fake

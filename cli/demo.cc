// The demonstration: made once, printed as often as one likes.
#include "cli/demo.h"

#include <filesystem>
#include <fstream>

#include "domain/casefile/code.h"
#include "lib/core/text.h"

namespace cli {
namespace {

constexpr std::string_view kNotice =
    "Démonstration : personnes, faits, mots de passe et codes inventés. Ce fichier n’existe dans aucune "
    "vraie installation.";

std::string FileOf(const config::Config& config) { return config.data_dir + "/demo.json"; }

// Whole or absent, readable by its owner alone.
void Keep(const std::string& path, const json::Value& demo) {
  std::filesystem::remove(path + ".new");
  WriteNew(path + ".new", json::Write(demo), 0600);
  std::filesystem::rename(path + ".new", path);
}

bool IsEmpty(store::Db& db) { return people::Accounts(db).empty() && people::Collectivites(db).empty(); }

// Every account that the file tells of is there: the file goes with this database.
bool GoesWith(const json::Value& demo, store::Db& db) {
  for (const auto& account : demo["accounts"].Items())
    if (!people::FindAccountByLogin(db, account.Text("login"))) return false;
  return true;
}

json::Value Make(Context& context, store::Db& db) {
  const auto path = FileOf(context.config);
  const auto began = json::Value::MakeObject({{"notice", kNotice}, {"unfinished", true}});
  store::Pool pool(context.config.Database());
  DemoWorld world{context,
                  pool,
                  db,
                  json::ReadFile(context.config.share_dir + "/content/fr/demonstration.json"),
                  scheme::Scheme::Read(context.config.SchemeFile(), context.config.SchemesFolder()),
                  ReadWorkerKey(context.config),
                  {},
                  {}};
  Keep(path, began);
  MakeDemoPeople(world);
  MakeDemoCases(world);
  auto demo = json::Value::MakeObject({{"notice", kNotice},
                                       {"collectivites", std::move(world.collectivites)},
                                       {"accounts", std::move(world.accounts)},
                                       {"cases", std::move(world.cases)}});
  Keep(path, demo);
  return demo;
}

json::Value FindOrMake(Context& context) {
  auto db = OpenDatabase(context);
  const auto path = FileOf(context.config);
  const bool empty = IsEmpty(db);
  if (empty) return Make(context, db);
  if (!std::filesystem::exists(path))
    throw Usage(
        "cette base contient déjà de vraies données : une démonstration demande une base vide, dans un autre "
        "data_dir");
  auto demo = json::ReadFile(path);
  if (demo.Has("unfinished"))
    throw Usage("la démonstration a été interrompue pendant sa création. Pour la refaire : rm " + path + " " +
                context.config.Database() + "*, puis « vigie migrate » et « vigie demo »");
  if (!GoesWith(demo, db)) throw Usage(path + " est celui d'une autre base : donnez à chacune son data_dir");
  return demo;
}

// ---- on the screen

std::string Padded(const std::string& text, std::size_t width) {
  const auto length = core::Length(text);
  return text + std::string(length < width ? width - length : 0, ' ');
}

// Columns as wide as their widest cell.
std::string Table(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], core::Length(row[i]));
  }
  std::string out;
  for (const auto& row : rows) {
    std::string line = " ";
    for (std::size_t i = 0; i < row.size(); ++i)
      line += " " + Padded(row[i], i + 1 < row.size() ? widths[i] + 1 : 0);
    out += line + "\n";
  }
  return out;
}

std::string RoleName(const std::string& role) {
  const std::map<std::string, std::string> names{{"referent", "référent"},    {"substitute", "suppléant"},
                                                 {"provider", "prestataire"}, {"authority", "autorité"},
                                                 {"manager", "gestionnaire"}, {"committee", "comité"}};
  const auto name = names.find(role);
  return name == names.end() ? role : name->second;
}

std::string Shown(const Context& context, const json::Value& demo) {
  const auto& base = context.config.base_url;
  std::map<std::string, std::string> names;
  std::vector<std::vector<std::string>> addresses{{base + "/", "le site"}}, accounts, cases;
  for (const auto& place : demo["collectivites"].Items()) {
    names[place.Text("slug")] = place.Text("name");
    addresses.push_back({base + "/c/" + place.Text("slug") + "/", place.Text("name")});
  }
  addresses.push_back({base + "/suivre/", "suivre un signalement, avec un code de suivi"});
  addresses.push_back({base + "/connexion/", "l’espace de ceux qui lisent les dossiers"});
  accounts.push_back({"identifiant", "mot de passe", "code", "secret du code", "rôle"});
  for (const auto& account : demo["accounts"].Items()) {
    std::string role = RoleName(account.Text("role"));
    for (const auto& slug : account["collectivites"].Items()) role += ", " + names[slug.String()];
    const auto secret = account.Text("totp_secret");
    const auto raw = vault::FromTotpBase32(secret);
    accounts.push_back({account.Text("login"), account.Text("password"),
                        raw ? vault::TotpCode(*raw, context.now()) : "", secret, role});
  }
  for (const auto& one : demo["cases"].Items())
    cases.push_back({casefile::GroupCode(one.Text("code")), one.Text("number"),
                     names[one.Text("collectivite")], one.Text("about")});
  return "Démonstration : tout y est inventé.\n\nAdresses\n" + Table(addresses) +
         "\nComptes. Un code à usage unique ne sert qu’une fois et change toutes les 30 secondes : « vigie "
         "demo » imprime celui du moment.\n" +
         Table(accounts) +
         "  Dans une application d’authentification : "
         "otpauth://totp/IDENTIFIANT?secret=SECRET&issuer=Vigie\n" +
         "\nCodes de suivi\n" + Table(cases);
}

}  // namespace

int Demo(Context& context, const Words& words) {
  words.Only(0, {"--json"});
  auto demo = FindOrMake(context);
  demo.Set("base_url", context.config.base_url);
  context.out = words.Has("--json") ? json::Write(demo) + "\n" : Shown(context, demo);
  return 0;
}

}  // namespace cli

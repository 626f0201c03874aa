// The demonstration: made once, printed as often as one likes.
#include "cli/demo.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "domain/casefile/code.h"

namespace cli {
namespace {

std::string FileOf(const config::Config& config) { return config.data_dir + "/demo.json"; }

std::string ReadWorkerKey(const config::Config& config) {
  std::ifstream in(config.data_dir + "/keys/worker.pub");
  std::string hex, key;
  if (!(in >> hex) || hex.size() != 64)
    throw Usage("il manque keys/worker.pub : lancez d'abord « vigie keys init »");
  for (std::size_t i = 0; i < hex.size(); i += 2)
    key += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return key;
}

json::Value Make(Context& context) {
  store::Pool pool(context.config.Database());
  auto db = pool.Take();
  if (!people::Accounts(*db).empty())
    throw Usage(
        "cette base contient déjà de vrais comptes : une démonstration demande une base vide (un autre "
        "data_dir)");
  DemoWorld world{context,
                  pool,
                  scheme::Scheme::Read(context.config.SchemeFile(), context.config.SchemesFolder()),
                  ReadWorkerKey(context.config),
                  {},
                  {}};
  MakeDemoPeople(world, *db);
  MakeDemoCases(world, *db);
  json::Value places = json::Array();
  for (const auto& place : world.places)
    places.Push(json::Value::MakeObject({{"slug", place.slug}, {"name", place.name}}));
  return json::Value::MakeObject({{"notice",
                                   "Démonstration : mots de passe et codes inventés. Ce fichier n’existe "
                                   "dans aucune vraie installation."},
                                  {"collectivites", std::move(places)},
                                  {"accounts", std::move(world.accounts)},
                                  {"cases", std::move(world.cases)}});
}

// Readable by its owner alone; whole or absent.
void Keep(const std::string& path, const json::Value& demo) {
  const std::string fresh = path + ".new";
  const mode_t before = ::umask(077);
  std::ofstream out(fresh);
  ::umask(before);
  if (!(out << json::Write(demo) << "\n" << std::flush))
    throw std::runtime_error(path + " ne peut pas être écrit");
  out.close();
  std::filesystem::rename(fresh, path);
}

std::string Table(const Context& context, const json::Value& demo) {
  const auto& base = context.config.base_url;
  std::string out = "\nAdresses\n  Le site           " + base + "/\n  Suivre            " + base +
                    "/suivre/\n  Espace référents  " + base + "/connexion/\n";
  for (const auto& place : demo["collectivites"].Items())
    out += "  " + place.Text("name") + "  " + base + "/c/" + place.Text("slug") + "/\n";
  out +=
      "\nComptes (le code à usage unique se calcule avec le secret : oathtool --totp -b SECRET, ou une "
      "application)\n";
  for (const auto& account : demo["accounts"].Items()) {
    std::string where;
    for (const auto& slug : account["collectivites"].Items()) where += " " + slug.String();
    out += "  " + account.Text("role") + (where.empty() ? " (tout le CDG)" : " :" + where) + "\n    " +
           account.Text("login") + "   mot de passe " + account.Text("password") + "   secret " +
           account.Text("totp_secret") + "\n";
  }
  out += "\nCodes de suivi des dossiers inventés\n";
  for (const auto& one : demo["cases"].Items())
    out += "  " + one.Text("number") + "   " + casefile::GroupCode(one.Text("code")) + "   " +
           one.Text("collectivite") + "\n";
  return out + "\n";
}

}  // namespace

int Demo(Context& context, const Words& words) {
  const auto path = FileOf(context.config);
  if (!std::filesystem::exists(path)) Keep(path, Make(context));
  auto demo = json::ReadFile(path);
  demo.Set("base_url", context.config.base_url);
  context.out = words.Has("--json") ? json::Write(demo) + "\n" : Table(context, demo);
  return 0;
}

}  // namespace cli

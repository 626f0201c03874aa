// What concerns the server: the database, the keys, the check of both.
#include <sys/stat.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "cli/commands.h"
#include "domain/casefile/journal.h"
#include "lib/vault/vault.h"

namespace cli {
namespace {

std::string Hex(std::string_view bytes) {
  std::string out;
  char two[3];
  for (const unsigned char byte : bytes) {
    std::snprintf(two, sizeof two, "%02x", byte);
    out += two;
  }
  return out;
}

void WriteNew(const std::string& path, const std::string& text, mode_t mode) {
  const mode_t before = ::umask(0777 & ~mode);
  std::ofstream out(path);
  ::umask(before);
  if (!(out << text << "\n" << std::flush)) throw std::runtime_error(path + " ne peut pas être écrit");
}

}  // namespace

int Migrate(Context& context, const Words&) {
  std::filesystem::create_directories(context.config.data_dir);
  store::Db db(context.config.Database());
  const int ran = store::Migrate(db, context.config.share_dir + "/migrations");
  context.out = ran ? "Base mise à jour : " + std::to_string(ran) + " migration(s).\n" : "La base est à jour.\n";
  return 0;
}

int Keys(Context& context, const Words& words) {
  if (words.Plain(0, "init") != "init") throw Usage("keys : la seule action est init");
  const auto folder = context.config.data_dir + "/keys";
  if (std::filesystem::exists(folder + "/worker.key")) {
    context.out = "Les clés existent déjà.\n";
    return 0;
  }
  std::filesystem::create_directories(folder);
  const auto pair = vault::KeyPair::Generate();
  WriteNew(folder + "/worker.key", Hex(pair.secret_key.Bytes()), 0600);
  WriteNew(folder + "/worker.pub", Hex(pair.public_key), 0644);
  context.out = "Clés créées dans " + folder + ". worker.key ne doit être lisible que du compte de l'expéditeur de courriels.\n";
  return 0;
}

int Verify(Context& context, const Words& words) {
  store::Db db(context.config.Database());  // refuses a database that is not opened as it must be
  auto integrity = db.Prepare("PRAGMA integrity_check");
  integrity.Step();
  const auto journal = casefile::VerifyJournal(db, words.Option("--head"));
  const bool sound = integrity.Text(0) == "ok";
  context.out = sound ? "Base : intacte.\n" : "Base : ABÎMÉE. " + integrity.Text(0) + "\n";
  if (journal.broken_at) {
    context.out += *journal.broken_at > journal.entries && !journal.head.empty()
                       ? "Journal : l'empreinte donnée ne s'y trouve pas ; des entrées ont été effacées ou changées.\n"
                       : "Journal : la chaîne est ROMPUE à l'entrée " + std::to_string(*journal.broken_at) + ".\n";
  } else {
    context.out += "Journal : " + std::to_string(journal.entries) + " entrées, chaîne intacte.\nEmpreinte à noter ailleurs : " + journal.head + "\n";
  }
  return sound && !journal.broken_at ? 0 : 1;
}

}  // namespace cli

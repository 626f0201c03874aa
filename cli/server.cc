// What concerns the server: the database, the keys, the check of both, the copy.
#include <filesystem>
#include <fstream>

#include "cli/commands.h"
#include "domain/casefile/erasure.h"
#include "domain/casefile/journal.h"
#include "lib/vault/vault.h"

namespace cli {
namespace {

// What is wrong with the database and its journal, line by line; empty when nothing is.
std::string Faults(store::Db& db, const std::string& known_head, casefile::Verified& journal) {
  std::string faults;
  auto integrity = db.Prepare("PRAGMA integrity_check");
  while (integrity.Step())
    if (integrity.Text(0) != "ok") faults += "Base : ABÎMÉE. " + integrity.Text(0) + "\n";
  if (db.Prepare("PRAGMA foreign_key_check").Step())
    faults += "Base : ABÎMÉE. Des lignes renvoient à d'autres qui manquent.\n";
  journal = casefile::VerifyJournal(db, known_head);
  if (!journal.broken_at) return faults;
  const bool whole = *journal.broken_at > journal.entries && (!journal.head.empty() || journal.entries == 0);
  return faults +
         (whole && !known_head.empty()
              ? "Journal : l'empreinte donnée ne s'y trouve pas ; " +
                    (journal.cut_on ? "si elle a été notée avant ce qui a été retiré le " +
                                          core::FrenchDay(*journal.cut_on) +
                                          " (durée des accès), elle ne peut plus servir ; sinon, "
                                    : std::string()) +
                    "des entrées ont été effacées ou changées.\n"
              : "Journal : la chaîne est ROMPUE à l'entrée " + std::to_string(*journal.broken_at) + ".\n");
}

// New ones, unless the making was cut short after the secret key: then the public one follows from it.
vault::KeyPair WorkerKeys(const std::string& path) {
  std::string hex;
  if (std::ifstream in(path); in >> hex) {
    const auto secret = vault::FromHex(hex);
    if (!secret || secret->size() != 32)
      throw std::runtime_error(path + " est abîmé : remettez-le depuis une sauvegarde");
    return vault::KeyPair::FromSecret(vault::Key::FromBytes(*secret));
  }
  auto pair = vault::KeyPair::Generate();
  WriteNew(path, vault::Hex(pair.secret_key.Bytes()), 0600);
  return pair;
}

std::string Migrations(const Context& context) { return context.config.share_dir + "/migrations"; }

std::string Counted(const casefile::Verified& journal) {
  return "Journal : " + std::to_string(journal.entries) + " entrées, chaîne intacte.\n";
}

}  // namespace

// A file that SQLite cannot read at all is a fault like another.
std::string FaultsOf(const std::string& path, const std::string& migrations, const std::string& known_head,
                     casefile::Verified& journal) {
  try {
    auto db = store::OpenMigrated(path, migrations);
    return Faults(db, known_head, journal);
  } catch (const store::Failure& failure) {
    return "Base : ABÎMÉE ou illisible. " + std::string(failure.what()) + "\n";
  }
}

store::Db OpenDatabase(const Context& context) {
  return store::OpenMigrated(context.config.Database(), Migrations(context));
}

int Migrate(Context& context, const Words& words) {
  words.Only(0, {});
  std::filesystem::create_directories(context.config.data_dir);
  store::Db db(context.config.Database());
  const int ran = store::Migrate(db, Migrations(context));
  context.out =
      ran ? "Base mise à jour : " + std::to_string(ran) + " migration(s).\n" : "La base est à jour.\n";
  return 0;
}

int Keys(Context& context, const Words& words) {
  if (words.Plain(0, "l'action : init") != "init") throw Usage("keys : la seule action est init");
  words.Only(1, {});
  const auto folder = context.config.data_dir + "/keys";
  const bool worker =
      std::filesystem::exists(folder + "/worker.key") && std::filesystem::exists(folder + "/worker.pub");
  const bool attestation = std::filesystem::exists(context.config.AttestationKey());
  if (worker && attestation) {
    context.out = "Les clés existent déjà.\n";
    return 0;
  }
  std::filesystem::create_directories(folder);
  if (!worker) {
    const auto pair = WorkerKeys(folder + "/worker.key");
    std::filesystem::remove(folder + "/worker.pub");
    WriteNew(folder + "/worker.pub", vault::Hex(pair.public_key), 0644);
  }
  if (!attestation) WriteNew(context.config.AttestationKey(), vault::Hex(vault::Key::Random().Bytes()), 0600);
  context.out =
      "Clés créées dans " + folder +
      ". worker.key ne doit être lisible que du compte de l'expéditeur de courriels ; attestation.key signe "
      "les attestations de suivi.\n";
  return 0;
}

int Verify(Context& context, const Words& words) {
  words.Only(0, {"--head"});
  casefile::Verified journal;
  const auto faults =
      FaultsOf(context.config.Database(), Migrations(context), words.Option("--head"), journal);
  context.out = faults.empty() ? "Base : intacte.\n" + Counted(journal) +
                                     "Empreinte à noter ailleurs : " + journal.head + "\n"
                               : faults;
  return faults.empty() ? 0 : 1;
}

int Backup(Context& context, const Words& words) {
  words.Only(1, {});
  const auto& path = words.Plain(0, "le fichier à écrire");
  if (std::filesystem::exists(path))
    throw Usage(path + " existe déjà : une sauvegarde n'en écrase pas une autre");
  auto db = OpenDatabase(context);
  try {
    db.CopyInto(path);
  } catch (const store::Failure& failure) {
    throw std::runtime_error("la copie vers " + path +
                             " a échoué, rien n'en a été gardé : " + failure.what());
  }
  casefile::Verified journal;
  const auto faults = FaultsOf(path, Migrations(context), {}, journal);
  if (!faults.empty()) {
    std::filesystem::remove(path);
    context.out = faults + "La copie n'est pas saine et a été supprimée. Vérifiez la base : vigie verify\n";
    return 1;
  }
  casefile::Note(db, "backup", context.now());
  context.out = "Sauvegarde écrite et relue : " + path + "\n" + Counted(journal) +
                "Empreinte : " + journal.head + "\nGardez avec elle le dossier " + context.config.data_dir +
                "/keys et le fichier erased.list.\n";
  return 0;
}

}  // namespace cli

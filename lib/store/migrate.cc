#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include "lib/store/db.h"

namespace store {
namespace {

// The NNNN of NNNN_name.sql; 0 when there is none.
std::size_t NumberOf(const std::filesystem::path& file) {
  const std::string name = file.filename().string();
  std::size_t number = 0;
  if (name.find('_') != 4 || std::from_chars(name.data(), name.data() + 4, number).ptr != name.data() + 4)
    return 0;
  return number;
}

// NNNN_name.sql, in order; the first must be 0001 and none may be missing.
std::vector<std::filesystem::path> Migrations(const std::string& directory) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(directory))
    if (entry.path().extension() == ".sql") files.push_back(entry.path());
  if (files.empty()) throw std::runtime_error(directory + ": no migration here");
  std::sort(files.begin(), files.end());
  for (std::size_t i = 0; i < files.size(); ++i)
    if (NumberOf(files[i]) != i + 1)
      throw std::runtime_error(files[i].string() +
                               ": migrations must be numbered 0001, 0002, … without a gap");
  return files;
}

std::string ReadAll(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in || text.str().empty()) throw std::runtime_error(path.string() + ": cannot be read, or empty");
  return text.str();
}

std::int64_t Version(Db& db) {
  auto query = db.Prepare("PRAGMA user_version");
  query.Step();
  return query.Int(0);
}

// Runs one file inside the transaction that is open.
void Apply(Db& db, const std::filesystem::path& file) {
  db.Exec(ReadAll(file));
  if (!db.InTransaction())
    throw std::runtime_error(file.string() + ": a migration neither begins nor ends a transaction");
  if (db.Prepare("PRAGMA foreign_key_check").Step())
    throw std::runtime_error(file.string() + ": leaves rows whose parent is missing");
}

}  // namespace

int Migrate(Db& db, const std::string& directory) {
  const auto files = Migrations(directory);
  const auto newest = static_cast<std::int64_t>(files.size());
  int ran = 0;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (Version(db) > static_cast<std::int64_t>(i)) continue;
    Transaction transaction(db);
    if (Version(db) > static_cast<std::int64_t>(i)) continue;  // another process was faster
    Apply(db, files[i]);
    db.Exec("PRAGMA user_version = " + std::to_string(i + 1));
    transaction.Commit();
    ++ran;
  }
  if (Version(db) > newest)
    throw std::runtime_error(
        "the database is newer than this program: install the version that made it, or a later one");
  return ran;
}

Db OpenMigrated(const std::string& path, const std::string& directory) {
  if (!std::filesystem::exists(path)) throw std::runtime_error(path + " manque : lancez d'abord « vigie migrate »");
  Db db(path);
  const auto version = Version(db), newest = static_cast<std::int64_t>(Migrations(directory).size());
  if (version < newest) throw std::runtime_error(path + " n'est pas à jour : lancez d'abord « vigie migrate »");
  if (version > newest)
    throw std::runtime_error(path + " vient d'une version plus récente : installez-la, ou une suivante");
  return db;
}

}  // namespace store

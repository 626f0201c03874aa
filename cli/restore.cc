// Putting a backup back in its place, without what was erased since.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "cli/commands.h"
#include "domain/casefile/erasure.h"

namespace cli {
namespace {

namespace fs = std::filesystem;

// The database that is there becomes one file, unless a program has it open.
void Settle(const std::string& path) {
  try {
    store::Db db(path);
    auto mode = db.Prepare("PRAGMA journal_mode = DELETE");
    if (mode.Step() && mode.Text(0) == "delete") return;
  } catch (const store::Failure& failure) {
    if ((failure.code & 0xFF) != 5) return;  // too damaged to be opened: it is kept as it is
  }
  throw Usage(
      "des programmes utilisent la base : arrêtez-les d'abord (systemctl stop 'vigie@*' vigie-worker)");
}

// Brings the copy to today's shape, takes the erased off it, ends the sessions. The faults found, or nothing.
std::string Prepare(Context& context, const std::string& path, const std::set<std::string>& marks,
                    std::int64_t& gone) {
  const auto migrations = context.config.share_dir + "/migrations";
  {
    store::Db db(path);
    store::Migrate(db, migrations);
  }
  casefile::Verified journal;
  if (auto faults = FaultsOf(path, migrations, {}, journal); !faults.empty()) return faults;
  store::Db db(path);
  gone = casefile::Replay(db, marks, "administrator", context.now());
  const auto scheme = scheme::Scheme::Read(context.config.SchemeFile(), context.config.SchemesFolder());
  const casefile::ErasedList list(context.config.data_dir);
  gone += casefile::EraseDue(db, ReadWorkerPair(context.config), scheme, list, "administrator", context.now())
              .Cases();
  store::Transaction transaction(db);
  db.Exec("DELETE FROM session");
  casefile::Append(
      db, {context.now(), 0, 0, json::Value::MakeObject({{"what", "restored"}, {"who", "administrator"}})},
      nullptr);
  transaction.Commit();
  db.Exec("PRAGMA journal_mode = DELETE");
  return {};
}

void Remove(const std::string& database) {
  for (const char* end : {"", "-wal", "-shm"}) fs::remove(database + end);
}

void Sync(const std::string& folder) {
  if (const int handle = ::open(folder.c_str(), O_RDONLY | O_CLOEXEC); handle >= 0) {
    ::fsync(handle);
    ::close(handle);
  }
}

}  // namespace

int Restore(Context& context, const Words& words) {
  words.Only(1, {"--erased", "--replace"});
  const auto& backup = words.Plain(0, "la sauvegarde à remettre en place");
  if (!fs::is_regular_file(backup)) throw Usage(backup + " n'est pas un fichier");
  const auto target = context.config.Database(), copy = target + ".restoring", before = target + ".before";
  const bool replaces = fs::exists(target);
  if (replaces && !words.Has("--replace"))
    throw Usage("une base est en place : ajoutez --replace ; elle sera gardée à côté, sous le nom " + before);
  if (replaces && fs::exists(before))
    throw Usage(before + " est encore là, d'une restauration d'avant : supprimez-le d'abord");
  const casefile::ErasedList own(context.config.data_dir);
  auto marks = own.Read();
  std::vector<std::string> others;
  for (const auto& file : words.All("--erased")) {
    if (!fs::exists(file)) throw Usage(file + " n'existe pas");
    for (const auto& mark : casefile::ErasedList::ReadFile(file))
      if (marks.insert(mark).second) others.push_back(mark);
  }
  if (!others.empty()) own.Add(others);
  if (replaces) Settle(target);

  Remove(copy);
  fs::copy_file(backup, copy);
  fs::permissions(copy, fs::perms::owner_read | fs::perms::owner_write);
  std::int64_t gone = 0;
  std::string faults;
  try {
    faults = Prepare(context, copy, marks, gone);
  } catch (...) {
    Remove(copy);
    throw;
  }
  if (!faults.empty()) {
    Remove(copy);
    context.out = faults + "La sauvegarde n'est pas saine : rien n'a été changé.\n";
    return 1;
  }
  for (const char* end : {"-wal", "-shm", ""})
    if (fs::exists(target + end)) fs::rename(target + end, before + end);
  fs::rename(copy, target);
  Sync(context.config.data_dir);
  context.out = "Sauvegarde remise en place : " + backup +
                "\nDossiers effacés depuis, effacés de nouveau : " + std::to_string(gone) +
                "\nLes sessions sont terminées : chacun se reconnecte.\n";
  if (marks.empty())
    context.out +=
        "Aucune liste de dossiers effacés n'a été trouvée : si vous en gardez une ailleurs, recommencez avec "
        "--erased.\n";
  if (replaces)
    context.out += "L'ancienne base est gardée : " + before +
                   "\nSupprimez-la dès que vous n'en avez plus besoin : elle contient ce qui a été effacé.\n";
  return 0;
}

}  // namespace cli

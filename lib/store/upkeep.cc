// Looking after the file as a whole: its WAL, and copies of it.
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>

#include "lib/store/db.h"

namespace store {
namespace {

constexpr int kBusyTimeout = 5000;  // as every connection has it

void SyncToDisk(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool done = file >= 0 && ::fsync(file) == 0;
  if (file >= 0) ::close(file);
  if (!done) throw Failure(SQLITE_IOERR_FSYNC, path + " cannot be brought to the disk");
}

}  // namespace

bool Db::EmptyWal() {
  sqlite3_busy_timeout(db_.get(), 0);  // waiting would make every writer wait
  const int code =
      sqlite3_wal_checkpoint_v2(db_.get(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  sqlite3_busy_timeout(db_.get(), kBusyTimeout);
  if (code == SQLITE_OK) return true;
  if ((code & 0xFF) == SQLITE_BUSY || (code & 0xFF) == SQLITE_LOCKED) return false;
  throw Failure(code, sqlite3_errmsg(db_.get()));
}

void Db::CopyInto(const std::string& path) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) throw Failure(SQLITE_CANTOPEN, path + " exists, or cannot be created");
  ::close(file);
  try {
    Prepare("VACUUM INTO ?1").Bind(path).Run();
    SyncToDisk(path);
    SyncToDisk(std::filesystem::absolute(path).parent_path());
  } catch (...) {
    ::unlink(path.c_str());
    throw;
  }
}

}  // namespace store

#include "lib/store/db.h"

#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

namespace store {
namespace {

[[noreturn]] void Fail(sqlite3* db, int code) {
  throw Failure(code, db ? sqlite3_errmsg(db) : sqlite3_errstr(code));
}

void Check(sqlite3_stmt* statement, int code) {
  if (code != SQLITE_OK) Fail(sqlite3_db_handle(statement), code);
}

// No function has as many statements: a bound for those that are made of pieces.
constexpr std::size_t kIdle = 64;

// What every connection must say of itself.
constexpr std::pair<const char*, const char*> kRequired[] = {
    {"journal_mode", "wal"},  {"synchronous", "2"},           {"foreign_keys", "1"},
    {"trusted_schema", "0"},  {"secure_delete", "1"},         {"temp_store", "2"},
    {"busy_timeout", "5000"}, {"wal_autocheckpoint", "1000"}, {"journal_size_limit", "67108864"},
};

// The file for its owner alone: SQLite gives its mode to the WAL and the index too. mknod rather than umask,
// which other threads would share, and rather than open, whose close would drop this process's locks on the
// file.
void CreateFile(const std::string& path) {
  if (path.find(':') == 0 || path.empty()) return;  // SQLite's names for what is no file
  static_cast<void>(
      ::mknod(path.c_str(), S_IFREG | 0600, 0));  // there already, or opening says what is wrong
}

// Two processes that turn the same new file to WAL at once: SQLite tells one of them "busy" without waiting.
void TurnToWal(Db& db) {
  for (int tries = 0;; ++tries) {
    try {
      return db.Exec("PRAGMA journal_mode = WAL");
    } catch (const Failure& failure) {
      if ((failure.code & 0xFF) != SQLITE_BUSY || tries == 100) throw;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  }
}

void RollBack(Db& db) {
  try {
    db.Prepare("ROLLBACK").Run();
  } catch (const Failure&) {  // SQLite has rolled back by itself already
  }
}

}  // namespace

bool Failure::IsDisk() const {
  switch (code & 0xFF) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
      return true;
    default:
      return false;
  }
}

bool Failure::IsDuplicate() const {
  return code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY ||
         code == SQLITE_CONSTRAINT_ROWID;
}

void Query::Finalize::operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
void Query::GiveBack::operator()(sqlite3_stmt* statement) const noexcept {
  Statement own(statement);
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  try {
    if (idle->size() < kIdle) idle->try_emplace(sqlite3_sql(statement), std::move(own));
  } catch (const std::bad_alloc&) {  // it is finalized, and compiled again the next time
  }
}
void Db::Close::operator()(sqlite3* db) const noexcept { sqlite3_close_v2(db); }

void Query::Expect(std::size_t parameters) {
  if (static_cast<std::size_t>(sqlite3_bind_parameter_count(statement_.get())) != parameters)
    throw std::logic_error(std::string("wrong number of parameters: ") + sqlite3_sql(statement_.get()));
}
void Query::BindInt(int i, std::int64_t v) {
  Check(statement_.get(), sqlite3_bind_int64(statement_.get(), i, v));
}
void Query::BindOne(int i, std::string_view v) {
  Check(statement_.get(), sqlite3_bind_text64(statement_.get(), i, v.data() ? v.data() : "", v.size(),
                                              SQLITE_TRANSIENT, SQLITE_UTF8));
}
void Query::BindOne(int i, Blob v) {
  Check(statement_.get(), sqlite3_bind_blob64(statement_.get(), i, v.bytes.data() ? v.bytes.data() : "",
                                              v.bytes.size(), SQLITE_TRANSIENT));
}
void Query::BindOne(int i, std::nullopt_t) {
  Check(statement_.get(), sqlite3_bind_null(statement_.get(), i));
}

bool Query::Step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) {
    Reset();
    return false;
  }
  const Failure failure(code, sqlite3_errmsg(sqlite3_db_handle(statement_.get())));
  Reset();
  throw failure;
}

void Query::Run() {
  while (Step()) {
  }
}

void Query::Reset() { sqlite3_reset(statement_.get()); }

std::int64_t Query::Int(int column) const { return sqlite3_column_int64(statement_.get(), column); }
std::string Query::Text(int column) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
  return text ? std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column)))
              : std::string();
}
std::string Query::Bytes(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
  return bytes ? std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column)))
               : std::string();
}
bool Query::IsNull(int column) const { return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL; }

Db::Db(const std::string& path) {
  sqlite3* raw = nullptr;
  CreateFile(path);
  const int code = sqlite3_open_v2(
      path.c_str(), &raw,
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  db_.reset(raw);
  if (code != SQLITE_OK) Fail(raw, code);
  sqlite3_busy_timeout(raw, 5000);
  TurnToWal(*this);
  Exec(
      "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; "
      "PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8192; PRAGMA "
      "wal_autocheckpoint = 1000; PRAGMA "
      "journal_size_limit = 67108864");
  for (const auto& [name, value] : kRequired) {
    auto query = Prepare(std::string("PRAGMA ") + name);
    if (!query.Step() || query.Text(0) != value)
      throw std::runtime_error(std::string("SQLite refuses PRAGMA ") + name + " = " + value);
  }
}

void Db::Exec(const std::string& sql) {
  if (const int code = sqlite3_exec(db_.get(), sql.c_str(), nullptr, nullptr, nullptr)) Fail(db_.get(), code);
}

Query Db::Prepare(std::string_view sql) {
  if (auto known = idle_->extract(std::string(sql))) return {known.mapped().release(), idle_.get()};
  sqlite3_stmt* raw = nullptr;
  const char* rest = nullptr;
  if (const int code = sqlite3_prepare_v3(db_.get(), sql.data(), static_cast<int>(sql.size()),
                                          SQLITE_PREPARE_PERSISTENT, &raw, &rest))
    Fail(db_.get(), code);
  Query query(raw, idle_.get());
  const std::string_view behind = sql.substr(static_cast<std::size_t>(rest - sql.data()));
  if (!raw || behind.find_first_not_of(" \n\t\r;") != std::string_view::npos)
    throw std::logic_error("one statement at a time: " + std::string(sql));
  return query;
}

std::int64_t Db::Changes() const { return sqlite3_changes64(db_.get()); }
std::int64_t Db::LastId() const { return sqlite3_last_insert_rowid(db_.get()); }
void Db::ReleaseCache() { sqlite3_db_release_memory(db_.get()); }
bool Db::InTransaction() const { return sqlite3_get_autocommit(db_.get()) == 0; }

Transaction::Transaction(Db& db) : db_(db) { db_.Prepare("BEGIN IMMEDIATE").Run(); }
Transaction::~Transaction() {
  if (!done_) RollBack(db_);
}
void Transaction::Commit() {
  db_.Prepare("COMMIT").Run();
  done_ = true;
}

Reading::Reading(Db& db) : db_(db) { db_.Prepare("BEGIN").Run(); }
Reading::~Reading() { RollBack(db_); }

Pool::Lease::~Lease() { pool_.Return(std::move(db_)); }

Pool::Lease Pool::Take() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      auto db = std::move(idle_.back());
      idle_.pop_back();
      return Lease(*this, std::move(db));
    }
  }
  return Lease(*this, std::make_unique<Db>(path_));
}

bool Pool::HasRoom() const {
  constexpr std::uint64_t kEnough = 2ULL << 30;
  struct statvfs disk {};
  if (::statvfs(path_.c_str(), &disk) != 0) return true;  // not to be known: writing will tell
  const std::uint64_t size = disk.f_blocks * disk.f_frsize, free = disk.f_bavail * disk.f_frsize;
  return free >= std::min(kEnough, size / 10);
}

void Pool::Return(std::unique_ptr<Db> db) {
  if (db->InTransaction()) return;  // its rollback failed: closing it rolls back
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(db));
}

}  // namespace store

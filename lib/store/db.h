// RAII over one SQLite connection: the only way to the database.
//
// Every connection to a file that is written to is opened with WAL, synchronous=FULL, foreign keys on, trusted_schema off, secure_delete
// on and a busy timeout of 5 s, and the constructor reads these back: a connection that differs is refused.
// Threads: a Db and its queries belong to one thread at a time (see Pool). A query must not outlive its Db:
// it goes back to it, compiled, without its values, for the next time. Errors: every failure throws
// store::Failure; "no row" is no failure, Step() returns false.
#pragma once
#include <concepts>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace store {

struct Failure : std::runtime_error {
  Failure(int sqlite_code, const std::string& what) : std::runtime_error(what), code(sqlite_code) {}
  int code;  // SQLite's extended result code
  // The disk is full, fails or is read-only: reading may still work, and writing again later.
  bool IsDisk() const;
  // A UNIQUE or PRIMARY KEY constraint was violated.
  bool IsDuplicate() const;
};

// Marks bytes, so that they are bound as BLOB and not as TEXT. Binding copies them.
struct Blob {
  std::string_view bytes;
};

class Query {
 public:
  Query(Query&&) noexcept = default;

  // Binds ?1, ?2, … in order, all of them: std::logic_error when the statement has more or fewer. Takes
  // integers, text, Blob, std::nullopt and std::optional of these.
  template <class... Args>
  Query& Bind(const Args&... args) {
    Expect(sizeof...(args));
    int i = 0;
    (BindOne(++i, args), ...);
    return *this;
  }

  bool Step();   // true while there is a row; at the end, and after a failure, it can be bound again
  void Run();    // runs a statement to its end
  void Reset();  // makes it ready to be bound again before its last row

  std::int64_t Int(int column) const;
  std::string Text(int column) const;
  std::string Bytes(int column) const;
  bool IsNull(int column) const;

 private:
  friend class Db;
  struct Finalize {
    void operator()(sqlite3_stmt*) const noexcept;
  };
  using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;
  using Idle = std::unordered_map<std::string, Statement>;
  struct GiveBack {
    Idle* idle;
    void operator()(sqlite3_stmt*) const noexcept;
  };
  Query(sqlite3_stmt* statement, Idle* idle) : statement_(statement, GiveBack{idle}) {}
  void Expect(std::size_t parameters);
  void BindInt(int i, std::int64_t v);
  template <std::integral T>
  void BindOne(int i, T v) {
    BindInt(i, static_cast<std::int64_t>(v));
  }
  void BindOne(int i, std::string_view v);
  void BindOne(int i, const char* v) { BindOne(i, std::string_view(v)); }
  void BindOne(int i, const std::string& v) { BindOne(i, std::string_view(v)); }
  void BindOne(int i, Blob v);
  void BindOne(int i, std::nullopt_t);
  template <class T>
  void BindOne(int i, const std::optional<T>& v) {
    v ? BindOne(i, *v) : BindOne(i, std::nullopt);
  }
  std::unique_ptr<sqlite3_stmt, GiveBack> statement_;
};

class Db {
 public:
  // Opens the file, creating it (for its owner alone, mode 0600) when it is missing.
  explicit Db(const std::string& path);
  Db(Db&&) noexcept = default;

  // A database of this process alone, which ends with it; Bytes() is what a file of it would hold. For what is
  // made once and then only read.
  static Db InMemory();
  std::string Bytes();
  // Opens such a file: to read it only, without a lock, a WAL or any other file beside it. Whoever replaces it
  // puts another file in its place (rename) and writes nothing into this one.
  static Db OpenFrozen(const std::string& path);

  [[nodiscard]] Query Prepare(std::string_view sql);
  // Runs statements without parameters.
  void Exec(const std::string& sql);
  // Rows changed by the last statement; id given to the last inserted row.
  std::int64_t Changes() const;
  std::int64_t LastId() const;
  bool InTransaction() const;
  // Gives back the memory of pages that nobody reads again soon, such as those of a large file.
  void ReleaseCache();

  // Moves what the WAL holds into the database and empties it, so that erased bytes linger nowhere. Waits for
  // nobody: false when someone else is at work; ask again later.
  bool EmptyWal();
  // Writes the whole database, as it is now, into a new file of its own (mode 0600), while others read and
  // write. It is on the disk when this returns; nothing is left of it when this throws. Refuses a file that
  // exists (Failure, SQLITE_CANTOPEN).
  void CopyInto(const std::string& path);

 private:
  struct Close {
    void operator()(sqlite3*) const noexcept;
  };
  Db(const std::string& name, int flags);
  std::unique_ptr<sqlite3, Close> db_;
  std::unique_ptr<Query::Idle> idle_ = std::make_unique<Query::Idle>();  // compiled, by their text
};

// BEGIN IMMEDIATE … COMMIT; rolls back unless Commit() returned.
class Transaction {
 public:
  explicit Transaction(Db& db);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void Commit();

 private:
  Db& db_;
  bool done_ = false;
};

// What is read while it lives is of one moment, and locks once. Nothing may be written meanwhile.
class Reading {
 public:
  explicit Reading(Db& db);
  ~Reading();
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

 private:
  Db& db_;
};

// Lends connections to one file. Thread safe. A Lease gives its connection back when it goes out of scope.
class Pool {
 public:
  explicit Pool(std::string path) : path_(std::move(path)) {}
  class Lease {
   public:
    Lease(Pool& pool, std::unique_ptr<Db> db) : pool_(pool), db_(std::move(db)) {}
    ~Lease();
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    Db& operator*() const { return *db_; }
    Db* operator->() const { return db_.get(); }

   private:
    Pool& pool_;
    std::unique_ptr<Db> db_;
  };
  [[nodiscard]] Lease Take();
  // False when the disk keeps less than a tenth of its room, or than 2 GiB on a large one: time to refuse
  // what is large, so that what is small can still be written.
  bool HasRoom() const;

 private:
  void Return(std::unique_ptr<Db> db);
  std::string path_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Db>> idle_;
};

// Brings the file to the newest shape: runs, in order and each in one transaction, the NNNN_*.sql of
// `directory` that this file has not seen. Returns how many ran. Several processes may do it at once. Throws
// Failure, or std::runtime_error when the file is newer than the program or the directory holds no usable
// migrations.
int Migrate(Db& db, const std::string& directory);

// Opens a file that is there and that the migrations of `directory` brought to its newest shape. Throws
// std::runtime_error otherwise, which says in French to run « vigie migrate »; creates nothing.
Db OpenMigrated(const std::string& path, const std::string& directory);

}  // namespace store

// Databases that are made once and then only read.
#include <sqlite3.h>

#include "lib/store/db.h"

namespace store {
namespace {

// A path as it stands in a URI.
std::string Escaped(const std::string& path) {
  std::string out;
  for (const char c : path) {
    if (c == '%')
      out += "%25";
    else if (c == '?')
      out += "%3f";
    else if (c == '#')
      out += "%23";
    else
      out += c;
  }
  return out;
}

}  // namespace

Db::Db(const std::string& name, int flags) {
  sqlite3* raw = nullptr;
  const int code =
      sqlite3_open_v2(name.c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  db_.reset(raw);
  if (code != SQLITE_OK) throw Failure(code, raw ? sqlite3_errmsg(raw) : sqlite3_errstr(code));
  Exec("PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -1024");
}

Db Db::InMemory() { return {":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE}; }

Db Db::OpenFrozen(const std::string& path) {
  return {"file:" + Escaped(path) + "?immutable=1", SQLITE_OPEN_READONLY | SQLITE_OPEN_URI};
}

std::string Db::Bytes() {
  sqlite3_int64 size = 0;
  const std::unique_ptr<unsigned char, decltype(&sqlite3_free)> bytes(
      sqlite3_serialize(db_.get(), "main", &size, 0), &sqlite3_free);
  if (!bytes) throw Failure(SQLITE_NOMEM, sqlite3_errstr(SQLITE_NOMEM));
  return {reinterpret_cast<const char*>(bytes.get()), static_cast<std::size_t>(size)};
}

}  // namespace store

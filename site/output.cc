#include "site/output.h"

#include <zlib.h>

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>

namespace site {
namespace fs = std::filesystem;
namespace {

constexpr const char* kList = ".vigie-site";  // the files of the last build, one a line

bool Read(const fs::path& path, std::string& bytes) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return false;
  std::ostringstream text;
  text << in.rdbuf();
  bytes = text.str();
  return true;
}

// True when the file was not yet so.
bool Put(const fs::path& path, const std::string& bytes) {
  std::string before;
  if (Read(path, before) && before == bytes) return false;
  fs::create_directories(path.parent_path());
  const fs::path fresh = path.string() + ".new";
  std::ofstream out(fresh, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) throw std::runtime_error(path.string() + " : écriture impossible (disque plein ou droits)");
  fs::rename(fresh, path);
  return true;
}

std::set<std::string> LastBuild(const fs::path& folder) {
  std::set<std::string> out;
  std::string list;
  if (!Read(folder / kList, list)) {
    if (fs::exists(folder) && !fs::is_empty(folder))
      throw std::runtime_error(
          folder.string() +
          " : ce dossier contient déjà autre chose qu’un site généré ; choisissez un dossier vide");
    return out;
  }
  std::istringstream lines(list);
  for (std::string line; std::getline(lines, line);)
    if (!line.empty() && line[0] != '/' && line.find("..") == std::string::npos) out.insert(line);
  return out;
}

}  // namespace

std::string Gzip(std::string_view text) {
  z_stream stream{};
  constexpr int kWindowWithGzipHeader = 15 + 16;
  if (deflateInit2(&stream, 9, Z_DEFLATED, kWindowWithGzipHeader, 9, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::runtime_error("gzip");
  std::string out(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));  // zlib reads it only
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int done = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (done != Z_STREAM_END) throw std::runtime_error("gzip");
  return out;
}

std::string Fingerprint(std::string_view bytes) {
  std::uint64_t hash = 14695981039346656037ull;  // FNV-1a: a name for a cache, not a protection
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(hash));
  return std::string(text, 12);
}

std::size_t WriteSite(const std::string& folder, const Files& files) {
  const fs::path root(folder);
  const auto before = LastBuild(root);
  std::size_t changed = 0;
  std::string list;
  std::set<std::string> now;
  for (const auto& [name, bytes] : files) {
    if (Put(root / name, bytes)) {
      ++changed;
      Put(root / (name + ".gz"), Gzip(bytes));
    } else if (!fs::exists(root / (name + ".gz"))) {
      Put(root / (name + ".gz"), Gzip(bytes));
    }
    now.insert(name);
    now.insert(name + ".gz");
  }
  for (const auto& name : now) list += name + "\n";
  // Until the old files are gone the list names them too: a build that breaks off here is tidied up by the
  // next one.
  std::string both = list;
  for (const auto& name : before)
    if (!now.contains(name)) both += name + "\n";
  Put(root / kList, both);
  for (const auto& name : before) {
    if (now.contains(name)) continue;
    ++changed;
    fs::remove(root / name);
    std::error_code not_empty;
    fs::remove((root / name).parent_path(), not_empty);
  }
  Put(root / kList, list);
  return changed;
}

}  // namespace site

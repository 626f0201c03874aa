#include "site/output.h"

#include <brotli/encode.h>
#include <zlib.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <vector>

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

// Pictures of pixels, films and databases are compressed already, or read by functions alone.
bool IsText(const std::string& name) {
  const auto kind = fs::path(name).extension();
  return kind != ".png" && kind != ".jpg" && kind != ".db" && kind != ".mp4";
}

// A file and what stands beside it. True when it was not yet so.
bool PutAll(const fs::path& path, const std::string& bytes) {
  const bool changed = Put(path, bytes);
  if (!IsText(path.string())) return changed;
  const std::string gz = path.string() + ".gz", br = path.string() + ".br";
  if (changed || !fs::exists(gz)) Put(gz, Gzip(bytes));
  if (changed || !fs::exists(br)) Put(br, Brotli(bytes));
  return changed;
}

// Puts every file; gives how many changed. What one of the threads threw is thrown.
std::size_t PutEach(const fs::path& root, const Files& files) {
  std::vector<const Files::value_type*> list;
  for (const auto& file : files) list.push_back(&file);
  std::atomic<std::size_t> next = 0, changed = 0;
  std::array<std::exception_ptr, 2> failures;
  const auto work = [&](std::exception_ptr& failure) {
    try {
      for (std::size_t i = next++; i < list.size(); i = next++)
        changed += PutAll(root / list[i]->first, list[i]->second);
    } catch (...) {
      failure = std::current_exception();
      next = list.size();
    }
  };
  std::thread other(work, std::ref(failures[0]));
  work(failures[1]);
  other.join();
  for (const auto& failure : failures)
    if (failure) std::rethrow_exception(failure);
  return changed;
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

std::string Brotli(std::string_view text) {
  // A greater window or quality takes ten to two hundred times as long, for less than a tenth.
  constexpr int kQuality = 9, kWindow = 16;
  std::size_t size = BrotliEncoderMaxCompressedSize(text.size());
  std::string out(size, '\0');
  if (!BrotliEncoderCompress(kQuality, kWindow, BROTLI_MODE_TEXT, text.size(),
                             reinterpret_cast<const std::uint8_t*>(text.data()), &size,
                             reinterpret_cast<std::uint8_t*>(out.data())))
    throw std::runtime_error("brotli");
  out.resize(size);
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
  std::size_t changed = PutEach(root, files);
  std::string list;
  std::set<std::string> now;
  for (const auto& [name, bytes] : files) {
    now.insert(name);
    if (IsText(name)) now.insert({name + ".gz", name + ".br"});
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

#include "lib/archive/archive.h"

#include <zip.h>

#include <array>
#include <memory>
#include <set>
#include <stdexcept>

namespace archive {
namespace {

constexpr zip_uint16_t kFirstDay = 1 << 5 | 1;  // 1 January 1980, as MS-DOS writes a day

struct FreeSource {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};
struct Discard {
  void operator()(zip_t* zip) const { zip_discard(zip); }
};
struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using Source = std::unique_ptr<zip_source_t, FreeSource>;
using Archive = std::unique_ptr<zip_t, Discard>;

[[noreturn]] void Fail(const std::string& what) { throw std::runtime_error("archive : " + what); }

void CheckName(const std::string& name) {
  const bool upwards = ("/" + name + "/").find("/../") != std::string::npos;
  if (name.empty() || name.front() == '/' || name.back() == '/' || upwards)
    throw std::invalid_argument("archive : « " + name + " » n’est pas un nom de fichier");
}

// The archive over `source`, which stays the caller's.
Archive Open(zip_source_t* source, int flags) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_keep(source);
  Archive zip(zip_open_from_source(source, flags, &error));
  const std::string why = zip_error_strerror(&error);
  zip_error_fini(&error);
  if (zip) return zip;
  zip_source_free(source);
  Fail(why);
}

void Add(zip_t* zip, const Entry& entry) {
  Source bytes(zip_source_buffer(zip, entry.bytes.data(), entry.bytes.size(), 0));
  if (!bytes) Fail(zip_strerror(zip));
  const auto index = zip_file_add(zip, entry.name.c_str(), bytes.get(), ZIP_FL_ENC_UTF_8);
  if (index < 0) Fail(zip_strerror(zip));
  static_cast<void>(bytes.release());  // the archive's from here on
  const auto at = static_cast<zip_uint64_t>(index);
  if (zip_set_file_compression(zip, at, entry.stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 9) != 0 ||
      zip_file_set_dostime(zip, at, 0, kFirstDay, 0) != 0 ||
      zip_file_set_external_attributes(zip, at, 0, ZIP_OPSYS_UNIX, 0100644u << 16) != 0)
    Fail(zip_strerror(zip));
}

std::string ReadSource(zip_source_t* source) {
  zip_stat_t stat;
  if (zip_source_stat(source, &stat) != 0 || zip_source_open(source) != 0) Fail("illisible");
  std::string bytes(stat.size, '\0');
  const auto read = zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  if (read != static_cast<zip_int64_t>(bytes.size())) Fail("illisible");
  return bytes;
}

}  // namespace

std::string Zip(const std::vector<Entry>& entries) {
  std::set<std::string> names;
  for (const auto& entry : entries) {
    CheckName(entry.name);
    if (!names.insert(entry.name).second)
      throw std::invalid_argument("archive : « " + entry.name + " » y est deux fois");
  }
  const Source source(zip_source_buffer_create(nullptr, 0, 0, nullptr));
  if (!source) Fail("plus de mémoire");
  auto zip = Open(source.get(), ZIP_TRUNCATE);
  for (const auto& entry : entries) Add(zip.get(), entry);
  if (zip_close(zip.get()) != 0) Fail(zip_strerror(zip.get()));
  static_cast<void>(zip.release());  // closed: freed
  return ReadSource(source.get());
}

std::vector<Entry> Unzip(std::string_view bytes) {
  const Source source(zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr));
  if (!source) Fail("plus de mémoire");
  const auto zip = Open(source.get(), ZIP_RDONLY | ZIP_CHECKCONS);
  std::vector<Entry> entries;
  for (zip_int64_t i = 0; i < zip_get_num_entries(zip.get(), 0); ++i) {
    const auto at = static_cast<zip_uint64_t>(i);
    zip_stat_t stat;
    if (zip_stat_index(zip.get(), at, 0, &stat) != 0) Fail(zip_strerror(zip.get()));
    if (std::string_view(stat.name).ends_with('/')) continue;
    const std::unique_ptr<zip_file_t, CloseFile> file(zip_fopen_index(zip.get(), at, 0));
    if (!file) Fail(zip_strerror(zip.get()));
    std::string content(stat.size, '\0');
    char none;  // the sum is checked where the content ends
    if (zip_fread(file.get(), content.data(), content.size()) != static_cast<zip_int64_t>(content.size()) ||
        zip_fread(file.get(), &none, 1) != 0)
      Fail(std::string(stat.name) + " est abîmé");
    entries.push_back({stat.name, std::move(content), stat.comp_method == ZIP_CM_STORE});
  }
  return entries;
}

std::optional<std::string> UnzipOne(std::string_view bytes, std::string_view name, std::size_t most) {
  const Source source(zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr));
  if (!source) Fail("plus de mémoire");
  const auto zip = Open(source.get(), ZIP_RDONLY | ZIP_CHECKCONS);
  const auto at = zip_name_locate(zip.get(), std::string(name).c_str(), 0);
  if (at < 0) return std::nullopt;
  const std::unique_ptr<zip_file_t, CloseFile> file(
      zip_fopen_index(zip.get(), static_cast<zip_uint64_t>(at), 0));
  if (!file) Fail(zip_strerror(zip.get()));
  std::string content;
  std::array<char, 64 * 1024> part;
  for (;;) {
    const auto read = zip_fread(file.get(), part.data(), part.size());
    if (read < 0) Fail(std::string(name) + " est abîmé");
    if (read == 0) return content;
    if (content.size() + static_cast<std::size_t>(read) > most)
      throw std::length_error("archive : " + std::string(name) + " est trop grand");
    content.append(part.data(), static_cast<std::size_t>(read));
  }
}

}  // namespace archive

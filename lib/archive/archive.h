// Zip archives in memory: the only room that knows libzip. Nothing touches the disk. Threads: any.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace archive {

struct Entry {
  std::string name;  // "folder/file.xml": relative, with "/"
  std::string bytes;
  bool stored = false;  // not compressed; the "mimetype" of an OpenDocument file must be, and come first
};

// The archive of these entries, in this order. The same entries give the same bytes on any day: each is dated
// 1 January 1980. Throws std::invalid_argument for a name that is empty, absolute, leads upwards ("..") or
// stands twice, and std::runtime_error when libzip fails.
std::string Zip(const std::vector<Entry>& entries);

// What stands in an archive, in its order, folders left out. For archives that we made ourselves: sizes are
// believed. Throws std::runtime_error when the bytes are no archive, or damaged.
std::vector<Entry> Unzip(std::string_view bytes);

// One file of an archive that anybody may have made; nothing when it is not there. Throws
// std::runtime_error as Unzip does, and std::length_error for a file of more than `most` bytes, of which no
// more is unpacked whatever the archive says of its size.
std::optional<std::string> UnzipOne(std::string_view bytes, std::string_view name, std::size_t most);

}  // namespace archive

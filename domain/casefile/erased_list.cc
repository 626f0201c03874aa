#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "domain/casefile/erasure.h"

namespace casefile {
namespace {

constexpr std::size_t kMark = 64;

// Brings the folder's own entry for a new file to the disk.
bool SyncFolderOf(const std::string& path) {
  const auto folder = std::filesystem::absolute(path).parent_path();
  const int handle = ::open(folder.c_str(), O_RDONLY | O_CLOEXEC);
  const bool done = handle >= 0 && ::fsync(handle) == 0;
  if (handle >= 0) ::close(handle);
  return done;
}

}  // namespace

std::string MarkOf(std::string_view number) { return vault::Hex(vault::Hash("erased case", number)); }

std::set<std::string> ErasedList::ReadFile(const std::string& path) {
  std::set<std::string> marks;
  std::ifstream in(path);
  if (!in && std::filesystem::exists(path))
    throw std::runtime_error(path + " ne peut pas être lu ; il dit quels dossiers sont effacés");
  for (std::string line; std::getline(in, line);) {
    // A line that was cut short (the machine stopped) is of a case that had not gone yet.
    if (in.eof() && line.size() < kMark) break;
    if (line.size() != kMark || !vault::FromHex(line))
      throw std::runtime_error(path + " est abîmé : remettez-le depuis une sauvegarde");
    marks.insert(line);
  }
  return marks;
}

void ErasedList::Add(const std::vector<std::string>& marks) const {
  const bool is_new = !std::filesystem::exists(path_);
  const int file = ::open(path_.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0) throw std::runtime_error(path_ + " ne peut pas être écrit : rien n'est effacé sans lui");
  // After a line that was cut short, a new one.
  char last = '\n';
  const auto size = ::lseek(file, 0, SEEK_END);
  if (size > 0 && ::pread(file, &last, 1, size - 1) != 1) last = '\n';
  std::string lines =
      last == '\n' ? "" : std::string(kMark - static_cast<std::size_t>(size) % (kMark + 1), '0') + "\n";
  for (const auto& mark : marks) lines += mark + "\n";
  const bool written =
      ::write(file, lines.data(), lines.size()) == static_cast<ssize_t>(lines.size()) && ::fsync(file) == 0;
  ::close(file);
  if (!written || (is_new && !SyncFolderOf(path_)))
    throw std::runtime_error(path_ + " ne peut pas être écrit : rien n'est effacé sans lui");
}

}  // namespace casefile

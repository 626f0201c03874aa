#include "studio/files.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace studio {

std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream bytes;
  if (!in || !(bytes << in.rdbuf())) throw std::runtime_error(path + " : ce fichier ne peut pas être lu");
  return bytes.str();
}

void WriteFile(const std::string& path, std::string_view bytes) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) throw std::runtime_error(path + " : écriture impossible (disque plein ou droits)");
}

}  // namespace studio

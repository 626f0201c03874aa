#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "cli/commands.h"
#include "lib/vault/vault.h"

namespace cli {

void WriteNew(const std::string& path, std::string_view line, mode_t mode) {
  WriteBytes(path, std::string(line) + "\n", mode);
}

void WriteBytes(const std::string& path, std::string_view bytes, mode_t mode) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) throw std::runtime_error(path + " existe déjà, ou ne peut pas être créé");
  const bool written = ::fchmod(file, mode) == 0 &&
                       ::write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) &&
                       ::fsync(file) == 0;
  ::close(file);
  if (written) return;
  ::unlink(path.c_str());
  throw std::runtime_error(path + " ne peut pas être écrit");
}

std::string ReadWorkerKey(const config::Config& config) {
  const auto path = config.data_dir + "/keys/worker.pub";
  std::ifstream in(path);
  std::string hex;
  const auto key = in >> hex ? vault::FromHex(hex) : std::nullopt;
  if (!key || key->size() != 32)
    throw std::runtime_error(path + " manque ou est abîmé : lancez d'abord « vigie keys init »");
  return *key;
}

vault::KeyPair ReadWorkerPair(const config::Config& config) {
  const auto path = config.data_dir + "/keys/worker.key";
  std::ifstream in(path);
  std::string hex;
  const auto secret = in >> hex ? vault::FromHex(hex) : std::nullopt;
  if (!secret || secret->size() != 32)
    throw std::runtime_error(path +
                             " manque ou ne peut pas être lu : lancez cette commande en tant que vigie");
  return vault::KeyPair::FromSecret(vault::Key::FromBytes(*secret));
}

}  // namespace cli

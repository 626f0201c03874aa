#include "runtime/run.h"

#include <malloc.h>
#include <signal.h>
#include <sys/stat.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "lib/vault/vault.h"
#include "runtime/listener.h"
#include "runtime/lobby.h"
#include "runtime/service.h"

namespace rt {
namespace {

constexpr int kArenas = 2;  // threads that mostly wait need no heap of their own

void PrepareProcess() {
  ::umask(077);
  ::mallopt(M_ARENA_MAX, kArenas);
  ::signal(SIGPIPE, SIG_IGN);
  ::signal(SIGXFSZ, SIG_IGN);  // a full disk quota is an error of write(), not the end
  vault::Start();
}

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// 32 bytes, written as 64 hexadecimal digits.
std::string ReadPublicKey(const std::string& path) {
  std::ifstream file(path);
  std::string hex, key;
  if (!(file >> hex))
    throw std::runtime_error(path + " manque ou est vide : lancez d'abord « vigie keys init »");
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    int high = HexDigit(hex[i]), low = HexDigit(hex[i + 1]);
    if (high < 0 || low < 0) break;
    key += static_cast<char>(high * 16 + low);
  }
  if (hex.size() != 64 || key.size() != 32)
    throw std::runtime_error(path + " doit contenir 64 chiffres hexadécimaux");
  return key;
}

json::Value ReadCommon(const config::Config& config) {
  auto path = config.site_dir + "/common.json";
  if (!std::filesystem::exists(path))
    throw std::runtime_error(path + " manque : générez d'abord le site (vigie-site)");
  return json::ReadFile(path);
}

std::string ConfigPath() {
  const char* path = std::getenv("VIGIE_CONF");
  return path && *path ? path : "/etc/vigie/vigie.conf";
}

}  // namespace

int Run(int argc, char** argv, const char* name, Factory make, Limits limits) try {
  int stop = OpenStopSignal();  // first: who is stopped while starting stops cleanly too
  PrepareProcess();
  auto config = config::Read(ConfigPath());
  store::OpenMigrated(config.Database(), config.share_dir + "/migrations");  // or says what to do
  store::Pool pool(config.Database());
  render::Pages pages(config.share_dir + "/templates", config.share_dir + "/content/fr/messages",
                      ReadCommon(config));
  Env env{pool, config, pages, core::SystemClock(), ReadPublicKey(config.data_dir + "/keys/worker.pub")};
  Service service(name, env, make(env), limits);
  ::malloc_trim(0);  // what reading the configuration took is given back
  Receive(OpenListener(argc, argv), stop, [&service](Visit& visit) { service.Serve(visit); });
  return 0;
} catch (const std::exception& e) {
  std::fprintf(stderr, "%s : %s\n", name, e.what());
  return 1;
}

}  // namespace rt

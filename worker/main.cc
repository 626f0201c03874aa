// vigie-worker: a round every 20 seconds until SIGTERM.
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "worker/worker.h"

namespace {

volatile std::sig_atomic_t stopping = 0;

constexpr unsigned kSecondsBetweenRounds = 20;

mail::Relay RelayOf(const config::Config& config) {
  mail::Relay relay{config.mail_host, config.mail_port, config.mail_tls, config.mail_user, {}};
  if (!config.mail_password_file.empty()) {
    std::ifstream in(config.mail_password_file);
    std::getline(in, relay.password);
  }
  return relay;
}

void Serve(const config::Config& config) {
  const auto keys = worker::ReadKeys(config);
  const auto relay = RelayOf(config);
  const auto clock = core::SystemClock();
  const render::Pages pages(config.share_dir + "/templates", config.share_dir + "/content/fr/messages",
                            json::ReadFile(config.site_dir + "/common.json"));
  store::Db db(config.Database());
  const auto send = [&](const mail::Mail& mail) { return mail::Send(relay, mail, std::chrono::system_clock::to_time_t(clock())); };
  while (!stopping) {
    try {
      if (!relay.host.empty()) worker::Round(db, config, pages, keys, send, clock());
    } catch (const store::Failure& failure) {
      std::fprintf(stderr, "{\"level\":\"error\",\"program\":\"vigie-worker\",\"sqlite\":%d}\n", failure.code);
    }
    ::sleep(kSecondsBetweenRounds);
  }
}

}  // namespace

int main() try {
  std::signal(SIGPIPE, SIG_IGN);
  struct sigaction stop {};
  stop.sa_handler = [](int) { stopping = 1; };
  ::sigaction(SIGTERM, &stop, nullptr);
  ::sigaction(SIGINT, &stop, nullptr);
  vault::Start();
  const char* path = std::getenv("VIGIE_CONF");
  Serve(config::Read(path ? path : "/etc/vigie/vigie.conf"));
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "vigie-worker: %s\n", error.what());
  return 1;
}

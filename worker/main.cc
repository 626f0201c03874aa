// vigie-worker: a round every 20 seconds until SIGTERM or SIGINT. Without a mail relay, mails wait.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <optional>

#include "lib/core/late.h"
#include "lib/json/value.h"
#include "lib/mail/mail.h"
#include "worker/worker.h"

namespace {

constexpr time_t kSecondsBetweenRounds = 20;

// The wish to end: SIGTERM and SIGINT, which are looked at when it suits.
class Ending {
 public:
  Ending() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGTERM);
    sigaddset(&signals_, SIGINT);
    ::sigprocmask(SIG_BLOCK, &signals_, nullptr);
  }
  bool AskedWithin(time_t seconds) {
    const timespec time{seconds, 0};
    if (!asked_) asked_ = ::sigtimedwait(&signals_, nullptr, &time) > 0;
    return asked_;
  }

 private:
  sigset_t signals_;
  bool asked_ = false;
};

void Log(std::string_view level, json::Value line) {
  line.Set("level", level).Set("program", "vigie-worker");
  std::fprintf(stderr, "%s\n", json::Write(line).c_str());
}

// A list of the erased that is damaged must not keep mails from leaving: it is said once a day.
void PurgeOnce(store::Db& db, const vault::KeyPair& keys, const scheme::Scheme& scheme,
               const config::Config& config, core::Instant now, std::optional<core::Day>& tried) {
  if (tried == core::LocalDay(now)) return;
  try {
    worker::Purge(db, keys, scheme, config, now);
  } catch (const store::Failure&) {
    throw;
  } catch (const std::runtime_error& error) {
    Log("error", json::Value::MakeObject({{"purge", error.what()}}));
  }
  tried = core::LocalDay(now);
}

void Serve(const config::Config& config, Ending& ending) {
  const auto keys = worker::ReadKeys(config);
  const auto scheme = scheme::Scheme::Read(config.SchemeFile(), config.SchemesFolder());
  const auto relay = mail::RelayOf(config);
  const auto clock = core::SystemClock();
  std::optional<render::Pages> pages;
  if (!relay.host.empty())
    pages.emplace(config.share_dir + "/templates", config.share_dir + "/content/fr/messages",
                  json::ReadFile(config.site_dir + "/common.json"));
  auto db = store::OpenMigrated(config.Database(), config.share_dir + "/migrations");
  const core::Late<decltype(mail::Send)> send_mail("libvigie_mail.so",
                                                   "vigie_mail_send");  // curl comes with the first mail
  const auto send = [&](const mail::Mail& mail) {
    return send_mail(relay, mail, std::chrono::system_clock::to_time_t(clock()));
  };
  std::optional<core::Day> purged;
  do {
    try {
      worker::Tidy(db, keys, scheme, clock());
      PurgeOnce(db, keys, scheme, config, clock(), purged);
      if (!pages) continue;
      worker::Morning(db, keys, scheme, clock());
      const auto tally =
          worker::SendDue(db, config, *pages, keys, send, clock(), [&] { return ending.AskedWithin(0); });
      if (tally.later || tally.dropped || tally.given_up)
        Log(tally.given_up ? "error" : "warning", json::Value::MakeObject({{"later", tally.later},
                                                                           {"dropped", tally.dropped},
                                                                           {"given_up", tally.given_up},
                                                                           {"why", tally.why}}));
    } catch (const store::Failure& failure) {
      Log("error", json::Value::MakeObject({{"sqlite", failure.code}}));
    }
  } while (!ending.AskedWithin(kSecondsBetweenRounds));
}

}  // namespace

int main() try {
  Ending ending;
  std::signal(SIGPIPE, SIG_IGN);
  vault::Start();
  const char* path = std::getenv("VIGIE_CONF");
  Serve(config::Read(path && *path ? path : "/etc/vigie/vigie.conf"), ending);
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "vigie-worker : %s\n", error.what());
  return 1;
}

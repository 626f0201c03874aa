// A mail at once through the configured relay, and what the relay makes of it.
#include "lib/mail/mail.h"

#include "cli/commands.h"
#include "lib/json/value.h"
#include "lib/mail/letter.h"
#include "lib/vault/vault.h"

namespace cli {
namespace {

std::string Way(const config::Config& config) {
  return config.mail_host + ", port " + std::to_string(config.mail_port) + ", mail_tls = " + config.mail_tls;
}

std::string Say(const Context& context, const std::string& key) {
  return Sentence(context.config, {core::Kind::kInvalid, "", key});
}

mail::Answer SendTest(const Context& context, const std::string& address) {
  const auto& config = context.config;
  // The site need not be built yet: the mail needs its address alone.
  const render::Pages pages(config.share_dir + "/templates", config.share_dir + "/content/fr/messages",
                            json::Value::MakeObject({{"base_url", config.base_url}}));
  const auto letter = mail::ReadLetter(pages, "test");
  return mail::Send(
      mail::RelayOf(config),
      {config.mail_from, address, letter.subject, letter.text, letter.html, vault::RandomToken()},
      std::chrono::system_clock::to_time_t(context.now()));
}

}  // namespace

int Mail(Context& context, const Words& words) {
  const auto& action = words.Plain(0, "l'action : test");
  if (action != "test") throw Usage("mail : l'action est test, pas « " + action + " »");
  words.Only(2, {});
  const auto& address = words.Plain(1, "l'adresse à qui écrire");
  if (!mail::IsAddress(address)) throw Usage(Say(context, "mail.address"));
  if (context.config.mail_host.empty()) {
    context.out = Say(context, "mail.no_relay") + "\n";
    return 1;
  }
  const auto answer = SendTest(context, address);
  const bool sent = answer.outcome == mail::Outcome::kSent;
  context.out =
      "Relais : " + Way(context.config) + "\n" + Say(context, sent ? "mail.taken" : answer.fault) + "\n";
  if (!sent) context.out += "Détail : " + answer.why + "\n";
  return sent || answer.fault == "mail.wait" ? 0 : 1;
}

}  // namespace cli

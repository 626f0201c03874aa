#include "worker/worker.h"

#include <fstream>
#include <stdexcept>

#include "domain/outbox/outbox.h"

namespace worker {
namespace {

std::string FromHex(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) out += static_cast<char>(std::stoi(std::string(text.substr(i, 2)), nullptr, 16));
  return out;
}

// A mail's template begins with « Objet : … »; the text follows after an empty line.
mail::Mail Write(const config::Config& config, const render::Pages& pages, const outbox::Waiting& waiting) {
  const auto text = pages.RenderPart("mail/" + waiting.mail, json::Value(json::Object()));
  const auto line = text.find('\n');
  const std::string_view head(text.data(), line);
  const auto colon = head.find(": ");
  if (line == std::string::npos || colon == std::string_view::npos)
    throw std::runtime_error("templates/mail/" + waiting.mail + ": the first line must be \"Objet : …\"");
  return {config.mail_from, waiting.to, std::string(head.substr(colon + 2)), text.substr(text.find_first_not_of('\n', line)),
          "vigie-" + std::to_string(waiting.id)};
}

}  // namespace

Tally Round(store::Db& db, const config::Config& config, const render::Pages& pages, const vault::KeyPair& keys, const Sender& send,
            core::Instant now) {
  Tally tally;
  for (const auto& waiting : outbox::Due(db, keys, now)) {
    const auto outcome = waiting.to.empty() ? mail::Outcome::kRefused : send(Write(config, pages, waiting));
    if (outcome == mail::Outcome::kLater) {
      outbox::Later(db, waiting, now);
      ++tally.later;
    } else {
      outbox::Sent(db, waiting.id, core::LocalDay(now));
      ++(outcome == mail::Outcome::kSent ? tally.sent : tally.dropped);
    }
  }
  return tally;
}

vault::KeyPair ReadKeys(const config::Config& config) {
  std::ifstream in(config.data_dir + "/keys/worker.key");
  std::string hex;
  if (!(in >> hex) || hex.size() != 64)
    throw std::runtime_error(config.data_dir + "/keys/worker.key is missing or damaged: run `vigie keys init`");
  return vault::KeyPair::FromSecret(vault::Key::FromBytes(FromHex(hex)));
}

}  // namespace worker

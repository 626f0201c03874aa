#include <algorithm>
#include <charconv>
#include <filesystem>

#include "cli/commands.h"
#include "lib/json/value.h"

namespace cli {

Words::Words(const std::vector<std::string>& words, const std::vector<std::string>& flags) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!words[i].starts_with("--")) {
      plain_.push_back(words[i]);
    } else if (std::find(flags.begin(), flags.end(), words[i]) != flags.end()) {
      options_.emplace_back(words[i], "");
    } else if (i + 1 < words.size() && !words[i + 1].starts_with("--")) {
      options_.emplace_back(words[i], words[i + 1]);
      ++i;
    } else {
      throw Usage("il manque une valeur après " + words[i]);
    }
  }
}

const std::string& Words::Plain(std::size_t i, const std::string& what) const {
  if (i >= plain_.size()) throw Usage("il manque " + what);
  return plain_[i];
}

void Words::Only(std::size_t plain, const std::vector<std::string>& options) const {
  if (plain_.size() > plain) throw Usage("« " + plain_[plain] + " » est de trop ; voir vigie help");
  for (const auto& [name, value] : options_)
    if (std::find(options.begin(), options.end(), name) == options.end())
      throw Usage("l'option " + name + " n'existe pas ici ; voir vigie help");
}

bool Words::Has(const std::string& name) const {
  return std::any_of(options_.begin(), options_.end(),
                     [&](const auto& option) { return option.first == name; });
}

std::string Words::Option(const std::string& name, const std::string& otherwise) const {
  for (const auto& [option, value] : options_)
    if (option == name) return value;
  return otherwise;
}

std::string Words::Needed(const std::string& name) const {
  if (!Has(name)) throw Usage("il manque " + name);
  return Option(name);
}

std::vector<std::string> Words::All(const std::string& name) const {
  std::vector<std::string> all;
  for (const auto& [option, value] : options_)
    if (option == name) all.push_back(value);
  return all;
}

int YearIn(const std::string& typed) {
  int year = 0;
  const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), year);
  if (error != std::errc() || end != typed.data() + typed.size())
    throw Usage("« " + typed + " » n'est pas une année");
  return year;
}

std::string Sentence(const config::Config& config, const core::Refusal& refusal) {
  for (const auto& file : std::filesystem::directory_iterator(config.share_dir + "/content/fr/messages")) {
    const auto messages = json::ReadFile(file.path());
    if (messages.Has(refusal.code)) return messages.Text(refusal.code);
  }
  return refusal.code;
}

}  // namespace cli

#include "site/passages.h"

#include <sstream>

#include "lib/core/text.h"

namespace site {
namespace {

// What an author of a scheme wrote is shown as it stands: nothing of it is Markdown.
std::string Plain(std::string_view text) {
  constexpr std::string_view kMarks = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
  std::string out;
  for (const char each : text) {
    if (kMarks.find(each) != std::string_view::npos) out += '\\';
    out += each;
  }
  return out;
}

class Settler {
 public:
  Settler(const Facts& facts, const std::string& file, Problems& problems)
      : facts_(facts), file_(file), problems_(problems) {}

  std::string Settle(std::string_view text) {
    std::istringstream lines{std::string(text)};
    for (std::string line; std::getline(lines, line);) {
      ++number_;
      if (line.starts_with(":::"))
        Mark(core::Trim(std::string_view(line).substr(3)));
      else if (kept_)
        Repeat(line);
    }
    if (inside_) Tell("le passage « ::: » ouvert plus haut n’est pas fermé par une ligne :::");
    return std::move(out_);
  }

 private:
  void Tell(const std::string& what) {
    problems_.push_back(file_ + " (ligne " + std::to_string(number_) + " du texte) : " + what);
  }

  void Mark(std::string_view rest) {
    std::istringstream words{std::string(rest)};
    std::string how, word, more;
    words >> how >> word >> more;
    if (rest.empty()) {
      if (!inside_) Tell("« ::: » ne ferme aucun passage");
      inside_ = false;
      kept_ = true;
      return;
    }
    bool known = false;
    const bool holds = facts_.Holds(word, known);
    if (inside_) Tell("un passage « ::: » s’ouvre dans un autre ; fermez d’abord le premier");
    if ((how != "when" && how != "unless") || word.empty() || !more.empty())
      Tell("« ::: " + std::string(rest) + " » ; écrivez ::: when MOT, ou ::: unless MOT");
    else if (!known)
      Tell("« " + word + " » n’est ni un mot, ni un texte, ni une liste de site/facts.h");
    inside_ = true;
    kept_ = holds == (how == "when");
  }

  // `line`, once for each item of the lists that it names.
  void Repeat(const std::string& line) {
    std::size_t times = 1;
    bool first = true;
    for (auto at = line.find("{*"); at != std::string::npos; at = line.find("{*", at + 1)) {
      const auto* list = ListAt(line, at);
      if (!list) return;
      if (!first && list->size() != times) Tell("les listes de cette ligne n’ont pas la même longueur");
      times = first ? list->size() : std::min(times, list->size());
      first = false;
    }
    for (std::size_t i = 0; i < times; ++i) out_ += WithItems(line, i) + "\n";
  }

  const std::vector<std::string>* ListAt(const std::string& line, std::size_t at) {
    const auto close = line.find('}', at);
    const std::string name = close == std::string::npos ? "" : line.substr(at + 2, close - at - 2);
    const auto found = facts_.lists.find(name);
    if (found != facts_.lists.end()) return &found->second;
    Tell("{*" + name + "} n’est pas une liste de site/facts.h");
    return nullptr;
  }

  std::string WithItems(const std::string& line, std::size_t item) const {
    std::string out;
    std::size_t from = 0;
    for (auto at = line.find("{*"); at != std::string::npos; at = line.find("{*", from)) {
      const auto close = line.find('}', at);
      out +=
          line.substr(from, at - from) + Plain(facts_.lists.at(line.substr(at + 2, close - at - 2)).at(item));
      from = close + 1;
    }
    return out + line.substr(from);
  }

  const Facts& facts_;
  const std::string& file_;
  Problems& problems_;
  std::string out_;
  int number_ = 0;
  bool inside_ = false, kept_ = true;
};

}  // namespace

std::string SettlePassages(std::string_view text, const Facts& facts, const std::string& file,
                           Problems& problems) {
  return Settler(facts, file, problems).Settle(text);
}

}  // namespace site

// What is typed and must not show.
#include <termios.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>

#include "cli/commands.h"

namespace cli {
namespace {

// The terminal without its echo, until the end of the scope. It stays as it was where there is none.
class Silence {
 public:
  Silence() : terminal_(::tcgetattr(STDIN_FILENO, &before_) == 0) {
    if (!terminal_) return;
    auto silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  ~Silence() {
    if (terminal_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;
  bool IsTerminal() const { return terminal_; }

 private:
  termios before_{};
  bool terminal_;
};

}  // namespace

std::string AskSecret(const std::string& what) {
  const Silence silence;
  if (silence.IsTerminal()) std::fprintf(stderr, "%s : ", what.c_str());
  std::string line;
  const bool read = static_cast<bool>(std::getline(std::cin, line));
  if (silence.IsTerminal()) std::fputc('\n', stderr);
  if (!read) throw Usage("il manque : " + what + ", demandé au terminal ou lu sur l'entrée");
  return line;
}

}  // namespace cli

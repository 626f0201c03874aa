#include "studio/command.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <stdexcept>
#include <utility>

extern char** environ;

namespace studio {
namespace {

// Starts it with `end` of a new pipe (0: its input, 1: its output) and gives our end. What it has to say
// against its work goes to our own error stream.
int Start(const Words& words, int end, pid_t& child) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("pipe");
  const int theirs = ends[static_cast<std::size_t>(end)], ours = ends[static_cast<std::size_t>(1 - end)];
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, theirs, end);
  if (end == 1) posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  std::vector<char*> arguments;
  for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));  // read only
  arguments.push_back(nullptr);
  const int failed = ::posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  ::close(theirs);
  if (!failed) return ours;
  ::close(ours);
  throw std::runtime_error(words[0] + " : ce programme manque ; installez le paquet Debian " + words[0]);
}

void Await(pid_t child, const std::string& name) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    throw std::runtime_error(name + " : ce programme n’a pas fini son travail");
}

}  // namespace

std::string Output(const Words& words) {
  pid_t child = -1;
  const int pipe = Start(words, 1, child);
  std::string out;
  std::array<char, 65536> part{};
  for (ssize_t got = 0; (got = ::read(pipe, part.data(), part.size())) > 0;)
    out.append(part.data(), static_cast<std::size_t>(got));
  ::close(pipe);
  Await(child, words[0]);
  return out;
}

Feed::Feed(const Words& words) : name_(words.at(0)) {
  std::signal(SIGPIPE, SIG_IGN);  // one that ends early is told by Give
  pipe_ = Start(words, 0, child_);
}

Feed::~Feed() {
  if (pipe_ >= 0) ::close(pipe_);
  if (child_ > 0) ::waitpid(child_, nullptr, 0);
}

void Feed::Give(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t taken = ::write(pipe_, bytes.data(), bytes.size());
    if (taken < 0 && errno == EINTR) continue;
    if (taken < 0) throw std::runtime_error(name_ + " : ce programme s’est arrêté trop tôt");
    bytes.remove_prefix(static_cast<std::size_t>(taken));
  }
}

void Feed::End() {
  ::close(std::exchange(pipe_, -1));
  Await(std::exchange(child_, -1), name_);
}

}  // namespace studio

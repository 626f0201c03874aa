// Runs a program of the build, as a person or systemd does. Header only.
#pragma once
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <thread>

namespace tests {

// build/bin/<name>, beside build/tests where the test itself stands.
inline std::string ProgramPath(const std::string& name) {
  return std::filesystem::read_symlink("/proc/self/exe").parent_path().parent_path() / "bin" / name;
}

struct Ran {
  int status = 0;
  std::string out;  // standard output and error together
};

// `command`: as typed in a shell, "$P" standing for the program.
inline Ran RunProgram(const std::string& name, const std::string& command) {
  const std::string line = "P=" + ProgramPath(name) + "; { " + command + "; } 2>&1 </dev/null";
  std::FILE* pipe = ::popen(line.c_str(), "r");
  Ran ran;
  for (int c; (c = std::fgetc(pipe)) != EOF;) ran.out += static_cast<char>(c);
  ran.status = WEXITSTATUS(::pclose(pipe));
  return ran;
}

// A program that stays, until Stop() or the end of the test.
class Running {
 public:
  Running(const std::string& name, const std::string& conf) : child_(::fork()) {
    if (child_ != 0) return;
    ::setenv("VIGIE_CONF", conf.c_str(), 1);
    ::execl(ProgramPath(name).c_str(), name.c_str(), nullptr);
    ::_exit(127);
  }
  ~Running() {
    if (child_ <= 0) return;
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  // Its exit status once it has ended by itself; none while it runs, or after `longest`.
  std::optional<int> Ended(std::chrono::milliseconds longest) {
    for (const auto end = std::chrono::steady_clock::now() + longest;;) {
      int status = 0;
      if (::waitpid(child_, &status, WNOHANG) == child_) {
        child_ = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
      }
      if (std::chrono::steady_clock::now() >= end) return std::nullopt;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }
  void Signal(int signal) const { ::kill(child_, signal); }

 private:
  pid_t child_;
};

}  // namespace tests

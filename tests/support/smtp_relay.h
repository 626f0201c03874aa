// A real SMTP relay (smtp_relay.py) for the length of a test, and a certificate that only its maker trusts.
// Header only.
#pragma once
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests {

struct ReceivedMail {
  std::string from, to, user, data;  // data: as it came
  std::string subject, text, html;   // decoded
  bool tls = false;
};

class Folder {
 public:
  Folder() {
    char name[] = "/tmp/vigie-smtp-XXXXXX";
    path_ = ::mkdtemp(name);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const std::string& Path() const { return path_; }

 private:
  std::string path_;
};

class SmtpRelay {
 public:
  // `options`: those of smtp_relay.py.
  explicit SmtpRelay(const std::vector<std::string>& options) {
    std::vector<std::string> words{
        "/usr/bin/python3", std::string(VIGIE_SOURCE_DIR) + "/tests/support/smtp_relay.py", folder_.Path()};
    words.insert(words.end(), options.begin(), options.end());
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    int in[2], out[2];
    if (::pipe2(in, O_CLOEXEC) != 0 || ::pipe2(out, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    child_ = ::fork();
    if (child_ == 0) {
      ::dup2(in[0], 0);
      ::dup2(out[1], 1);
      ::dup2(::open("/dev/null", O_WRONLY), 2);  // refused handshakes are told at length
      ::execv(arguments[0], arguments.data());
      ::_exit(127);
    }
    ::close(in[0]);
    ::close(out[1]);
    in_ = in[1];
    std::string line;
    for (char c; ::read(out[0], &c, 1) == 1 && c != '\n';) line += c;
    ::close(out[0]);
    if (line.empty()) throw std::runtime_error("the relay does not start: is python3-aiosmtpd installed?");
    port_ = std::stoi(line);
  }
  ~SmtpRelay() {
    ::close(in_);  // it ends by itself
    ::waitpid(child_, nullptr, 0);
  }
  SmtpRelay(const SmtpRelay&) = delete;
  SmtpRelay& operator=(const SmtpRelay&) = delete;
  int Port() const { return port_; }

  std::vector<ReceivedMail> Mails() const {
    std::vector<ReceivedMail> mails;
    for (int n = 0; std::filesystem::exists(folder_.Path() + "/" + std::to_string(n)); ++n) {
      const auto part = [&](const char* name) {
        std::ifstream in(folder_.Path() + "/" + std::to_string(n) + "/" + name, std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(in), {});
      };
      mails.push_back({part("from"), part("to"), part("user"), part("data"), part("subject"), part("text"),
                       part("html"), part("tls") == "yes"});
    }
    return mails;
  }

 private:
  Folder folder_;
  pid_t child_ = 0;
  int in_ = -1, port_ = 0;
};

// For localhost, two days long, or over since yesterday.
class Certificate {
 public:
  enum class Age { kValid, kExpired };
  explicit Certificate(Age age = Age::kValid) {
    const std::string make =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "
        "/CN=localhost -addext subjectAltName=DNS:localhost -keyout " +
        KeyFile() + " -out " + File() + " 2>/dev/null";
    if (std::system(make.c_str()) != 0) throw std::runtime_error("openssl makes no certificate");
    const std::string end_it = "openssl x509 -in " + File() + " -signkey " + KeyFile() + " -days -1 -out " +
                               File() + ".new && mv " + File() + ".new " + File();
    if (age == Age::kExpired && std::system(end_it.c_str()) != 0)
      throw std::runtime_error("openssl ends no certificate");
  }
  std::string File() const { return folder_.Path() + "/cert.pem"; }
  std::string KeyFile() const { return folder_.Path() + "/key.pem"; }

 private:
  Folder folder_;
};

}  // namespace tests

// A small HTTP server on a free port of 127.0.0.1, for tests that fetch. Each connection gets the same answer
// and is closed. Header only.
#pragma once
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

namespace fake {

class FileServer {
 public:
  // `answer`: every byte of it, for example FileServer::File(body). `demanded`: a header line without which
  // it answers 401.
  explicit FileServer(std::string answer, std::string demanded = {})
      : answer_(std::move(answer)), demanded_(std::move(demanded)) {
    socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(socket_, generic, size) != 0 || ::listen(socket_, 16) != 0 ||
        ::getsockname(socket_, generic, &size) != 0)
      throw std::runtime_error("no socket for the test's file server");
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { Serve(); });
  }
  ~FileServer() {
    ::shutdown(socket_, SHUT_RDWR);
    thread_.join();
    ::close(socket_);
  }
  FileServer(const FileServer&) = delete;
  FileServer& operator=(const FileServer&) = delete;

  static std::string File(const std::string& body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  }
  std::string Url() const { return "http://localhost:" + std::to_string(port_) + "/recording"; }
  int Asked() const { return asked_; }
  std::string LastRequest() const {
    const std::lock_guard lock(mutex_);
    return last_;
  }

 private:
  void Serve() {
    for (int peer = 0; (peer = ::accept(socket_, nullptr, nullptr)) >= 0; ::close(peer)) {
      ++asked_;
      char request[4096];
      const auto size = ::recv(peer, request, sizeof request, 0);
      if (size <= 0) continue;
      const std::lock_guard lock(mutex_);
      last_.assign(request, static_cast<std::size_t>(size));
      const auto& answer = last_.find(demanded_) != std::string::npos ? answer_ : kUnauthorized;
      for (std::size_t at = 0; at < answer.size();) {
        const auto sent = ::send(peer, answer.data() + at, answer.size() - at, MSG_NOSIGNAL);
        if (sent <= 0) break;
        at += static_cast<std::size_t>(sent);
      }
    }
  }
  inline static const std::string kUnauthorized =
      "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"enregistrements\"\r\nContent-Length: "
      "0\r\n\r\n";
  const std::string answer_, demanded_;
  mutable std::mutex mutex_;
  std::string last_;
  int socket_ = -1, port_ = 0;
  std::atomic<int> asked_{0};
  std::thread thread_;
};

}  // namespace fake

#include "runtime/http/http_server.h"

#include <httplib.h>

#include <exception>
#include <utility>

namespace rt {
namespace {

// Gives cpp-httplib a head of our own making, and sends what it writes.
class Wire : public httplib::Stream {
 public:
  Wire(Connection& connection, std::string head) : connection_(connection), head_(std::move(head)) {}
  bool is_readable() const override { return true; }
  bool is_writable() const override { return true; }
  ssize_t read(char* to, std::size_t size) override {
    auto count = head_.copy(to, size, given_);
    given_ += count;
    return static_cast<ssize_t>(count);
  }
  ssize_t write(const char* from, std::size_t size) override {
    broken_ = broken_ || !connection_.Write({from, size});
    return broken_ ? -1 : static_cast<ssize_t>(size);
  }
  void get_remote_ip_and_port(std::string&, int&) const override {
  }  // addresses of visitors are nobody's business
  void get_local_ip_and_port(std::string&, int&) const override {}
  socket_t socket() const override { return 0; }  // only compared with FD_SETSIZE
  bool broken() const { return broken_; }

 private:
  Connection& connection_;
  std::string head_;
  std::size_t given_ = 0;
  bool broken_ = false;
};

// One request and its answer at a time: no route, no thread, no socket of its own.
class Exchange : public httplib::Server {
 public:
  Exchange() {
    svr_sock_ = 0;  // any valid number: INVALID_SOCKET would mean "shutting down" and cut the answer
    set_pre_routing_handler([this](const httplib::Request&, httplib::Response& out) {
      Fill(*response_, out);
      return HandlerResponse::Handled;
    });
  }

  bool Run(Wire& wire, Response& response) {
    response_ = &response;
    failure_ = nullptr;
    bool closed = false;
    bool sent = process_request(wire, true, closed, nullptr);
    if (failure_) std::rethrow_exception(failure_);
    return sent && !wire.broken();
  }

 private:
  void Fill(Response& response, httplib::Response& out) {
    out.status = response.status;
    for (const auto& [name, value] : response.headers) out.set_header(name, value);
    out.set_header("Accept-Ranges", "none");
    if (response.status == 304) {
      // Without a length: a 304 that says "0" would speak of the page itself.
      out.set_content_provider(response.type, [](std::size_t, httplib::DataSink& sink) {
        sink.done();
        return true;
      });
    } else if (response.stream && response.length > 0) {
      out.set_content_provider(response.length, response.type,
                               [this, &response](std::size_t offset, std::size_t, httplib::DataSink& sink) {
                                 return Pull(response, offset, sink);
                               });
    } else {
      out.body = std::move(response.body);
      out.set_header("Content-Type", response.type);
    }
  }

  // One piece more. False ends the answer early; an exception is kept, since it must not cross cpp-httplib.
  bool Pull(Response& response, std::size_t offset, httplib::DataSink& sink) {
    try {
      auto piece = response.stream();
      if (piece.empty() || piece.size() > response.length - offset) return false;
      return sink.write(piece.data(), piece.size());
    } catch (...) {
      failure_ = std::current_exception();
      return false;
    }
  }

  Response* response_ = nullptr;
  std::exception_ptr failure_;
};

}  // namespace

bool Send(Connection& connection, const Head& head, Response response) {
  Wire wire(connection, (head.method == "HEAD" ? "HEAD" : "GET") + std::string(" / HTTP/1.1\r\n\r\n"));
  thread_local Exchange exchange;  // making one costs as much as answering
  return exchange.Run(wire, response);
}

}  // namespace rt

// What core::Late looks for in libvigie_http.so.
extern "C" {
decltype(&rt::Send) vigie_http_send = &rt::Send;
}

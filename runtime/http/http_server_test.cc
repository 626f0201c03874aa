#include "runtime/http/http_server.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>

#include "runtime/socket_pair.h"

namespace rt {
namespace {

struct Sent {
  bool done = false;
  std::string head, body;
};

Sent Answer(Response response, const std::string& method = "GET") {
  Sent sent;
  SocketPair pair;
  std::string all;
  std::jthread visitor([&] { all = pair.Hear(); });
  {
    Connection connection(pair.TakeServer(), "");
    Head head;
    head.method = method;
    sent.done = Send(connection, head, std::move(response));
  }
  visitor.join();
  auto end = all.find("\r\n\r\n") + 4;
  sent.head = all.substr(0, end);
  sent.body = all.substr(end);
  return sent;
}

// Pieces of 1 000 bytes, `count` of them.
Response Stream(std::size_t length, int count) {
  Response response;
  response.length = length;
  response.stream = [count]() mutable { return count-- > 0 ? std::string(1000, 'x') : std::string(); };
  return response;
}

bool Has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST(HttpServer, SendsAStreamAsItComes) {
  auto sent = Answer(Stream(300'000, 300));
  EXPECT_TRUE(sent.done);
  EXPECT_EQ(sent.body, std::string(300'000, 'x'));
  EXPECT_TRUE(Has(sent.head, "Content-Length: 300000\r\n"));
  auto head = Answer(Stream(300'000, 300), "HEAD");
  EXPECT_EQ(head.body, "");
  EXPECT_TRUE(Has(head.head, "Content-Length: 300000\r\n"));
  EXPECT_EQ(Answer(Stream(0, 0)).body, "");
}

TEST(HttpServer, CutsAStreamThatDoesNotKeepItsWord) {
  EXPECT_LT(Answer(Stream(3000, 2)).body.size(), 3000u);
  EXPECT_LE(Answer(Stream(2500, 3)).body.size(), 2500u);
  Response response;
  response.length = 10;
  response.stream = []() -> std::string { throw std::runtime_error("the disk"); };
  EXPECT_THROW(Answer(std::move(response)), std::runtime_error);
}

TEST(HttpServer, SaysNothingOfTheLengthOfWhatHasNotChanged) {
  Response response;
  response.status = 304;
  auto sent = Answer(response.With("ETag", "\"7\""));
  EXPECT_TRUE(sent.head.starts_with("HTTP/1.1 304"));
  EXPECT_FALSE(Has(sent.head, "Content-Length"));
  EXPECT_TRUE(Has(sent.head, "ETag: \"7\"\r\n"));
  EXPECT_EQ(sent.body, "");
}

TEST(HttpServer, SendsSeveralCookiesAndWhateverTheBodyHolds) {
  Response response;
  response.body = std::string("\0\r\n\r\n", 5);
  response.With("Set-Cookie", "a=1")
      .With("Set-Cookie", "b=2")
      .With("Content-Disposition", "attachment; filename=\"é\"");
  auto sent = Answer(response);
  EXPECT_EQ(sent.body, response.body);
  EXPECT_TRUE(Has(sent.head, "Set-Cookie: a=1\r\n"));
  EXPECT_TRUE(Has(sent.head, "Set-Cookie: b=2\r\n"));
}

TEST(HttpServer, TellsWhenNobodyReads) {
  SocketPair pair;
  Connection connection(pair.TakeServer(), "");
  pair.Close();
  Response response;
  response.body = "x";
  EXPECT_FALSE(Send(connection, {}, response));
}

}  // namespace
}  // namespace rt

#include "runtime/head.h"

#include <gtest/gtest.h>

namespace rt {
namespace {

// A request for /f/x with more header lines.
Head Post(const std::string& lines) {
  return ParseHead("POST /f/x HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n");
}
Head Get(const std::string& lines) { return ParseHead("GET /f/x HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n"); }
int Line(const std::string& request_line) { return ParseHead(request_line + "\r\nHost: a\r\n\r\n").refused; }

TEST(Head, ReadsWhatAFunctionMayKnow) {
  auto head = ParseHead(
      "POST /f/x?a=1&b=%20 HTTP/1.1\r\nHOST: a\r\nCookie: one=1\r\ncookie:  two=2 \r\nAccept: text/html\r\n"
      "Accept: */*\r\nContent-Type: application/json\r\nContent-Length: 12\r\nSec-Fetch-Site: "
      "same-origin\r\nX-Twilio-Signature: c2lnbmVk\r\n\r\n");
  EXPECT_EQ(head.refused, 0);
  EXPECT_EQ(head.method, "POST");
  EXPECT_EQ(head.path, "/f/x");
  EXPECT_EQ(head.query, "a=1&b=%20");
  EXPECT_TRUE(head.has_length);
  EXPECT_EQ(head.length, 12u);
  std::map<std::string, std::string> expected{{"host", "a"},
                                              {"cookie", "one=1; two=2"},
                                              {"accept", "text/html, */*"},
                                              {"content-type", "application/json"},
                                              {"sec-fetch-site", "same-origin"},
                                              {"x-twilio-signature", "c2lnbmVk"}};
  EXPECT_EQ(head.headers, expected);
}

TEST(Head, ForgetsWhoIsAsking) {
  auto head =
      Get("User-Agent: canary\r\nReferer: canary\r\nAccept-Language: canary\r\nX-Forwarded-For: canary\r\n"
          "X-Real-IP: canary\r\nForwarded: for=canary\r\nREMOTE_ADDR: canary\r\nVia: canary\r\n");
  EXPECT_EQ(head.refused, 0);
  EXPECT_EQ(head.headers.size(), 1u);
}

TEST(Head, RefusesWhatTwoProgramsCouldReadDifferently) {
  EXPECT_EQ(Post("Content-Length: 3\r\nContent-Length: 3\r\n").refused, 400);
  EXPECT_EQ(Post("Content-Length: 3, 3\r\n").refused, 400);
  EXPECT_EQ(Post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n").refused, 400);
  EXPECT_EQ(Post("Transfer-Encoding: identity\r\nContent-Length: 3\r\n").refused, 400);
  EXPECT_EQ(Post("Transfer-Encoding: chunked\r\n").refused, 411);
  EXPECT_EQ(Get("Transfer-Encoding: chunked\r\n").refused, 411);
  for (const char* length : {"", "+3", "-3", "3a", "0x3", "3 3", "3.0", "\t", "٣"})
    EXPECT_EQ(Post(std::string("Content-Length: ") + length + "\r\n").refused, 400) << length;
  EXPECT_EQ(Post("Content-Length: 99999999999999999999999\r\n").refused, 413);
  EXPECT_EQ(Post("Content-Length : 3\r\n").refused, 400);
  EXPECT_EQ(Post("Content-Length: 3\r\nX: a\r\n folded\r\n").refused, 400);
  EXPECT_EQ(Post("Content-Length: 3\r\nX: a\nY: b\r\n").refused, 400);
  EXPECT_EQ(Post("Content-Length: 3\r\nX: a\rY: b\r\n").refused, 400);
  EXPECT_EQ(Post(std::string("Content-Length: 3\r\nX: a\0b\r\n", 27)).refused, 400);
  EXPECT_EQ(Post("Content-Length: 3\r\nno colon\r\n").refused, 400);
  EXPECT_EQ(Post("Content-Length: 3\r\n: no name\r\n").refused, 400);
  EXPECT_EQ(Get("Content-Length: 3\r\n").refused, 400);
  EXPECT_EQ(Get("Content-Length: 0\r\n").refused, 0);
  for (const char* once :
       {"Host: b", "Content-Type: text/plain\r\nContent-Type: text/plain", "Origin: a\r\nOrigin: b"})
    EXPECT_EQ(Post("Content-Length: 3\r\n" + std::string(once) + "\r\n").refused, 400) << once;
}

TEST(Head, RefusesWhatThisServiceDoesNotDo) {
  EXPECT_EQ(Post("").refused, 411);
  EXPECT_EQ(Post("Content-Length: 3\r\nContent-Encoding: gzip\r\n").refused, 415);
  EXPECT_EQ(Post("Content-Length: 3\r\nContent-Encoding: identity\r\n").refused, 0);
  EXPECT_EQ(Post("Content-Length: 3\r\nExpect: a miracle\r\n").refused, 417);
  EXPECT_TRUE(Post("Content-Length: 3\r\nExpect: 100-Continue\r\n").expects_continue);
  EXPECT_EQ(ParseHead("GET / HTTP/1.1\r\n\r\n").refused, 400);
  EXPECT_EQ(ParseHead("GET / HTTP/1.0\r\n\r\n").refused, 0);
  EXPECT_FALSE(
      ParseHead("POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n").expects_continue);
}

TEST(Head, ReadsTheRequestLineStrictly) {
  EXPECT_EQ(Line("GET / HTTP/1.1"), 0);
  EXPECT_EQ(Line("HEAD / HTTP/1.1"), 0);
  for (const char* method : {"BREW", "OPTIONS", "PUT", "DELETE", "TRACE", "get"})
    EXPECT_EQ(Line(std::string(method) + " / HTTP/1.1"), 405) << method;
  for (const char* wrong : {"", "GARBAGE", "GET /", "GET  / HTTP/1.1", "GET / HTTP/1.1 ", "GET /a b HTTP/1.1",
                            "GET http://a/ HTTP/1.1", "GET * HTTP/1.1", "GET /#a HTTP/1.1", "G@T / HTTP/1.1",
                            "GET /é HTTP/1.1", "GET / http/1.1"})
    EXPECT_EQ(Line(wrong), 400) << wrong;
  for (const char* version : {"HTTP/2.0", "HTTP/1.2", "HTTP/0.9"})
    EXPECT_EQ(Line(std::string("GET / ") + version), 505) << version;
  EXPECT_EQ(Line("GET /" + std::string(kTargetBytes - 1, 'a') + " HTTP/1.1"), 0);
  EXPECT_EQ(Line("GET /" + std::string(kTargetBytes, 'a') + " HTTP/1.1"), 414);
}

TEST(Head, CountsHeaders) {
  std::string lines;
  for (std::size_t i = 1; i < kHeadFields; ++i) lines += "X-" + std::to_string(i) + ": a\r\n";
  EXPECT_EQ(Get(lines).refused, 0);
  EXPECT_EQ(Get(lines + "One-More: a\r\n").refused, 431);
}

TEST(Head, IsFoundWhenItIsComplete) {
  const std::string head = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  for (std::size_t size = 0; size < head.size(); ++size) {
    EXPECT_EQ(FindHead(head.substr(0, size)).size, 0u) << size;
    EXPECT_EQ(FindHead(head.substr(0, size)).refused, 0) << size;
  }
  EXPECT_EQ(FindHead(head + "body\r\n\r\n").size, head.size());
}

TEST(Head, IsRefusedBeforeItGrowsOrWhenItCannotEnd) {
  EXPECT_EQ(FindHead("GET /" + std::string(2 * kTargetBytes, 'a')).refused, 414);
  const std::string begin = "GET / HTTP/1.1\r\nX: ";
  EXPECT_EQ(FindHead(begin + std::string(kHeadBytes - begin.size() - 1, 'a')).refused, 0);
  EXPECT_EQ(FindHead(begin + std::string(kHeadBytes - begin.size(), 'a')).refused, 431);
  EXPECT_EQ(FindHead(begin + std::string(kHeadBytes, 'a') + "\r\n\r\n").refused, 431);
  EXPECT_EQ(FindHead("GET / HTTP/1.1\nHost: a\n\n").refused, 400);
  EXPECT_EQ(FindHead("\nGET / HTTP/1.1\r\n").refused, 400);
}

}  // namespace
}  // namespace rt

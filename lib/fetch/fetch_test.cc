// Against a server that answers for real.
#include "lib/fetch/fetch.h"

#include <gtest/gtest.h>

#include "tests/support/file_server.h"

namespace {

struct Fetching : ::testing::Test {
  std::string got;
  bool Get(const std::string& url, std::int64_t most = 1'000'000, const std::string& host = "localhost") {
    got.clear();
    return fetch::Get(url, {host, most, std::chrono::seconds{5}}, [this](std::string_view piece) {
      got += piece;
      return true;
    });
  }
};

TEST_F(Fetching, GivesEveryByte) {
  std::string body;
  for (int i = 0; i < 300'000; ++i) body += static_cast<char>(i * 7);
  const fake::FileServer server(fake::FileServer::File(body));
  EXPECT_TRUE(Get(server.Url()));
  EXPECT_EQ(got, body);
}

TEST_F(Fetching, StopsAtTheLargestSizeAndWhereItIsTold) {
  const fake::FileServer server(fake::FileServer::File(std::string(1000, 'x')));
  EXPECT_TRUE(Get(server.Url(), 1000));
  EXPECT_FALSE(Get(server.Url(), 999));
  EXPECT_FALSE(fetch::Get(server.Url(), {"localhost", 1000, std::chrono::seconds{5}},
                          [](std::string_view) { return false; }));
}

TEST_F(Fetching, AFileThatBreaksOffIsNone) {
  const fake::FileServer server("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort");
  EXPECT_FALSE(Get(server.Url()));
}

TEST_F(Fetching, FollowsNobodyElsewhereAndTakesNoErrorForAFile) {
  const fake::FileServer target(fake::FileServer::File("secret"));
  for (const std::string& answer :
       {"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + target.Url() + "\r\n\r\n",
        std::string("HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnope"),
        std::string("HTTP/1.1 206 Partial\r\nContent-Length: 4\r\n\r\nhalf")}) {
    const fake::FileServer server(answer);
    EXPECT_FALSE(Get(server.Url())) << answer;
  }
  EXPECT_EQ(target.Asked(), 0);
}

// "operateur:mot de passe" in base64.
constexpr const char* kBasic = "Authorization: Basic b3BlcmF0ZXVyOm1vdCBkZSBwYXNzZQ==";

TEST_F(Fetching, SaysWhoItIsToAServerThatDemandsIt) {
  const fake::FileServer server(fake::FileServer::File("x"), kBasic);
  const auto as = [&](const std::string& user, const std::string& password) {
    return fetch::Get(server.Url(), {"localhost", 1000, std::chrono::seconds{5}, user, password},
                      [](std::string_view) { return true; });
  };
  EXPECT_TRUE(as("operateur", "mot de passe"));
  EXPECT_FALSE(as("operateur", "autre"));
  EXPECT_FALSE(as("", ""));
  EXPECT_EQ(server.Asked(), 3) << "without a second try";
}

TEST_F(Fetching, TellsItsPasswordToNoOtherHostNorWithoutEncryption) {
  const fake::FileServer target(fake::FileServer::File("secret"));
  const fake::FileServer server("HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + target.Url() +
                                "\r\n\r\n");
  const auto get = [](const std::string& url, const std::string& host) {
    return fetch::Get(url, {host, 1000, std::chrono::seconds{5}, "operateur", "mot de passe"},
                      [](std::string_view) { return true; });
  };
  EXPECT_FALSE(get(server.Url(), "localhost"));
  EXPECT_NE(server.LastRequest().find(kBasic), std::string::npos);
  EXPECT_EQ(target.Asked(), 0);
  EXPECT_FALSE(get(target.Url(), "127.0.0.1")) << "it was configured for another host";
  EXPECT_FALSE(get("http://operateur.example/a", "operateur.example"));
  EXPECT_EQ(target.Asked(), 0);
}

TEST_F(Fetching, AsksTheHostThatIsNamedAndNoOther) {
  EXPECT_TRUE(fetch::Allowed("https://api.operateur.example/a/b?c=d", "api.operateur.example"));
  EXPECT_TRUE(fetch::Allowed("http://localhost:8000/a", "localhost"));
  for (const char* url :
       {"", "http://api.operateur.example/a", "https://api.operateur.example.evil.example/a",
        "https://evil.example/api.operateur.example", "https://api.operateur.example@evil.example/",
        "https://evil.example@api.operateur.example/", "ftp://api.operateur.example/a", "file:///etc/passwd",
        "https://127.0.0.1/", "//api.operateur.example/a", "api.operateur.example"})
    EXPECT_FALSE(fetch::Allowed(url, "api.operateur.example")) << url;
  EXPECT_FALSE(fetch::Allowed("https:///a", ""));
  const fake::FileServer server(fake::FileServer::File("x"));
  EXPECT_FALSE(Get(server.Url(), 1000, "127.0.0.1"));
  EXPECT_FALSE(Get(server.Url(), 1000, ""));
  EXPECT_EQ(server.Asked(), 0);
}

}  // namespace

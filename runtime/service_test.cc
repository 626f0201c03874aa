#include "runtime/service.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <stdexcept>
#include <thread>

#include "runtime/socket_pair.h"

namespace rt {
namespace {

const std::string kSecret = "canary";  // in what is thrown: must not come out

// One function behind its service, with the real pages and sentences.
class ServiceTest : public ::testing::Test {
 protected:
  ServiceTest() {
    std::filesystem::create_directories(folder_);
    config_.base_url = "https://vigie.example/sous-dossier";
  }
  ~ServiceTest() override { std::filesystem::remove_all(folder_); }

  // What a visitor hears who says `text`.
  std::string Ask(const std::string& text) {
    Service service("essai", env_,
                    {.handle = [this](const Request& r) { return handle(r); }, .receive = receive},
                    {1000, 4000});
    auto size = FindHead(text).size;
    Head head = ParseHead(std::string_view(text).substr(0, size));
    bool whole = !head.refused && text.size() >= size + head.length;
    SocketPair pair;
    pair.Say(text.substr(size));
    pair.EndSpeech();
    ::testing::internal::CaptureStderr();
    {
      Visit visit{{pair.TakeServer(), ""}, std::move(head), whole};
      service.Serve(visit);
      if (visit.rest) visit.rest(visit);
    }
    log = ::testing::internal::GetCapturedStderr();
    return pair.Hear();
  }
  std::string Get(const std::string& lines = "") {
    return Ask("GET /f/essai?a=%C3%A9 HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n");
  }
  std::string Post(const std::string& lines, const std::string& body = "a=1") {
    return Ask(
        "POST /f/essai HTTP/1.1\r\nHost: a\r\nContent-Type: "
        "application/x-www-form-urlencoded\r\nContent-Length: " +
        std::to_string(body.size()) + "\r\n" + lines + "\r\n" + body);
  }

  std::function<Response(const Request&)> handle = [](const Request&) { return Response{}; };
  std::function<std::unique_ptr<form::FileSink>(const Request&)> receive;
  std::string log;

 private:
  std::filesystem::path folder_ = ::testing::TempDir() + "service" + std::to_string(::getpid());
  config::Config config_;
  store::Pool pool_{(folder_ / "vigie.db").string()};
  render::Pages pages_{VIGIE_SOURCE_DIR "/templates", VIGIE_SOURCE_DIR "/content/fr/messages",
                       json::Value::MakeObject({{"service_name", "Signalement"},
                                                {"operator", "Centre de gestion"},
                                                {"base_url", "https://vigie.example"},
                                                {"css_href", "/assets/site.css"},
                                                {"mark_href", "/assets/mark.svg"},
                                                {"logo", nullptr},
                                                {"accessibility_mention", "Accessibilité : non conforme"},
                                                {"exit_href", "/f/exit_site"},
                                                {"phone", ""}})};
  Env env_{pool_, config_, pages_, core::SystemClock(), ""};
};

int StatusOf(const std::string& answer) { return answer.size() < 12 ? 0 : std::stoi(answer.substr(9, 3)); }
std::size_t Count(const std::string& answer, const std::string& text) {
  std::size_t count = 0;
  for (auto at = answer.find(text); at != std::string::npos; at = answer.find(text, at + 1)) ++count;
  return count;
}
bool Has(const std::string& answer, const std::string& text) { return Count(answer, text) > 0; }

TEST_F(ServiceTest, GivesTheHandlerWhatWasAskedAndSendsWhatItSays) {
  handle = [](const Request& request) {
    EXPECT_EQ(request.method, "GET");
    EXPECT_EQ(request.path, "/f/essai");
    EXPECT_EQ(request.query.Get("a"), "é");
    Response response;
    response.body = "bonjour";
    return response.With("X-Essai", "oui");
  };
  auto answer = Get();
  EXPECT_EQ(StatusOf(answer), 200);
  for (const char* line :
       {"X-Essai: oui\r\n", "Cache-Control: no-store\r\n", "Content-Length: 7\r\n", "Connection: close\r\n",
        "Content-Type: text/html; charset=utf-8\r\n", "\r\n\r\nbonjour"})
    EXPECT_EQ(Count(answer, line), 1u) << line << answer;
  EXPECT_EQ(log, "");
}

TEST_F(ServiceTest, AnswersHeadAsGetWithoutABody) {
  handle = [](const Request& request) {
    EXPECT_EQ(request.method, "GET");
    Response response;
    response.body = "bonjour";
    return response;
  };
  auto answer = Ask("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_TRUE(Has(answer, "Content-Length: 7\r\n"));
  EXPECT_TRUE(answer.ends_with("\r\n\r\n"));
}

TEST_F(ServiceTest, KeepsWhatIsThrownToItself) {
  handle = [](const Request&) -> Response { throw std::runtime_error(kSecret); };
  auto answer = Get();
  EXPECT_EQ(StatusOf(answer), 500);
  EXPECT_FALSE(Has(answer + log, kSecret));
  EXPECT_TRUE(Has(log, R"({"level":"error","function":"essai","kind":"std::runtime_error"})")) << log;
  handle = [](const Request&) -> Response { throw kSecret; };
  answer = Get();
  EXPECT_EQ(StatusOf(answer), 500);
  EXPECT_FALSE(Has(answer + log, kSecret));
  receive = [](const Request&) -> std::unique_ptr<form::FileSink> { throw std::runtime_error(kSecret); };
  answer =
      Ask("POST / HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: "
          "5\r\n\r\n--b--");
  EXPECT_EQ(StatusOf(answer), 500);
  EXPECT_FALSE(Has(answer + log, kSecret));
}

TEST_F(ServiceTest, SaysThatItIsUnavailableWhenTheDiskRefuses) {
  for (int code : {13 /* SQLITE_FULL */, 10 | (4 << 8) /* SQLITE_IOERR_FSYNC */, 5 /* SQLITE_BUSY */}) {
    handle = [code](const Request&) -> Response { throw store::Failure(code, kSecret); };
    auto answer = Post("");
    EXPECT_EQ(StatusOf(answer), 503);
    EXPECT_TRUE(Has(answer, "Retry-After: 30\r\n"));
    EXPECT_FALSE(Has(answer + log, kSecret));
    EXPECT_TRUE(Has(log, "store::Failure " + std::to_string(code))) << log;
  }
  handle = [](const Request&) -> Response { throw store::Failure(1, kSecret); };
  EXPECT_EQ(StatusOf(Get()), 500);
}

TEST_F(ServiceTest, RefusesToSplitAnAnswer) {
  for (const char* value : {"a\r\nSet-Cookie: b=c", "a\nb", "a\rb", "a\x7f"}) {
    handle = [value](const Request&) { return Response{}.With("Location", value); };
    auto answer = Get();
    EXPECT_EQ(StatusOf(answer), 500);
    EXPECT_FALSE(Has(answer, "Set-Cookie"));
  }
  handle = [](const Request&) { return Response{}.With("X: y\r\nSet-Cookie", "a"); };
  EXPECT_EQ(StatusOf(Get()), 500);
  handle = [](const Request&) {
    Response response;
    response.type = "text/html\r\nSet-Cookie: a=b";
    return response;
  };
  EXPECT_FALSE(Has(Get(), "Set-Cookie"));
}

TEST(Response, KnowsWhatCannotBeSent) {
  EXPECT_FALSE(IsSendable(Response{}.With("", "a")));
  EXPECT_FALSE(IsSendable(Response{}.With("A b", "a")));
  EXPECT_FALSE(IsSendable(Response{}.With("A:", "a")));
  EXPECT_FALSE(IsSendable(Response{}.With("A", std::string("a\0b", 3))));
  EXPECT_TRUE(IsSendable(Response{}.With("A", "")));
}

TEST_F(ServiceTest, TakesFormsOfItsOwnSiteOnly) {
  int handled = 0;
  handle = [&handled](const Request&) {
    ++handled;
    return Response{};
  };
  for (const char* lines :
       {"Sec-Fetch-Site: cross-site\r\n", "Sec-Fetch-Site: same-site\r\n", "Origin: https://evil.example\r\n",
        "Origin: null\r\n", "Origin: https://vigie.example.evil\r\n", "Origin: http://vigie.example\r\n",
        "Sec-Fetch-Site: cross-site\r\nOrigin: https://vigie.example\r\n"}) {
    EXPECT_EQ(StatusOf(Post(lines)), 403) << lines;
    EXPECT_EQ(handled, 0) << lines;
  }
  for (const char* lines : {"", "Sec-Fetch-Site: same-origin\r\n", "Sec-Fetch-Site: none\r\n",
                            "Origin: https://vigie.example\r\n"})
    EXPECT_EQ(StatusOf(Post(lines)), 200) << lines;
  EXPECT_EQ(StatusOf(Get("Sec-Fetch-Site: cross-site\r\n")), 200);
}

TEST_F(ServiceTest, ExplainsItsRefusalsToPeopleAndToPrograms) {
  auto page = Ask("BREW / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(StatusOf(page), 405);
  EXPECT_TRUE(Has(page, "Allow: GET, HEAD, POST\r\n"));
  EXPECT_TRUE(Has(page, "<!doctype html>") || Has(page, "<!DOCTYPE html>"));
  auto json = Post("Accept: application/json\r\n", std::string(1001, 'a'));
  EXPECT_EQ(StatusOf(json), 413);
  EXPECT_TRUE(Has(json, R"("code":"too_large")")) << json;
  EXPECT_EQ(StatusOf(Post("", "a=%zz")), 400);
  EXPECT_EQ(StatusOf(Ask("GET /?a=%zz HTTP/1.1\r\nHost: a\r\n\r\n")), 400);
  EXPECT_EQ(Count(page, "Cache-Control: no-store\r\n"), 1u);
}

TEST_F(ServiceTest, AnswersNobodyWhoLeftInTheMiddle) {
  handle = [](const Request&) -> Response { throw std::runtime_error("must not be asked"); };
  auto text =
      Ask("POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{");
  EXPECT_EQ(text, "");
  EXPECT_EQ(log, "");
}

TEST(Origin, IsTheBeginningOfAnAddress) {
  EXPECT_EQ(OriginOf("https://a.example/b/c"), "https://a.example");
  EXPECT_EQ(OriginOf("http://localhost:8080"), "http://localhost:8080");
}

}  // namespace
}  // namespace rt

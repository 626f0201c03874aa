#include "runtime/body.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>

#include "runtime/socket_pair.h"

namespace rt {
namespace {

// What a sink was told, kept beyond its life.
struct Told {
  std::string log;
  std::size_t largest = 0;  // piece
  bool fails = false;       // Write throws
};

class TellingSink : public form::FileSink {
 public:
  explicit TellingSink(Told& told) : told_(told) {}
  ~TellingSink() override { told_.log += "."; }
  void Begin(form::Fields&, const std::string& field, const std::string& filename) override {
    told_.log += "[" + field + "|" + filename + "|";
  }
  bool Write(std::string_view bytes) override {
    if (told_.fails) throw std::runtime_error("the disk");
    told_.largest = std::max(told_.largest, bytes.size());
    size_ += bytes.size();
    return true;
  }
  void End(form::Fields& fields) override {
    told_.log += std::to_string(size_) + "]";
    fields.Add("evidence_id", "1");
  }
  void Abandon() override { told_.log += "!"; }

 private:
  Told& told_;
  std::size_t size_ = 0;
};

const std::string kForm = "application/x-www-form-urlencoded", kMultipart = "multipart/form-data; boundary=b";

struct Outcome {
  BodyEnd end;
  Request request;
  Told told;
};

// The body as a visitor sends it, who then leaves. `length`: what they announced.
Outcome Read(const std::string& type, const std::string& body, Limits limits, std::size_t length = SIZE_MAX,
             bool files = true) {
  Outcome outcome;
  SocketPair pair;
  Connection connection(pair.TakeServer(), "");
  std::jthread visitor([&] {
    pair.Say(body);
    pair.Close();
  });
  Head head;
  head.length = length == SIZE_MAX ? body.size() : length;
  outcome.request.headers["content-type"] = type;
  Function function;
  if (files) function.receive = [&](const Request&) { return std::make_unique<TellingSink>(outcome.told); };
  outcome.end = ReadBody(connection, head, function, limits, outcome.request);
  return outcome;
}

std::string File(const std::string& content) {
  return "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n" + content +
         "\r\n";
}

TEST(Body, BecomesTheSameFieldsWhateverItsType) {
  const Limits limits{100, 1000};
  const std::string part = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nun mot\r\n--b--\r\n";
  for (const auto& [type, body] : {std::pair<std::string, std::string>{kForm, "a=un+mot"},
                                   {"Application/X-WWW-Form-Urlencoded ; charset=utf-8", "a=un%20mot"},
                                   {"application/json", R"({"a": "un mot"})"},
                                   {kMultipart, part}}) {
    auto outcome = Read(type, body, limits);
    EXPECT_TRUE(outcome.end.complete) << type;
    EXPECT_EQ(outcome.end.refused, 0) << type;
    EXPECT_EQ(outcome.request.form.Get("a"), "un mot") << type;
  }
}

TEST(Body, IsCountedWhateverItsType) {
  const Limits limits{100, 0};
  for (const auto& type : {kForm, std::string("application/json"), kMultipart}) {
    EXPECT_EQ(Read(type, std::string(101, 'a'), limits).end.refused, 413) << type;
    EXPECT_NE(Read(type, std::string(100, 'a'), limits).end.refused, 413) << type;
  }
  EXPECT_EQ(Read(kForm, std::string(101, 'a'), {100, 1000}).end.refused, 413);
  EXPECT_EQ(Read(kMultipart, std::string(1001, 'a'), {100, 1000}).end.refused, 413);
  // The plain fields of a multipart body are bounded as every other body, files or not.
  const std::string field =
      "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n" + std::string(101, 'a') + "\r\n--b--";
  EXPECT_EQ(Read(kMultipart, field, {100, 1000}).end.refused, 413);
}

TEST(Body, OfAnotherTypeOrMalformedIsRefused) {
  const Limits limits{100, 1000};
  for (const char* type :
       {"", "text/plain", "application/xml", "multipart/mixed; boundary=b", "application/jsonp"})
    EXPECT_EQ(Read(type, "a=b", limits).end.refused, 415) << type;
  EXPECT_EQ(Read(kForm, "a=%zz", limits).end.refused, 400);
  EXPECT_EQ(Read("application/json", "{", limits).end.refused, 400);
  EXPECT_EQ(Read("multipart/form-data", "--b--", limits).end.refused, 400);
  EXPECT_EQ(Read(kMultipart, "no boundary", limits).end.refused, 400);
  EXPECT_EQ(Read(kMultipart, File("x") + "--b--", limits, SIZE_MAX, false).end.refused, 400);
}

TEST(Body, OfLengthZeroIsAnEmptyForm) {
  auto outcome = Read("", "", {100, 0});
  EXPECT_TRUE(outcome.end.complete);
  EXPECT_EQ(outcome.end.refused, 0);
}

TEST(Body, StreamsItsFilesInSmallPieces) {
  const std::string content(3UL * 1024 * 1024, 'x');
  auto outcome = Read(kMultipart, File(content) + "--b--\r\n", {1000, 4UL * 1024 * 1024});
  EXPECT_TRUE(outcome.end.complete);
  EXPECT_EQ(outcome.end.refused, 0);
  EXPECT_EQ(outcome.told.log, "[file|a.png|3145728].");
  EXPECT_LE(outcome.told.largest, 128u * 1024);
  EXPECT_EQ(outcome.request.form.Get("evidence_id"), "1");
}

TEST(Body, ThatBreaksOffAbandonsItsFile) {
  auto body = File(std::string(1000, 'x')) + "--b--\r\n";
  for (auto cut : {body.size() - 10, body.size() / 2}) {
    auto outcome = Read(kMultipart, body.substr(0, cut), {1000, 4096}, body.size());
    EXPECT_FALSE(outcome.end.complete);
    EXPECT_EQ(outcome.end.refused, 0);
    EXPECT_EQ(outcome.told.log, "[file|a.png|!.") << cut;
  }
  auto broken = Read(kForm, "a=b", {100, 0}, 50);
  EXPECT_FALSE(broken.end.complete);
  EXPECT_EQ(broken.end.refused, 0);
}

TEST(Body, WhoseFileCannotBeKeptAbandonsItAndSaysWhy) {
  SocketPair pair;
  Connection connection(pair.TakeServer(), File("x") + "--b--");
  Told told;
  told.fails = true;
  Head head;
  head.length = File("x").size() + 5;
  Request request;
  request.headers["content-type"] = kMultipart;
  Function function;
  function.receive = [&](const Request&) { return std::make_unique<TellingSink>(told); };
  EXPECT_THROW(ReadBody(connection, head, function, {100, 1000}, request), std::runtime_error);
  EXPECT_EQ(told.log, "[file|a.png|!.");
}

TEST(Body, IsAskedForOnlyWhenItIsWanted) {
  for (bool wanted : {true, false}) {
    SocketPair pair;
    Head head;
    head.length = wanted ? 3 : 101;
    head.expects_continue = true;
    Request request;
    request.headers["content-type"] = kForm;
    {
      Connection connection(pair.TakeServer(), "");
      pair.Say("a=b");
      EXPECT_EQ(ReadBody(connection, head, {}, {100, 0}, request).refused, wanted ? 0 : 413);
    }
    EXPECT_EQ(pair.Hear(), wanted ? "HTTP/1.1 100 Continue\r\n\r\n" : "");
  }
}

}  // namespace
}  // namespace rt

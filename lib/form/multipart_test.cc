#include "lib/form/multipart.h"

#include <gtest/gtest.h>

#include <random>

namespace form {
namespace {

// Writes down what it is told, and checks that the calls come in order.
class RecordingSink : public FileSink {
 public:
  explicit RecordingSink(std::size_t accept = SIZE_MAX) : accept_(accept) {}
  ~RecordingSink() override { EXPECT_FALSE(open_); }
  void Begin(Fields&, const std::string& field, const std::string& filename) override {
    EXPECT_FALSE(open_);
    open_ = wanted_ = true;
    size_ = 0;
    log += "[" + field + "|" + filename + "|";
  }
  bool Write(std::string_view bytes) override {
    EXPECT_TRUE(open_ && wanted_);
    EXPECT_FALSE(bytes.empty());
    log += bytes;
    size_ += bytes.size();
    return wanted_ = size_ < accept_;
  }
  void End(Fields& fields) override {
    EXPECT_TRUE(open_);
    open_ = false;
    log += "]";
    fields.Add("evidence_id", std::to_string(++count_));
  }
  void Abandon() override {
    EXPECT_TRUE(open_);
    open_ = false;
    log += "!";
  }
  std::string log;

 private:
  const std::size_t accept_;
  std::size_t size_ = 0;
  int count_ = 0;
  bool open_ = false, wanted_ = false;
};

// What came out of a body: its fields or refusal, and its files.
struct Outcome {
  std::string text;
  std::string files;
  bool operator==(const Outcome&) const = default;
};

template <class NextSize>
Outcome Read(std::string_view body, NextSize next, std::size_t max = 1000, std::size_t accept = SIZE_MAX) {
  RecordingSink sink(accept);
  MultipartReader reader("XbX", max, &sink);
  while (!body.empty()) {
    const std::size_t size = std::min<std::size_t>(next(), body.size());
    if (!reader.Feed(body.substr(0, size))) break;
    body.remove_prefix(size);
  }
  const auto fields = reader.Finish();
  if (!fields) return {"refused " + fields.error().code, sink.log};
  std::string text;
  for (const auto& [name, value] : fields->Items()) text += name + "=" + value + ";";
  return {text, sink.log};
}

Outcome ReadWhole(std::string_view body, std::size_t max = 1000) {
  return Read(
      body, [] { return SIZE_MAX; }, max);
}

std::string Part(const std::string& head, const std::string& content) {
  return "--XbX\r\n" + head + "\r\n\r\n" + content + "\r\n";
}
std::string Field(const std::string& name, const std::string& value) {
  return Part("Content-Disposition: form-data; name=\"" + name + "\"", value);
}
std::string File(const std::string& parameters, const std::string& content) {
  return Part("Content-Disposition: form-data; name=\"piece\"; " + parameters + "\r\nContent-Type: image/png",
              content);
}
const std::string kEnd = "--XbX--\r\n";

// Content that looks like a delimiter again and again.
const std::string kSly = "\r\n--Xb\r\n--XbY\r\n-\r\r\n--\r\n\r\n--X--XbX\n--XbX--";

std::string Sample() {
  return Field("step", "add") + File("filename=\"photo.png\"", kSly) + File("filename=\"\"", "") +
         Field("facts", "un\r\ndeux\r\n") + File("filename=\"vide.txt\"", "") + kEnd;
}

TEST(Multipart, GivesFieldsAndFilesInTheirOrder) {
  const Outcome outcome = ReadWhole(Sample());
  EXPECT_EQ(outcome.text, "step=add;evidence_id=1;facts=un\ndeux\n;evidence_id=2;");
  EXPECT_EQ(outcome.files, "[piece|photo.png|" + kSly + "][piece|vide.txt|]");
}

TEST(Multipart, DoesNotDependOnHowTheBytesArrive) {
  const std::string body = Sample();
  const Outcome whole = ReadWhole(body);
  EXPECT_EQ(Read(body, [] { return 1; }), whole);
  for (std::size_t cut = 1; cut < body.size(); ++cut) {
    bool first = true;
    EXPECT_EQ(Read(body, [&] { return std::exchange(first, false) ? cut : body.size(); }), whole) << cut;
  }
  std::mt19937 random(7);
  for (int i = 0; i < 500; ++i) EXPECT_EQ(Read(body, [&] { return 1 + random() % 40; }), whole);
}

TEST(Multipart, FollowsTheSinkThatHasHadEnough) {
  const Outcome outcome = Read(
      File("filename=\"a\"", "0123456789") + Field("b", "c") + kEnd, [] { return 1; }, 1000, 4);
  EXPECT_EQ(outcome.text, "evidence_id=1;b=c;");
  EXPECT_EQ(outcome.files, "[piece|a|0123]");
}

TEST(Multipart, ReadsFileNamesOfAllKinds) {
  const auto name = [](const std::string& parameters) {
    return ReadWhole(File(parameters, "x") + kEnd).files;
  };
  EXPECT_EQ(name("filename=\"a %22b%22 100%.txt\""), "[piece|a \"b\" 100%.txt|x]");
  EXPECT_EQ(name("filename=\"a \\\"b\\\".txt\""), "[piece|a \"b\".txt|x]");
  EXPECT_EQ(name("filename=\"été ; 1.txt\""), "[piece|été ; 1.txt|x]");
  EXPECT_EQ(name("filename=plain.txt"), "[piece|plain.txt|x]");
  EXPECT_EQ(name("filename=\"x.txt\"; filename*=UTF-8''%c3%a9t%C3%A9%2Fa.txt"), "[piece|a.txt|x]");
  EXPECT_EQ(name("filename=\"C:\\Users\\moi\\a.txt\""), "[piece|a.txt|x]");
  EXPECT_EQ(name("filename=\"../../etc/a%0D%0Ab\""), "[piece|a  b|x]");
  EXPECT_EQ(name("filename=\"\""), "[piece||x]");
}

TEST(Multipart, RefusesWhatIsMalformedOrNotOffered) {
  const auto refusal = [](const std::string& body) { return ReadWhole(body).text; };
  const std::string disposition = "Content-Disposition: form-data; name=\"a\"";
  EXPECT_EQ(refusal(""), "refused multipart.incomplete");
  EXPECT_EQ(refusal(Field("a", "b")), "refused multipart.incomplete");
  EXPECT_EQ(refusal("preamble\r\n" + Field("a", "b") + kEnd), "refused multipart.syntax");
  EXPECT_EQ(refusal("--XbX \r\n" + disposition + "\r\n\r\nb\r\n--XbX--"), "refused multipart.syntax");
  EXPECT_EQ(refusal("--XbX\r\n" + disposition + "\r\n\r\nb\r\n--XbXX--"), "refused multipart.syntax");
  for (const std::string& head : std::vector<std::string>{
           "Content-Type: text/plain", "Content-Disposition: attachment; name=\"a\"",
           "Content-Disposition: form-data", "Content-Disposition: form-data; name=\"\"",
           "Content-Disposition: form-data; name=\"a",
           "Content-Disposition: form-data; name=\"a\"; name=\"b\"", disposition + "\r\n" + disposition,
           disposition + "\r\n folded: x", disposition + "\n", "Content Disposition: form-data; name=\"a\"",
           disposition + "\r\nX: \1", "Content-Disposition: form-data; name=\"a\"; filename*=latin1''a",
           "\r\n" + disposition})
    EXPECT_EQ(refusal(Part(head, "x") + kEnd), "refused multipart.head") << head;
  EXPECT_EQ(refusal(Part(disposition + "\r\nContent-Transfer-Encoding: BASE64", "eA==") + kEnd),
            "refused multipart.encoding");
  EXPECT_EQ(refusal(Part(disposition + "\r\nContent-Transfer-Encoding: quoted-printable", "x") + kEnd),
            "refused multipart.encoding");
  EXPECT_EQ(refusal(Part(disposition + "\r\nContent-Transfer-Encoding: binary", "x") + kEnd), "a=x;");
  EXPECT_EQ(refusal(Part(disposition + "\r\nContent-Type: Multipart/mixed; boundary=z", "x") + kEnd),
            "refused multipart.nested");
  EXPECT_EQ(refusal(Field("a", "\xff") + kEnd), "refused form.utf8");
  EXPECT_EQ(refusal(Field("a", std::string(1, '\0')) + kEnd), "refused form.control");
  EXPECT_EQ(refusal(File("filename=\"\xe9\"", "x") + kEnd), "refused form.utf8");
}

TEST(Multipart, BoundsEverythingButFiles) {
  const std::string file = File("filename=\"f\"", std::string(5000, 'f'));
  EXPECT_EQ(ReadWhole(Field("a", std::string(999, 'x')) + file + kEnd).files,
            "[piece|f|" + std::string(5000, 'f') + "]");
  EXPECT_EQ(ReadWhole(Field("a", std::string(1000, 'x')) + kEnd).text, "refused multipart.too_large");
  EXPECT_EQ(ReadWhole(Field("a", std::string(600, 'x')) + Field("b", std::string(600, 'x')) + kEnd).text,
            "refused multipart.too_large");
  EXPECT_EQ(ReadWhole(Field(std::string(3000, 'n'), "") + kEnd).text, "refused multipart.too_large");
  const std::string head = "Content-Disposition: form-data; name=\"a\"\r\nX: ";
  EXPECT_EQ(ReadWhole(Part(head + std::string(4000, 'x'), "b") + kEnd).text, "a=b;");
  EXPECT_EQ(ReadWhole(Part(head + std::string(4096, 'x'), "b") + kEnd).text, "refused multipart.head");
  EXPECT_EQ(ReadWhole("--XbX\r\nX: " + std::string(9000, 'x')).text, "refused multipart.head");
  std::string many;
  for (int i = 0; i < 257; ++i) many += File("filename=\"\"", "");
  EXPECT_EQ(ReadWhole(many + kEnd).text, "refused multipart.too_many");
}

TEST(Multipart, TellsTheSinkThatTheBodyBrokeOff) {
  const std::string cut = File("filename=\"a\"", "abc").substr(0, 120);
  EXPECT_EQ(ReadWhole(cut + "abc").files.back(), '!');
  RecordingSink sink;
  { MultipartReader("XbX", 10, &sink).Feed(cut); }
  EXPECT_EQ(sink.log.back(), '!');
}

TEST(Multipart, RefusesFilesWhereNoneIsExpected) {
  MultipartReader with_file("XbX", 1000, nullptr);
  EXPECT_FALSE(with_file.Feed(File("filename=\"a\"", "abc") + kEnd));
  EXPECT_EQ(with_file.Finish().error().code, "multipart.no_files");
  MultipartReader empty_input("XbX", 1000, nullptr);
  EXPECT_TRUE(empty_input.Feed(File("filename=\"\"", "") + Field("a", "b") + kEnd));
  EXPECT_EQ(empty_input.Finish()->Get("a"), "b");
}

// Broken bodies: whatever comes out, it is the same however the bytes arrive, and the sink sees every file
// end (checked by it).
TEST(Multipart, SurvivesBrokenBodies) {
  std::mt19937 random(42);
  const std::string sample = Sample() + Field("a", "b");
  const std::string alphabet =
      "\r\n-XbX\"\\;=: %'*\x80\xc3\xa9"
      "a";
  for (int round = 0; round < 4000; ++round) {
    std::string body = sample;
    for (auto change = 1 + random() % 6; change > 0; --change) {
      const std::size_t at = random() % body.size();
      const std::size_t size = random() % 30;
      switch (random() % 4) {
        case 0:
          body[at] = alphabet[random() % alphabet.size()];
          break;
        case 1:
          body.insert(at, 1, alphabet[random() % alphabet.size()]);
          break;
        case 2:
          body.erase(at, size);
          break;
        default:
          body.insert(random() % body.size(), body.substr(at, size));
          break;
      }
      if (body.empty()) body = "-";
    }
    const Outcome whole = ReadWhole(body, 60);
    const Outcome pieces = Read(
        body, [&] { return 1 + random() % 9; }, 60);
    ASSERT_EQ(whole.text, pieces.text) << body;
    const bool accepted = !whole.text.starts_with("refused");
    ASSERT_EQ(accepted ? whole.files : "", accepted ? pieces.files : "") << body;
  }
}

TEST(MultipartBoundary, IsTakenFromTheContentTypeOnly) {
  EXPECT_EQ(MultipartBoundary("multipart/form-data; boundary=----WebKitFormBoundaryAb12"),
            "----WebKitFormBoundaryAb12");
  EXPECT_EQ(MultipartBoundary("Multipart/Form-Data; charset=utf-8; Boundary=\"a b:c\""), "a b:c");
  for (const char* bad :
       {"", "multipart/form-data", "multipart/mixed; boundary=a",
        "multipart/form-data; boundary=", "application/json", "multipart/form-data; boundary=\"a ",
        "multipart/form-data; boundary=\"a \"", "multipart/form-data; boundary=\"a\r\nb\"",
        "multipart/form-data; boundary=a; boundary=b", "multipart/form-data boundary=a"})
    EXPECT_FALSE(MultipartBoundary(bad)) << bad;
  EXPECT_TRUE(MultipartBoundary("multipart/form-data; boundary=" + std::string(70, 'a')));
  EXPECT_FALSE(MultipartBoundary("multipart/form-data; boundary=" + std::string(71, 'a')));
}

}  // namespace
}  // namespace form

#include "site/output.h"

#include <brotli/decode.h>
#include <zlib.h>

#include "site/site_fixture.h"

namespace site {
namespace {

namespace fs = std::filesystem;

class Output : public testing::Test {
 protected:
  std::string Out() const { return (folder_.Path() / "site").string(); }
  std::set<std::string> Names() const {
    std::set<std::string> names;
    for (const auto& entry : fs::recursive_directory_iterator(Out()))
      if (entry.is_regular_file()) names.insert(fs::relative(entry.path(), Out()).string());
    return names;
  }
  TemporaryFolder folder_;
};

std::string Gunzip(const std::string& bytes) {
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  std::string in = bytes, out(1 << 20, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

std::string Unbrotli(const std::string& bytes) {
  std::string out(1 << 20, '\0');
  std::size_t size = out.size();
  EXPECT_EQ(BrotliDecoderDecompress(bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()), &size,
                                    reinterpret_cast<std::uint8_t*>(out.data())),
            BROTLI_DECODER_RESULT_SUCCESS);
  out.resize(size);
  return out;
}

TEST_F(Output, WritesEachFileBesideItsGzAndItsBr) {
  EXPECT_EQ(WriteSite(Out(), {{"index.html", "<p>Bonjour</p>"}, {"a/b/index.html", "B"}}), 2u);
  EXPECT_EQ(Names(),
            (std::set<std::string>{".vigie-site", "a/b/index.html", "a/b/index.html.br", "a/b/index.html.gz",
                                   "index.html", "index.html.br", "index.html.gz"}));
  EXPECT_EQ(ReadAll(Out() + "/index.html"), "<p>Bonjour</p>");
  EXPECT_EQ(Gunzip(ReadAll(Out() + "/index.html.gz")), "<p>Bonjour</p>");
  EXPECT_EQ(Unbrotli(ReadAll(Out() + "/index.html.br")), "<p>Bonjour</p>");
}

TEST_F(Output, CompressesTextAlone) {
  WriteSite(Out(), {{"cour.png", "P"}, {"search.db", "S"}});
  EXPECT_EQ(Names(), (std::set<std::string>{".vigie-site", "cour.png", "search.db"}));
}

TEST_F(Output, TellsWhatOneOfItsThreadsCouldNotWrite) {
  fs::create_directories(Out());
  std::ofstream(Out() + "/.vigie-site") << "";
  std::ofstream(Out() + "/taken") << "a file where a folder must be";
  EXPECT_ANY_THROW(WriteSite(Out(), {{"a.html", "A"}, {"b.html", "B"}, {"taken/c.html", "C"}}));
}

TEST_F(Output, TouchesNothingThatDidNotChange) {
  WriteSite(Out(), {{"a.html", "A"}, {"b.html", "B"}});
  const auto before = fs::last_write_time(Out() + "/a.html");
  EXPECT_EQ(WriteSite(Out(), {{"a.html", "A"}, {"b.html", "B"}}), 0u);
  EXPECT_EQ(WriteSite(Out(), {{"a.html", "A"}, {"b.html", "B2"}}), 1u);
  EXPECT_EQ(fs::last_write_time(Out() + "/a.html"), before);
  EXPECT_EQ(Gunzip(ReadAll(Out() + "/b.html.gz")), "B2");
}

TEST_F(Output, LeavesNothingOfAnEarlierBuild) {
  WriteSite(Out(), {{"a.html", "A"}, {"c/old/index.html", "C"}});
  WriteSite(Out(), {{"a.html", "A"}});
  EXPECT_EQ(Names(), (std::set<std::string>{".vigie-site", "a.html", "a.html.br", "a.html.gz"}));
  EXPECT_FALSE(fs::exists(Out() + "/c/old"));
}

TEST_F(Output, MakesAMissingGzOrBrAgain) {
  for (const char* name : {"/a.html.gz", "/a.html.br"}) {
    WriteSite(Out(), {{"a.html", "A"}});
    fs::remove(Out() + name);
    WriteSite(Out(), {{"a.html", "A"}});
    EXPECT_TRUE(fs::exists(Out() + name));
  }
}

TEST_F(Output, NeverWritesAmongFilesOfSomeoneElse) {
  fs::create_directories(Out());
  std::ofstream(Out() + "/letter.odt") << "precious";
  EXPECT_THROW(WriteSite(Out(), {{"a.html", "A"}}), std::runtime_error);
  EXPECT_EQ(Names(), (std::set<std::string>{"letter.odt"}));
}

TEST_F(Output, RemovesOnlyWhatItsListNames) {
  WriteSite(Out(), {{"a.html", "A"}});
  std::ofstream(folder_.Path() / "outside") << "precious";
  std::ofstream(Out() + "/.vigie-site") << "a.html\n../outside\n"
                                        << (folder_.Path() / "outside").string() << "\n";
  WriteSite(Out(), {{"b.html", "B"}});
  EXPECT_TRUE(fs::exists(folder_.Path() / "outside"));
  EXPECT_FALSE(fs::exists(Out() + "/a.html"));
}

TEST(Gzip, IsTheSameOnAnyDay) {
  EXPECT_EQ(Gzip("abc"), Gzip("abc"));
  EXPECT_EQ(Gzip("abc").substr(4, 4), std::string(4, '\0')) << "no date inside";
  EXPECT_EQ(Gunzip(Gzip("")), "");
  EXPECT_EQ(Brotli("abc"), Brotli("abc"));
  EXPECT_EQ(Unbrotli(Brotli("")), "");
}

TEST(Fingerprint, ChangesWithTheBytes) {
  EXPECT_EQ(Fingerprint("a"), Fingerprint("a"));
  EXPECT_NE(Fingerprint("a"), Fingerprint("b"));
  EXPECT_EQ(Fingerprint("").size(), 12u);
}

}  // namespace
}  // namespace site

#include "lib/archive/archive.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace archive {
namespace {

const std::vector<Entry> kDocument{{"mimetype", "application/vnd.oasis.opendocument.text", true},
                                   {"content.xml", std::string(20'000, 'a')},
                                   {"Été/œuvre – n° 1.xml", "<a>É</a>"},
                                   {"empty.txt", ""}};

TEST(Archive, GivesBackWhatWasPutIn) {
  const auto entries = Unzip(Zip(kDocument));
  ASSERT_EQ(entries.size(), kDocument.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    EXPECT_EQ(entries[i].name, kDocument[i].name);
    EXPECT_EQ(entries[i].bytes, kDocument[i].bytes);
  }
}

// OpenDocument, part 3, 2.2.3: a reader finds the type of the file at a fixed place.
TEST(Archive, StoresTheTypeOfADocumentFirstAndAsItIs) {
  const auto bytes = Zip(kDocument);
  EXPECT_EQ(bytes.substr(30, 47), "mimetypeapplication/vnd.oasis.opendocument.text");
  EXPECT_LT(bytes.size(), 2'000u) << "the rest is compressed";
}

TEST(Archive, IsTheSameOnAnyDayAndInAnyTimeZone) {
  const auto bytes = Zip(kDocument);
  ASSERT_EQ(::setenv("TZ", "Pacific/Auckland", 1), 0);
  ::tzset();
  EXPECT_EQ(Zip(kDocument), bytes);
  ::unsetenv("TZ");
  ::tzset();
  EXPECT_EQ(bytes.substr(10, 4), std::string("\0\0\x21\0", 4)) << "1 January 1980";
}

TEST(Archive, RefusesNamesThatLeadElsewhere) {
  for (const char* name : {"", "/etc/passwd", "../a", "a/../../b", "a/"})
    EXPECT_THROW(Zip({{name, "x"}}), std::invalid_argument) << name;
  EXPECT_THROW(Zip({{"a", "1"}, {"a", "2"}}), std::invalid_argument);
}

TEST(Archive, RefusesWhatIsNoArchiveOrIsDamaged) {
  EXPECT_THROW(Unzip("PK"), std::runtime_error);
  auto bytes = Zip({{"a.txt", "abcdefgh", true}});
  bytes[bytes.find("abcdefgh")] = 'X';
  EXPECT_THROW(Unzip(bytes), std::runtime_error);
}

TEST(Archive, UnpacksOneFileOfAnArchiveNoFurtherThanItIsAllowed) {
  const auto bytes = Zip(kDocument);
  EXPECT_EQ(UnzipOne(bytes, "content.xml", 20'000), std::string(20'000, 'a'));
  EXPECT_THROW(UnzipOne(bytes, "content.xml", 19'999), std::length_error);
  EXPECT_EQ(UnzipOne(bytes, "other.xml", 10), std::nullopt);
  EXPECT_THROW(UnzipOne("PK\3\4", "content.xml", 10), std::runtime_error);
  auto liar = bytes;  // says that the file is empty, in both places where an archive says it
  for (auto at = liar.find(std::string("\x20\x4e\0\0", 4)); at != std::string::npos;
       at = liar.find(std::string("\x20\x4e\0\0", 4)))
    liar.replace(at, 4, std::string(4, '\0'));
  try {
    const auto read = UnzipOne(liar, "content.xml", 19'999);
    EXPECT_TRUE(!read || read->size() <= 19'999);
  } catch (const std::exception&) {  // refused: as good
  }
}

}  // namespace
}  // namespace archive

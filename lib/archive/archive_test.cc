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

}  // namespace
}  // namespace archive

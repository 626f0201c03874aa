#include "lib/document/image.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/support/picture.h"

namespace document {
namespace {

std::string Segment(int marker, const std::string& content) {
  const std::size_t size = content.size() + 2;
  return std::string{'\xFF', static_cast<char>(marker), static_cast<char>(size >> 8),
                     static_cast<char>(size)} +
         content;
}
std::string Frame(int width, int height, int colours) {
  return std::string{8,
                     static_cast<char>(height >> 8),
                     static_cast<char>(height),
                     static_cast<char>(width >> 8),
                     static_cast<char>(width),
                     static_cast<char>(colours)} +
         std::string(static_cast<std::size_t>(3 * colours), '\1');
}
// The skeleton of a JPEG, with what a telephone adds.
std::string Jpeg(const std::string& frame, int kind = 0xC0) {
  return "\xFF\xD8" + Segment(0xE0, std::string("JFIF\0\1\1", 7)) + Segment(0xE1, "Exif GPS 50.43 N 2.83 E") +
         Segment(0xDB, "table") + Segment(kind, frame) + Segment(0xFE, "taken by D. Modèle") +
         Segment(0xDA, "scan") + std::string("data\xFF\0more\xFF\xD0rest", 16) + "\xFF\xD9" + "behind";
}

std::string CodeOf(const core::Result<Image>& result) { return result ? "" : result.error().code; }

TEST(Image, TakesAPng) {
  const auto image = ReadImage(tests::SmallPng(), "logo");
  ASSERT_TRUE(image);
  EXPECT_EQ(image->format, Image::Format::kPng);
  EXPECT_EQ(image->width, 40);
  EXPECT_EQ(image->height, 30);
}

TEST(Image, TakesAJpegWithoutWhatTheTelephoneTells) {
  const auto image = ReadImage(Jpeg(Frame(640, 480, 3)), "photo");
  ASSERT_TRUE(image) << CodeOf(image);
  EXPECT_EQ(image->width, 640);
  EXPECT_EQ(image->height, 480);
  for (const char* told : {"GPS", "Modèle", "behind"})
    EXPECT_EQ(image->bytes.find(told), std::string::npos) << told;
  for (const char* kept : {"JFIF", "table", "scan", "rest\xFF\xD9"})
    EXPECT_NE(image->bytes.find(kept), std::string::npos) << kept;
}

TEST(Image, RefusesOtherKinds) {
  for (const std::string& bytes : {std::string(), std::string("GIF89a"), std::string("<svg/>"),
                                   Jpeg(Frame(9, 9, 4)), Jpeg(Frame(9, 9, 3), 0xC3)})
    EXPECT_EQ(CodeOf(ReadImage(bytes, "logo")), "image.format");
  EXPECT_EQ(ReadImage("", "logo").error().field, "logo");
}

TEST(Image, RefusesWhatIsTooLargeBeforeUnpackingIt) {
  std::string bomb = tests::SmallPng();
  bomb.replace(16, 8, std::string("\0\0\xFF\xFF\0\0\xFF\xFF", 8));  // the header says 65535 × 65535
  EXPECT_EQ(CodeOf(ReadImage(bomb, "logo")), "image.large");
  bomb.replace(16, 8, std::string("\0\0\x13\x88\0\0\x13\x88", 8));  // 5000 × 5000: above 12 million
  EXPECT_EQ(CodeOf(ReadImage(bomb, "logo")), "image.large");
  EXPECT_EQ(CodeOf(ReadImage(Jpeg(Frame(60000, 2, 3)), "logo")), "image.large");
  EXPECT_EQ(CodeOf(ReadImage(Jpeg(Frame(0, 2, 3)), "logo")), "image.broken");
  EXPECT_EQ(CodeOf(ReadImage(tests::SmallPng() + std::string(kMaxImageBytes, ' '), "logo")), "image.large");
}

TEST(Image, RefusesEveryCutOfAnImage) {
  const std::string png = tests::SmallPng(), jpeg = Jpeg(Frame(640, 480, 3));
  for (std::size_t size = 3; size + 12 < png.size(); ++size)
    EXPECT_FALSE(ReadImage(png.substr(0, size), "logo")) << size;
  for (std::size_t size = 3; size + 6 < jpeg.size(); ++size)
    EXPECT_FALSE(ReadImage(jpeg.substr(0, size), "logo")) << size;
}

// Bytes changed at random: an answer, never a crash.
TEST(Image, SurvivesDamage) {
  std::mt19937 random(3);
  for (const std::string& whole : {tests::SmallPng(), Jpeg(Frame(640, 480, 3))})
    for (int round = 0; round < 2000; ++round) {
      std::string damaged = whole;
      for (int i = 0; i < 3; ++i) damaged[random() % damaged.size()] = static_cast<char>(random());
      const auto image = ReadImage(damaged, "logo");
      EXPECT_TRUE(!image || (image->width > 0 && image->width <= kMaxImageSide));
    }
}

}  // namespace
}  // namespace document

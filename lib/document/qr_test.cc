#include "lib/document/qr.h"

#include <gtest/gtest.h>
#include <qrencode.h>

#include <regex>

namespace document {
namespace {

const std::string kText = "otpauth://totp/Vigie:referent?secret=JBSWY3DPEHPK3PXP&issuer=Vigie";

// The dark modules of a drawing, as rows of '#' and '.'.
std::string Modules(const std::string& svg, int width) {
  std::string out(static_cast<std::size_t>(width * width), '.');
  const std::regex run("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z");
  for (std::sregex_iterator it(svg.begin(), svg.end(), run), end; it != end; ++it) {
    EXPECT_EQ((*it)[3], (*it)[4]);
    for (int i = 0; i < std::stoi((*it)[3]); ++i) {
      const int x = std::stoi((*it)[1]) + i - 4, y = std::stoi((*it)[2]) - 4;
      out[static_cast<std::size_t>(y * width + x)] = '#';
    }
  }
  return out;
}

TEST(Qr, DrawsTheModulesInsideTheQuietZone) {
  QRcode* code = QRcode_encodeString8bit(kText.c_str(), 0, QR_ECLEVEL_M);
  ASSERT_TRUE(code);
  std::string expected;
  for (int i = 0; i < code->width * code->width; ++i) expected += code->data[i] & 1 ? '#' : '.';
  const int width = code->width;
  QRcode_free(code);
  const std::string svg = QrSvg(kText, "x");
  const std::string size = std::to_string(width + 8);
  EXPECT_NE(svg.find("viewBox=\"0 0 " + size + " " + size + "\""), std::string::npos);
  EXPECT_EQ(Modules(svg, width), expected);
}

TEST(Qr, IsAccessibleAndFitsTheContentSecurityPolicy) {
  const std::string svg = QrSvg(kText, "Code à <scanner> & garder");
  EXPECT_NE(svg.find("role=\"img\""), std::string::npos);
  EXPECT_NE(svg.find("<title>Code à &lt;scanner&gt; &amp; garder</title>"), std::string::npos);
  for (const char* banned : {"style", "script", "href"})
    EXPECT_EQ(svg.find(banned), std::string::npos) << banned;
  EXPECT_EQ(svg.find("otpauth"), std::string::npos);
}

TEST(Qr, DataUriIsTheDrawingInBase64) {
  const std::string uri = QrDataUri("a");
  EXPECT_TRUE(uri.starts_with("data:image/svg+xml;base64,PHN2ZyB4bWxucz0i"));  // <svg xmlns="
  EXPECT_TRUE(std::regex_match(uri.substr(26), std::regex("[A-Za-z0-9+/]+={0,2}")));
  EXPECT_EQ((uri.size() - 26) % 4, 0u);
}

TEST(Qr, RefusesWhatDoesNotFit) {
  EXPECT_THROW(QrSvg("", "x"), std::runtime_error);
  EXPECT_THROW(QrSvg(std::string(3000, 'a'), "x"), std::runtime_error);
  EXPECT_NO_THROW(QrSvg(std::string(2300, 'a'), "x"));
}

}  // namespace
}  // namespace document

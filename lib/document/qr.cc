#include "lib/document/qr.h"

#include <qrencode.h>

#include <memory>
#include <stdexcept>

namespace document {
namespace {

constexpr int kQuiet = 4;

std::string EscapeXml(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

// The dark modules, one "M x y h length v1 h-length z" for each run of a row.
std::string Path(const QRcode& code) {
  std::string out;
  for (int y = 0; y < code.width; ++y)
    for (int x = 0; x < code.width;) {
      const auto dark = [&](int column) {
        return column < code.width && (code.data[y * code.width + column] & 1);
      };
      int length = 0;
      while (dark(x + length)) ++length;
      if (length > 0) {
        const std::string run = std::to_string(length);
        out += "M" + std::to_string(x + kQuiet) + " " + std::to_string(y + kQuiet) + "h" + run + "v1h-" +
               run + "z";
      }
      x += length + 1;
    }
  return out;
}

std::string Draw(std::string_view text, std::string_view title) {
  if (text.empty()) throw std::runtime_error("QR code: no text");
  const std::string whole(text);
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeData(static_cast<int>(whole.size()), reinterpret_cast<const unsigned char*>(whole.data()),
                        0, QR_ECLEVEL_M),
      &QRcode_free);
  if (!code) throw std::runtime_error("QR code: text too long");
  const std::string size = std::to_string(code->width + 2 * kQuiet);
  std::string out = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + size + " " + size +
                    "\" role=\"img\" shape-rendering=\"crispEdges\">";
  if (!title.empty()) out += "<title>" + EscapeXml(title) + "</title>";
  out +=
      "<path fill=\"#fff\" d=\"M0 0h" + size + "v" + size + "H0z\"/><path d=\"" + Path(*code) + "\"/></svg>";
  return out;
}

std::string Base64(std::string_view bytes) {
  static constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    unsigned group = 0;
    for (std::size_t k = 0; k < 3; ++k)
      group = group << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0u);
    for (std::size_t k = 0; k < 4; ++k)
      out += i + k > bytes.size() ? '=' : kDigits[group >> (18 - 6 * k) & 63];
  }
  return out;
}

}  // namespace

std::string QrSvg(std::string_view text, std::string_view title) { return Draw(text, title); }

std::string QrDataUri(std::string_view text) { return "data:image/svg+xml;base64," + Base64(Draw(text, "")); }

}  // namespace document

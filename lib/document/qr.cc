#include "lib/document/qr.h"

#include <qrencode.h>

#include <memory>
#include <stdexcept>

#include "lib/document/xml.h"

namespace document {
namespace {

// The dark modules, one "M x y h length v1 h-length z" for each run of a row.
std::string Path(const QrMatrix& code) {
  std::string out;
  for (int y = 0; y < code.width; ++y)
    for (int x = 0; x < code.width;) {
      int length = 0;
      while (x + length < code.width && code.At(x + length, y)) ++length;
      if (length > 0) {
        const std::string run = std::to_string(length);
        out.append("M" + std::to_string(x + kQrQuiet) + " " + std::to_string(y + kQrQuiet));
        out.append("h" + run + "v1h-" + run + "z");
      }
      x += length + 1;
    }
  return out;
}

std::string Draw(std::string_view text, std::string_view title) {
  const QrMatrix code = QrModules(text);
  const std::string size = std::to_string(code.width + 2 * kQrQuiet);
  std::string out = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + size + " " + size +
                    "\" role=\"img\" shape-rendering=\"crispEdges\">";
  if (!title.empty()) out += "<title>" + EscapeXml(title) + "</title>";
  out +=
      "<path fill=\"#fff\" d=\"M0 0h" + size + "v" + size + "H0z\"/><path d=\"" + Path(code) + "\"/></svg>";
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

QrMatrix QrModules(std::string_view text) {
  if (text.empty()) throw std::runtime_error("QR code: no text");
  const std::string whole(text);
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeData(static_cast<int>(whole.size()), reinterpret_cast<const unsigned char*>(whole.data()),
                        0, QR_ECLEVEL_M),
      &QRcode_free);
  if (!code) throw std::runtime_error("QR code: text too long");
  QrMatrix matrix{.width = code->width, .dark = {}};
  for (int i = 0; i < code->width * code->width; ++i) matrix.dark.push_back(code->data[i] & 1);
  return matrix;
}

std::string QrSvg(std::string_view text, std::string_view title) { return Draw(text, title); }

std::string QrDataUri(std::string_view text) { return "data:image/svg+xml;base64," + Base64(Draw(text, "")); }

}  // namespace document

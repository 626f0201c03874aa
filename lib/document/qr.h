// QR codes (ISO/IEC 18004) as drawings: black on white, with the quiet zone of 4 modules that readers need.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace document {

constexpr int kQrQuiet = 4;  // modules of white that readers need on every side

// The modules of one code without the quiet zone, row by row. Throws std::runtime_error when the text is
// empty or too long for one code (about 2 300 bytes).
struct QrMatrix {
  int width = 0;
  std::vector<bool> dark;
  bool At(int x, int y) const { return dark[static_cast<std::size_t>(y * width + x)]; }
};
QrMatrix QrModules(std::string_view text);

// A whole SVG document without style nor script; `title` is its alternative text. Throws as QrModules does.
std::string QrSvg(std::string_view text, std::string_view title);

// The same drawing as the address of an image: <img src="data:image/svg+xml;base64,…" alt="…">. Its
// alternative text is the image's.
std::string QrDataUri(std::string_view text);

// The same drawing as a PNG, `module` pixels for each module. Throws as QrModules does.
std::string QrPng(std::string_view text, int module = 8);

}  // namespace document

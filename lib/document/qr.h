// QR codes (ISO/IEC 18004) as drawings: black on white, with the quiet zone of 4 modules that readers need.
#pragma once
#include <string>
#include <string_view>

namespace document {

// A whole SVG document without style nor script; `title` is its alternative text. Throws std::runtime_error
// when the text is empty or too long for one code (about 2 300 bytes).
std::string QrSvg(std::string_view text, std::string_view title);

// The same drawing as the address of an image: <img src="data:image/svg+xml;base64,…" alt="…">. Its
// alternative text is the image's.
std::string QrDataUri(std::string_view text);

}  // namespace document

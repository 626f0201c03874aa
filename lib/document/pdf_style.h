// Colours and sizes of a PDF. Private to the PDF printer.
#pragma once
#include <cmath>
#include <stdexcept>
#include <string>

#include "lib/document/pdf_text.h"

namespace document {

struct Colour {
  double red = 0, green = 0, blue = 0;
};

// Throws std::invalid_argument when the text is not "#rrggbb".
inline Colour ToColour(const std::string& text) {
  if (text.size() != 7 || text[0] != '#' ||
      text.find_first_not_of("0123456789abcdefABCDEF", 1) != std::string::npos)
    throw std::invalid_argument("PDF: not a colour: " + text);
  const auto part = [&](std::size_t at) { return std::stoi(text.substr(at, 2), nullptr, 16) / 255.0; };
  return {part(1), part(3), part(5)};
}

struct Colours {
  explicit Colours(const Palette& p)
      : ink(ToColour(p.ink)),
        ink_soft(ToColour(p.ink_soft)),
        rule(ToColour(p.rule)),
        edge(ToColour(p.edge)),
        action(ToColour(p.action)),
        strong(ToColour(p.strong)),
        calm(ToColour(p.calm)),
        sunken(ToColour(p.sunken)),
        accent(ToColour(p.accent)) {}
  Colour ink, ink_soft, rule, edge, action, strong, calm, sunken, accent;
};

// Everything follows the size of the body text.
struct Styles {
  explicit Styles(double text)
      : body{text, text * 1.5, 400},
        lead{text * 1.2, text * 1.75, 400},
        small{text * 0.86, text * 1.26, 400},
        label{text, text * 1.5, 600},
        cell{text * 0.92, text * 1.32, 400},
        column{text * 0.86, text * 1.32, 600},
        h1{text * 2.05, text * 2.6, 700},
        h2{text * 1.42, text * 1.95, 700},
        h3{text * 1.12, text * 1.6, 700},
        margin{text * 0.8, text * 1.15, 400} {}
  Style body, lead, small, label, cell, column, h1, h2, h3, margin;
};

constexpr double Points(double millimetres) { return millimetres * 72 / 25.4; }

}  // namespace document

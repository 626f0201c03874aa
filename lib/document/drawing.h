// Drawings as our authors make them: the few words of SVG that a poster needs, and no more.
#pragma once
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace document {

struct Shape {
  struct Step {
    char what = 'M';  // M, L, C or Z
    std::array<double, 6> at{};
  };
  std::vector<Step> steps;
  std::string fill, stroke;  // "#rrggbb"; empty: none
  double stroke_width = 1;   // ends and corners of a stroke are round
};

struct Drawing {
  double width = 0, height = 0;  // of the view box, which begins at 0 0
  std::vector<Shape> shapes;     // the first one lies under the others
};

// Reads <svg viewBox="0 0 w h"> with <path d> (M, L, H, V, C, Z, absolute), <circle>, <ellipse> and
// <rect> (rx); fill and stroke are #rrggbb or none. No style, no group, no text, no reference to anything
// else: throws std::invalid_argument naming the word that it does not know.
Drawing ReadDrawing(std::string_view svg);

}  // namespace document

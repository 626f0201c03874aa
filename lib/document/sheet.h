// Pages on which everything has its place: posters, flyers. What a document flows through, a sheet pins down.
#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "lib/core/time.h"
#include "lib/document/drawing.h"
#include "lib/document/image.h"
#include "lib/document/pdf.h"

namespace document {

// Millimetres from the top left corner of the trimmed page; the bleed has negative positions.
struct Spot {
  double x = 0, y = 0, width = 0, height = 0;
};

struct SheetFill {
  Spot at;
  std::string colour = "#ffffff";
};

// A decoration, as large as its place allows and in its middle; screen readers pass over it.
struct SheetDrawing {
  Spot at;
  Drawing drawing;
};

struct SheetText {
  enum class Kind { kTitle, kHeading, kText, kItem };  // items that follow each other are one list
  Kind kind = Kind::kText;
  int number = 0;  // of an item; 0: it has a bullet
  Text text;
  double size_pt = 12, leading = 1.3;  // leading: in sizes
  double above_mm = 0;                 // between this text and the one before
  int weight = 400;
  std::string colour = "#1f2a2e";
};

// Texts one under the other. All become smaller together until they stand in their place without a cut word,
// at `least` times their sizes. What does not fit even then is cut with an ellipsis, each text having a line.
struct SheetTexts {
  Spot at;
  std::vector<SheetText> texts;
  double least = 0.5;
  bool middle = false;  // in the middle of the height; otherwise at the top
};

struct SheetQr {
  Spot at;  // square; its white margin included
  std::string content, alternative;
};

struct SheetImage {  // as large as its place allows, at its left
  Spot at;
  Image image;
  std::string alternative;
};

using SheetItem = std::variant<SheetFill, SheetDrawing, SheetTexts, SheetQr, SheetImage>;

struct Sheet {
  std::string title, subject, author;
  core::Instant date{};
  std::string language = "fr-FR";
  double width_mm = 210, height_mm = 297;  // trimmed
  double bleed_mm = 3;  // around: the page's TrimBox and CropBox are the trimmed page, its BleedBox all of it
  std::vector<std::vector<SheetItem>> pages;  // items in reading order; the first lies under the others

  // The same, all lengths and sizes `factor` times as large; the bleed stays as wide.
  Sheet Scaled(double factor) const;
};

}  // namespace document

// What Pango set, as glyphs that each know the characters they stand for. Private to the PDF printer.
#pragma once
#include <cairo.h>
#include <pango/pango.h>

#include <memory>
#include <string>
#include <vector>

namespace document {

struct ReleaseFont {
  void operator()(cairo_scaled_font_t* font) const { cairo_scaled_font_destroy(font); }
};

// A piece of a line in one font, from one span, in reading order.
struct Piece {
  std::size_t span = 0;
  double x = 0, width = 0;  // from the left edge of the text
  std::shared_ptr<cairo_scaled_font_t> font;
  std::vector<cairo_glyph_t> glyphs;  // from the left edge of the text and from the base line
  std::vector<cairo_text_cluster_t> clusters;
  std::string text;
  // The glyphs do not say their characters by themselves (Arabic, an emoji of several characters, a character
  // without glyph): the PDF gives the characters beside them, in the content and in an element of its own.
  bool apart = false;
};

// Adds the pieces of a run of `text` whose left edge stands at `x` (Pango units).
void AddPieces(const char* text, PangoGlyphItem& run, int x, std::size_t span, std::vector<Piece>& line);

}  // namespace document

#include "lib/document/pdf_glyphs.h"

#include <hb.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <optional>
#include <string_view>

namespace document {
namespace {

constexpr double kUnits = PANGO_SCALE;

class Run {
 public:
  Run(PangoGlyphItem& item, int x, std::size_t span)
      : glyphs_(*item.glyphs), font_(pango_font_get_hb_font(item.item->analysis.font)), span_(span) {
    scaled_ = std::shared_ptr<cairo_scaled_font_t>(
        cairo_scaled_font_reference(
            pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(item.item->analysis.font))),
        ReleaseFont());
    for (int i = 0; i < glyphs_.num_glyphs; ++i) {
      left_.push_back(x);
      x += Width(glyphs_.glyphs[i]);
    }
    left_.push_back(x);
  }

  // The glyphs from..to stand for `text`.
  void AddCluster(std::string_view text, int from, int to, std::vector<Piece>& line) {
    std::vector<cairo_glyph_t> glyphs;
    for (int i = from; i < to; ++i)
      if (const auto glyph = Visible(glyphs_.glyphs[i].glyph)) glyphs.push_back(Placed(*glyph, i));
    const gunichar first = g_utf8_get_char(text.data());
    const bool single = text.size() == static_cast<std::size_t>(g_utf8_next_char(text.data()) - text.data());
    if (single && g_unichar_type(first) == G_UNICODE_SPACE_SEPARATOR) {
      // Any space, and the one at the end of a line, that Pango does not draw: without it a reader would glue
      // two words.
      if (glyphs.empty()) glyphs.push_back(Placed(Nominal(' '), from));
      if (glyphs.size() == 1 && glyphs[0].index == Nominal(' ')) text = " ";
    }
    if (glyphs.empty()) return;  // an invisible character
    const bool plain = single && glyphs.size() == 1 && glyphs[0].index == Nominal(first) && first != 0xFFFD;
    const bool apart = text != " " && !plain;
    if (line.empty() || fresh_ || line.back().apart != apart) Start(line, from, apart);
    fresh_ = false;
    Piece& piece = line.back();
    piece.glyphs.insert(piece.glyphs.end(), glyphs.begin(), glyphs.end());
    piece.clusters.push_back({static_cast<int>(text.size()), static_cast<int>(glyphs.size())});
    piece.text += text;
    const double left = left_[static_cast<std::size_t>(from)] / kUnits,
                 right = left_[static_cast<std::size_t>(to)] / kUnits;
    const double end = std::max(piece.x + piece.width, right);
    piece.x = std::min(piece.x, left);
    piece.width = end - piece.x;
  }

 private:
  // Kerning moves two letters (« AJ », « -Q ») by less than the tenth of an em from which programs that copy
  // or speak a PDF take them for two words. A font gives it half to the first one's width, half to the second
  // one's place, and the first one stands where what is before it pulled it: three parts.
  int Near(int kerned, int own) const {
    int em = 0;
    hb_font_get_scale(font_, &em, nullptr);
    return std::clamp(kerned, own - em / 32, own + em / 32);
  }

  int Width(const PangoGlyphInfo& glyph) const {
    if (glyph.glyph == PANGO_GLYPH_EMPTY || glyph.glyph & PANGO_GLYPH_UNKNOWN_FLAG)
      return glyph.geometry.width;
    return Near(glyph.geometry.width, hb_font_get_glyph_h_advance(font_, glyph.glyph));
  }

  void Start(std::vector<Piece>& line, int from, bool apart) const {
    Piece& piece = line.emplace_back();
    piece.span = span_;
    piece.x = left_[static_cast<std::size_t>(from)] / kUnits;
    piece.font = scaled_;
    piece.apart = apart;
  }

  unsigned long Nominal(gunichar point) const {
    hb_codepoint_t glyph = 0;
    return hb_font_get_nominal_glyph(font_, point, &glyph) ? glyph : 0;
  }

  // What is drawn for a glyph of Pango: nothing for an empty one, and no box of digits for a missing one.
  std::optional<unsigned long> Visible(PangoGlyph glyph) const {
    if (glyph == PANGO_GLYPH_EMPTY) return std::nullopt;
    if (!(glyph & PANGO_GLYPH_UNKNOWN_FLAG)) return glyph;
    const unsigned long replacement = Nominal(0xFFFD);
    return replacement ? replacement : Nominal('?');
  }

  cairo_glyph_t Placed(unsigned long glyph, int at) const {
    const auto& [_, geometry, attr] = glyphs_.glyphs[at];
    const int offset =
        attr.is_cluster_start ? Near(geometry.x_offset, 0) : geometry.x_offset;  // of an accent
    return {glyph, (left_[static_cast<std::size_t>(at)] + offset) / kUnits, geometry.y_offset / kUnits};
  }

  const PangoGlyphString& glyphs_;
  hb_font_t* font_;
  std::shared_ptr<cairo_scaled_font_t> scaled_;
  std::size_t span_;
  std::vector<int> left_;
  bool fresh_ = true;
};

}  // namespace

void AddPieces(const char* text, PangoGlyphItem& item, int x, std::size_t span, std::vector<Piece>& line) {
  Run run(item, x, span);
  PangoGlyphItemIter it;
  // Clusters come in reading order; in a run from right to left their glyphs are counted backwards, from one
  // more to one less.
  for (gboolean more = pango_glyph_item_iter_init_start(&it, &item, text); more;
       more = pango_glyph_item_iter_next_cluster(&it)) {
    const std::string_view cluster(text + it.start_index,
                                   static_cast<std::size_t>(it.end_index - it.start_index));
    const bool forward = it.start_glyph < it.end_glyph;
    run.AddCluster(cluster, forward ? it.start_glyph : it.end_glyph + 1,
                   forward ? it.end_glyph : it.start_glyph + 1, line);
  }
}

}  // namespace document

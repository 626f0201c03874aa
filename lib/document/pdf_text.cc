#include "lib/document/pdf_text.h"

#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "lib/document/pdf_clean.h"

namespace document {
namespace {

// A font map of these files and no others, so that a document looks the same, byte for byte, on every
// machine.
struct FontFile {
  const char* path;
  const char* package;
};
constexpr FontFile kFonts[] = {
    {"open-sans/OpenSans-Regular.ttf", "fonts-open-sans"},
    {"open-sans/OpenSans-Italic.ttf", "fonts-open-sans"},
    {"open-sans/OpenSans-Semibold.ttf", "fonts-open-sans"},
    {"open-sans/OpenSans-SemiboldItalic.ttf", "fonts-open-sans"},
    {"open-sans/OpenSans-Bold.ttf", "fonts-open-sans"},
    {"dejavu/DejaVuSans.ttf", "fonts-dejavu-core"},
    {"dejavu/DejaVuSans-Bold.ttf", "fonts-dejavu-core"},
    {"dejavu/DejaVuSansMono.ttf", "fonts-dejavu-core"},
    {"ancient-scripts/Symbola_hint.ttf", "fonts-symbola"},
};
constexpr const char* kText = "Open Sans,DejaVu Sans,Symbola";
constexpr const char* kFixed = "DejaVu Sans Mono,Open Sans,DejaVu Sans,Symbola";
constexpr int kStrong = 600;

constexpr double kUnits = PANGO_SCALE;

struct Unref {
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
  void operator()(PangoAttrList* list) const { pango_attr_list_unref(list); }
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
  void operator()(PangoLayoutIter* it) const { pango_layout_iter_free(it); }
  void operator()(FcConfig* config) const { FcConfigDestroy(config); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

Owned<PangoFontDescription> Font(const Style& style, const Span& span) {
  Owned<PangoFontDescription> font(pango_font_description_new());
  pango_font_description_set_family_static(font.get(), span.fixed ? kFixed : kText);
  // Fixed characters are wide and tall for their size.
  pango_font_description_set_absolute_size(font.get(), style.size * (span.fixed ? 0.92 : 1) * kUnits);
  pango_font_description_set_weight(
      font.get(), static_cast<PangoWeight>(span.strong ? std::max(kStrong, style.weight) : style.weight));
  pango_font_description_set_style(font.get(), span.emphasis ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
  return font;
}

void Put(PangoAttrList* list, PangoAttribute* attribute, std::size_t from, std::size_t to) {
  attribute->start_index = static_cast<guint>(from);
  attribute->end_index = static_cast<guint>(to);
  pango_attr_list_insert(list, attribute);
}

// A line break says no space to who reads the structure: one before it keeps two words apart. It would show
// at the right edge.
std::string SpaceBreaks(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '\n' ? " \n" : std::string(1, c);
  return out;
}

// Pango's time grows with the square of a word's length: a word of hundreds of characters (no text, but
// someone may type it) gets invisible places to break, which leave no glyph.
std::string BreakWords(const std::string& text) {
  constexpr long kLong = 300, kPart = 100;
  std::string out;
  const char* at = text.c_str();
  while (*at) {
    const char* end = at;
    while (*end && *end != ' ' && *end != '\n') ++end;
    const bool cut = g_utf8_strlen(at, end - at) > kLong;
    for (long count = 1; at < end; ++count) {
      const char* next = g_utf8_next_char(at);
      out.append(at, next);
      if (cut && count % kPart == 0) out += "\u200B";
      at = next;
    }
    while (*at == ' ' || *at == '\n') out += *at++;
  }
  return out;
}

// The pieces of every line, in reading order whatever the direction. `ends`: of the spans, in bytes.
std::vector<std::vector<Piece>> Collect(PangoLayout* layout, const std::vector<std::size_t>& ends) {
  std::vector<std::vector<Piece>> out;
  struct Placed {
    PangoGlyphItem* run;
    int x;
  };
  std::vector<Placed> line;
  const char* text = pango_layout_get_text(layout);
  const Owned<PangoLayoutIter> it(pango_layout_get_iter(layout));
  do {
    if (PangoGlyphItem* run = pango_layout_iter_get_run_readonly(it.get())) {
      PangoRectangle place;
      pango_layout_iter_get_run_extents(it.get(), nullptr, &place);
      line.push_back({run, place.x});
      continue;
    }
    // The end of a line.
    std::sort(line.begin(), line.end(),
              [](const Placed& a, const Placed& b) { return a.run->item->offset < b.run->item->offset; });
    std::vector<Piece>& pieces = out.emplace_back();
    for (const Placed& placed : line) {
      const auto offset = static_cast<std::size_t>(placed.run->item->offset);
      const auto span = std::upper_bound(ends.begin(), ends.end(), offset) - ends.begin();
      AddPieces(text, *placed.run, placed.x, std::min(static_cast<std::size_t>(span), ends.size() - 1),
                pieces);
    }
    line.clear();
  } while (pango_layout_iter_next_run(it.get()));
  return out;
}

}  // namespace

Typesetter::Typesetter(const std::string& fonts) {
  for (const FontFile& file : kFonts)
    if (!std::filesystem::exists(fonts + "/" + file.path))
      throw std::runtime_error("Font " + fonts + "/" + file.path + " is missing: install the package " +
                               file.package);
  const Owned<FcConfig> config(FcConfigCreate());
  for (const FontFile& file : kFonts)
    if (!FcConfigAppFontAddFile(config.get(),
                                reinterpret_cast<const FcChar8*>((fonts + "/" + file.path).c_str())))
      throw std::runtime_error("Font " + fonts + "/" + file.path + " cannot be read");
  // Or Pango would read the machine's own configuration, which may look at every font and write a cache.
  FcConfigSetCurrent(config.get());
  map_ = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map_), config.get());
  context_ = pango_font_map_create_context(map_);
  // Positions as on paper: points, no rounding to pixels.
  pango_cairo_context_set_resolution(context_, 72);
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context_, options);
  cairo_font_options_destroy(options);
  pango_context_set_round_glyph_positions(context_, FALSE);
  pango_context_set_language(context_, pango_language_from_string("fr"));
  pango_context_set_base_dir(context_, PANGO_DIRECTION_LTR);
}

Typesetter::~Typesetter() {
  g_object_unref(context_);
  g_object_unref(map_);
}

Lines Typesetter::Set(const Text& text, const Style& style, const Setting& setting) const {
  Lines out{.style = style, .links = {}, .lines = {}};
  std::string all;
  const Owned<PangoAttrList> list(pango_attr_list_new());
  std::vector<std::size_t> ends;  // of the spans, in bytes
  for (const Span& span : text.spans) {
    const std::size_t from = all.size();
    const std::string clean = BreakWords(setting.most ? CleanLine(span.text) : Clean(span.text));
    all += setting.right ? clean : SpaceBreaks(clean);
    Put(list.get(), pango_attr_font_desc_new(Font(style, span).get()), from, all.size());
    // Two spans never share a piece: a colour of its own, which nothing draws, keeps them apart.
    const auto number = static_cast<guint16>(ends.size());
    Put(list.get(), pango_attr_foreground_new(number, static_cast<guint16>(ends.size() >> 16), 0), from,
        all.size());
    ends.push_back(all.size());
    out.links.push_back(span.link);
  }
  if (CleanLine(all).empty()) return out;
  Put(list.get(), pango_attr_insert_hyphens_new(FALSE), 0, all.size());
  Put(list.get(), pango_attr_font_features_new("liga=0, clig=0"), 0, all.size());  // a letter, a glyph
  const Owned<PangoLayout> layout(pango_layout_new(context_));
  pango_layout_set_auto_dir(layout.get(), FALSE);
  pango_layout_set_width(layout.get(), static_cast<int>(setting.width * kUnits));
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  if (setting.right) pango_layout_set_alignment(layout.get(), PANGO_ALIGN_RIGHT);
  if (setting.most) {
    pango_layout_set_height(layout.get(), -setting.most);
    pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
  }
  pango_layout_set_attributes(layout.get(), list.get());
  pango_layout_set_text(layout.get(), all.data(), static_cast<int>(all.size()));
  out.lines = Collect(layout.get(), ends);
  return out;
}

}  // namespace document

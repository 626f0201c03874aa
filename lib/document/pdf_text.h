// Text set into lines. Private to those who draw it: the PDF printer and lib/still.
#pragma once
#include <pango/pango.h>

#include <memory>
#include <string>
#include <vector>

#include "lib/document/pdf.h"
#include "lib/document/pdf_glyphs.h"

namespace document {

struct Style {
  double size = 10.5;     // points
  double leading = 15.5;  // from one line to the next
  int weight = 400;
};

// The lines of a text, each in reading order. No line when the text has nothing to show.
struct Lines {
  Style style;
  std::vector<std::string> links;  // by span; empty: none
  std::vector<std::vector<Piece>> lines;
  int Count() const { return static_cast<int>(lines.size()); }
};

struct Setting {
  double width = 0;
  bool right = false;  // set to the right
  int most = 0;        // lines; 0: no bound; what is beyond is cut with an ellipsis
};

// Threads: one at a time.
class Typesetter {
 public:
  explicit Typesetter(const std::string& fonts);
  ~Typesetter();
  Typesetter(const Typesetter&) = delete;
  Typesetter& operator=(const Typesetter&) = delete;
  Lines Set(const Text& text, const Style& style, const Setting& setting) const;

 private:
  PangoFontMap* map_ = nullptr;
  PangoContext* context_ = nullptr;
};

}  // namespace document

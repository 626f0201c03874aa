// Accessible PDF documents: what a document says, in reading order; the printer decides how it looks.
//
// What comes out is PDF 1.7, tagged and marked as PDF/UA-1: structure tree (H1 to H3, P, L, Table with header
// cells, Figure with its alternative text, Link), language, title shown in the window, outline, fonts
// embedded, headers and footers as artifacts. It was not certified: a person with a validator and a screen
// reader does that. Equal documents give equal bytes. Nothing touches the disk but the fonts, which are read.
#pragma once
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "lib/core/time.h"
#include "lib/document/image.h"

namespace document {

// ---- text

struct Span {
  std::string text;
  bool strong = false;
  bool emphasis = false;  // slanted
  bool fixed = false;     // all characters equally wide: a code, a hash
  std::string link = {};  // an https:, mailto: or tel: address; empty: no link
};

// Any UTF-8. A line break starts a new line. Everything is shown: long words are cut, what does not fit goes
// to the next page, bytes that are no UTF-8 become U+FFFD, and a character that none of the fonts draws is
// shown as a replacement but copied and read aloud as what it is. Control characters, soft hyphens and the
// marks that reorder or hide text (U+202A to U+202E, U+2066 to U+2069...) are left out.
struct Text {
  std::vector<Span> spans;
  Text() = default;
  Text(const char* text) : Text(std::string(text)) {}
  Text(std::string text) { spans.push_back({.text = std::move(text)}); }
  Text(std::initializer_list<Span> list) : spans(list) {}
};

// ---- blocks

struct Heading {
  int level = 2;  // 2 or 3; the title of the document is level 1
  Text text;
};

// An empty line starts a new paragraph of the same look. Without a word, nothing is printed.
struct Paragraph {
  enum class Look { kBody, kLead, kSmall, kNotice };  // kNotice: set apart by a tint
  Text text;
  Look look = Look::kBody;
};

struct List {
  std::vector<Text> items;
  bool numbered = false;
};

// Labels and values, one pair under the other: the answers of a form. In a value, an empty line starts a new
// paragraph.
struct Definitions {
  struct Row {
    std::string label;
    Text value;
  };
  std::vector<Row> rows;
};

// The header row comes back on every page. A row stays whole unless it is taller than half a page.
struct Table {
  struct Column {
    std::string title;
    double share = 1;     // of the width, compared with the other columns
    bool number = false;  // set to the right
  };
  std::string caption;  // shown above; empty: none
  std::vector<Column> columns;
  std::vector<std::vector<Text>> rows;  // each as long as `columns`
  bool row_headers = false;             // the first cell of every row is its header
  bool total = false;                   // the last row is a total
};

struct Picture {
  Image image;
  std::string alternative;  // what it shows, in words; empty: decoration, which screen readers pass over
  double width_mm = 0;      // 0: as wide as its pixels at 150 dpi. Always made small enough to fit.
};

// A QR code and, beside it, what it leads to: not everyone scans.
struct QrBlock {
  std::string content;
  std::string alternative;
  Text beside;
  double size_mm = 30;
};

// Frames to sign in, side by side, never split; or the proof of a signature given online (then space_mm = 0).
struct Signatures {
  struct Party {
    std::string role;  // « Pour la collectivité »
    Text lines;        // name, quality, « Date et signature : »
    double space_mm = 28;
  };
  std::vector<Party> parties;
};

struct PageBreak {};

using Block =
    std::variant<Heading, Paragraph, List, Definitions, Table, Picture, QrBlock, Signatures, PageBreak>;

// ---- the document

// Colours as "#rrggbb"; the look of templates/layouts/base.css on paper. Whoever changes them answers for the
// contrast.
struct Palette {
  std::string ink = "#1f2a2e", ink_soft = "#4a565b", rule = "#d9d1c3", edge = "#6b767a", action = "#0d5468",
              strong = "#083a49", calm = "#e3eff0", sunken = "#f1ece2", accent = "#b9651b";
};

struct PdfDocument {
  std::string title = {};    // the only H1, the title of the window and of the metadata
  std::string subject = {};  // metadata: one sentence on what it is; may be empty
  std::string author = {};   // metadata: the body that issues it; may be empty
  core::Instant date = {};   // of creation
  std::string language = "fr-FR";

  double width_mm = 210, height_mm = 297, margin_mm = 22;
  double text_pt = 10.5;  // size of the body text; everything follows, so that 18 gives large print

  std::optional<Image> logo = {};     // top left of the first page
  std::string logo_alternative = {};  // empty when the letterhead says the same
  Text letterhead = {};               // top of the first page: who writes, from where
  // Both are cut with an ellipsis after two lines.
  std::string running_head = {};                // top of the following pages; empty: the title
  std::string footer = {};                      // bottom left of every page
  std::string page_label = "{page} / {pages}";  // bottom right

  Palette palette = {};
  std::vector<Block> blocks = {};
};

struct Sheet;

class PdfPrinter {
 public:
  // Opens the typefaces (Open Sans, DejaVu Sans and Sans Mono, Symbola: Latin, Greek, Cyrillic, Hebrew,
  // Arabic, symbols, emoji without colour) and makes them all that this process's fontconfig knows. `fonts`:
  // where Debian's packages put them. About 10 ms; keep one printer for the life of the process. Throws
  // std::runtime_error naming the missing file and its package.
  explicit PdfPrinter(const std::string& fonts = "/usr/share/fonts/truetype");
  ~PdfPrinter();

  // The bytes of the PDF. Any thread: Pango's fonts serve one document at a time, so calls of one printer
  // wait for each other (about 20 ms for two pages, 60 ms the first time). Throws std::invalid_argument,
  // naming what is wrong, for what the author of a document must not do: no title or no language; a level 3
  // before any level 2; a table without columns, or a row that is not as long as they are; a QR code without
  // content or alternative; another kind of link; a colour that is none; a page that leaves less than 60 x 60
  // mm inside its margins or is longer than 5 m; a text size outside 6 to 96 points; an image that ReadImage
  // did not make. The content of a QR code that is too long throws as QrModules does (lib/document/qr.h).
  std::string Print(const PdfDocument& document) const;
  // The same of a sheet (lib/document/sheet.h).
  std::string Print(const Sheet& sheet) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace document

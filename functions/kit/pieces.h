// The pieces of the kit: which there are, and how each is made.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/access/access.h"
#include "domain/scheme/scheme.h"
#include "lib/document/late_printer.h"
#include "lib/document/manuscript.h"
#include "runtime/contract/function.h"

namespace kit {

struct Piece {
  std::string id, title, about;
  std::string design, text;  // content/fr/kit/<design>.json or <text>.md; the film has neither
  std::vector<std::string> formats;
  bool Has(std::string_view format) const;
  bool IsFilm() const { return design.empty() && text.empty(); }
};

// One file, ready to be handed out.
struct File {
  std::string name, type, bytes;
};

// Threads: any.
class Pieces {
 public:
  // Reads content/fr/kit/kit.json; leaves the film out when the site has none. Throws std::runtime_error
  // naming the file.
  Pieces(const rt::Env& env, const scheme::Scheme& scheme);

  const std::vector<Piece>& All() const { return pieces_; }
  const Piece* Find(std::string_view id) const;  // null when there is none
  std::string Label(std::string_view format) const { return formats_[format].Text("label"); }

  // `format`: one of the piece's.
  File Make(const Piece& piece, const std::string& format, const document::Words& words,
            const people::Collectivite& place) const;
  // What the piece says, for a page.
  std::vector<document::Block> Read(const Piece& piece, const document::Words& words) const;

 private:
  std::optional<document::Image> Logo(const people::Collectivite& place) const;
  // One of the film's files, as the site has it (site/film.h).
  File FilmFile(const Piece& piece, const std::string& format) const;
  document::PdfDocument Document(const Piece& piece, const document::Words& words) const;

  const rt::Env& env_;
  std::string folder_;
  std::string site_logo_;  // of the scheme's theme; empty: none
  std::vector<Piece> pieces_;
  json::Value formats_;
  document::LatePrinter printer_;
};

}  // namespace kit

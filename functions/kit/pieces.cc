#include "functions/kit/pieces.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <numbers>
#include <sstream>
#include <stdexcept>

#include "domain/film/made.h"
#include "functions/kit/design.h"
#include "functions/kit/film.h"
#include "functions/kit/page.h"
#include "lib/office/office.h"

namespace kit {
namespace {

std::optional<std::string> ReadBytes(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return std::nullopt;
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::string PlainText(const document::Text& text) {
  std::string out;
  for (const auto& span : text.spans) out += span.text;
  return out;
}

// The headings, the paragraphs and the lists, an empty line between them.
std::string PlainText(const std::vector<document::Block>& blocks) {
  std::string out;
  const auto put = [&out](const std::string& line, const char* between) {
    out += (out.empty() ? "" : between) + line;
  };
  for (const auto& block : blocks) {
    if (const auto* heading = std::get_if<document::Heading>(&block))
      put(PlainText(heading->text), "\r\n\r\n");
    if (const auto* paragraph = std::get_if<document::Paragraph>(&block))
      put(PlainText(paragraph->text), "\r\n\r\n");
    if (const auto* list = std::get_if<document::List>(&block))
      for (std::size_t i = 0; i < list->items.size(); ++i)
        put((list->numbered ? std::to_string(i + 1) + ". " : "– ") + PlainText(list->items[i]),
            i ? "\r\n" : "\r\n\r\n");
  }
  return out + "\r\n";
}

// Where the site has each format of the film; there is none when the site has no film.
std::string FilmList(const rt::Env& env) { return env.config.site_dir + "/film.json"; }

}  // namespace

bool Piece::Has(std::string_view format) const {
  return std::find(formats.begin(), formats.end(), format) != formats.end();
}

Pieces::Pieces(const rt::Env& env, const scheme::Scheme& scheme)
    : env_(env), folder_(env.config.share_dir + "/content/fr/kit") {
  if (const std::string logo = scheme.Data()["theme"].Text("logo"); !logo.empty())
    site_logo_ = (std::filesystem::path(env.config.SchemeFile()).parent_path() / logo).string();
  const json::Value list = json::ReadFile(folder_ + "/kit.json");
  formats_ = list["formats"];
  for (const auto& each : list["pieces"].Items()) {
    Piece piece{.id = each.Text("id"),
                .title = each.Text("title"),
                .about = each.Text("about"),
                .design = each.Text("design"),
                .text = each.Text("text"),
                .formats = {}};
    for (const auto& format : each["formats"].Items()) {
      if (!formats_.Has(format.String())) throw std::runtime_error("kit.json: no format " + format.String());
      piece.formats.push_back(format.String());
    }
    const bool is_film = each.Has("film");
    if (is_film ? !(piece.design + piece.text).empty() : piece.design.empty() == piece.text.empty())
      throw std::runtime_error("kit.json: " + piece.id + " has a design, a text or a film");
    if (is_film && !std::filesystem::exists(FilmList(env_))) continue;
    pieces_.push_back(std::move(piece));
  }
}

const Piece* Pieces::Find(std::string_view id) const {
  const auto found =
      std::find_if(pieces_.begin(), pieces_.end(), [&](const Piece& one) { return one.id == id; });
  return found == pieces_.end() ? nullptr : &*found;
}

// The collectivité's, else the CDG's for the kit, else that of its site. One that cannot be printed is left
// out.
std::optional<document::Image> Pieces::Logo(const people::Collectivite& place) const {
  const std::string own = env_.config.data_dir + "/kit/" + place.slug,
                    cdg = env_.config.data_dir + "/kit/logo";
  for (const std::string& file : {own + ".png", own + ".jpg", cdg + ".png", cdg + ".jpg", site_logo_})
    if (const auto bytes = file.empty() ? std::nullopt : ReadBytes(file))
      if (auto image = document::ReadImage(*bytes, "logo")) return std::move(*image);
  return std::nullopt;
}

document::PdfDocument Pieces::Document(const Piece& piece, const document::Words& words) const {
  const auto text = ReadBytes(folder_ + "/" + piece.text + ".md");
  if (!text) throw std::runtime_error("cannot read the text of " + piece.id);
  document::Manuscript manuscript = document::ReadManuscript(*text, words);
  document::PdfDocument document{.title = manuscript.front["title"],
                                 .subject = manuscript.front["subject"],
                                 .author = words.at("operator").at(0),
                                 .date = env_.now()};
  document.footer = words.at("place").at(0);
  document.blocks = std::move(manuscript.blocks);
  return document;
}

std::vector<document::Block> Pieces::Read(const Piece& piece, const document::Words& words) const {
  if (piece.IsFilm()) return FilmBlocks(env_.config.share_dir + "/content", words);
  if (piece.design.empty()) return Document(piece, words).blocks;
  return BlocksOf(ReadDesign(folder_, piece.design, words, std::nullopt));
}

File Pieces::FilmFile(const Piece& piece, const std::string& format) const {
  const std::string path = env_.config.site_dir + "/" + json::ReadFile(FilmList(env_)).Text(format);
  auto bytes = ReadBytes(path);
  if (!bytes) throw std::runtime_error("cannot read " + path + " of " + piece.id);
  const auto file = std::find_if(film::kFiles.begin(), film::kFiles.end(),
                                 [&](const film::File& one) { return one.format == format; });
  return {file->name, formats_[format].Text("type"), std::move(*bytes)};
}

File Pieces::Make(const Piece& piece, const std::string& format, const document::Words& words,
                  const people::Collectivite& place) const {
  if (piece.IsFilm()) return FilmFile(piece, format);
  const json::Value& kind = formats_[format];
  const std::string extension = kind.Text("extension");
  File file{.name = piece.id + (piece.Has("a3") ? "-" + format : "") + "." + extension,
            .type = kind.Text("type"),
            .bytes = {}};
  if (extension == "pdf") {
    document::Sheet sheet = ReadDesign(folder_, piece.design, words, Logo(place));
    sheet.author = words.at("operator").at(0);
    sheet.date = env_.now();
    file.bytes = printer_.Print(format == "a3" ? sheet.Scaled(std::numbers::sqrt2) : sheet);
  } else if (extension == "txt") {
    file.bytes = PlainText(Read(piece, words));
  } else if (extension == "html") {
    file.bytes = env_.pages.RenderPart(
        "pages/kit_signature",
        json::Value::MakeObject({{"title", piece.title}, {"blocks", BlocksModel(Read(piece, words))}}));
  } else {
    const auto document = Document(piece, words);
    file.bytes = format == "odt"    ? office::WriteOdt(document)
                 : format == "docx" ? office::WriteDocx(document)
                 : format == "odp"  ? office::WriteOdp(document)
                                    : office::WritePptx(document);
  }
  return file;
}

}  // namespace kit

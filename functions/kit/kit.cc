#include "functions/kit/kit.h"

#include <malloc.h>

#include <memory>

#include "functions/kit/page.h"
#include "functions/kit/pieces.h"
#include "functions/kit/words.h"
#include "lib/archive/archive.h"
#include "runtime/contract/attachment.h"

namespace kit {
namespace {

// Built once, shared by every thread.
struct Desk {
  explicit Desk(rt::Env& environment)
      : env(environment),
        scheme(scheme::Scheme::Read(env.config.SchemeFile(), env.config.SchemesFolder())),
        pieces(env, scheme) {}
  rt::Env& env;
  scheme::Scheme scheme;
  Pieces pieces;
};

// What was asked for, found.
struct Asked {
  people::Collectivite place;
  document::Words words;
};

std::string Address(const Asked& asked, const Piece& piece, const std::string& format) {
  return "/f/kit?collectivite=" + asked.place.slug + "&piece=" + piece.id +
         (format.empty() ? "" : "&format=" + format);
}

// {id, title, about, address, formats: [{format, label, address}]}
json::Value Describe(const Desk& desk, const Asked& asked, const Piece& piece) {
  json::Value formats = json::Array();
  for (const auto& format : piece.formats)
    formats.Push(json::Value::MakeObject({{"format", format},
                                          {"label", desk.pieces.Label(format)},
                                          {"address", Address(asked, piece, format)}}));
  return json::Value::MakeObject({{"id", piece.id},
                                  {"title", piece.title},
                                  {"about", piece.about},
                                  {"address", Address(asked, piece, "")},
                                  {"formats", std::move(formats)}});
}

rt::Response Everything(const Desk& desk, const rt::Request& request, const Asked& asked) {
  if (request.WantsJson()) {
    json::Value pieces = json::Array();
    for (const auto& piece : desk.pieces.All()) pieces.Push(Describe(desk, asked, piece));
    return rt::Json(
        json::Value::MakeObject({{"collectivite", asked.place.slug}, {"pieces", std::move(pieces)}}));
  }
  const std::string folder = "kit-" + asked.place.slug;
  std::vector<archive::Entry> entries;
  for (const auto& piece : desk.pieces.All())
    for (const auto& format : piece.formats) {
      File file = desk.pieces.Make(piece, format, asked.words, asked.place);
      const bool packed = format != "txt" && format != "signature";
      entries.push_back({folder + "/" + file.name, std::move(file.bytes), packed});
    }
  File zip{folder + ".zip", "application/zip", archive::Zip(entries)};
  entries.clear();
  ::malloc_trim(0);  // a process that waits keeps nothing of what a kit took
  return rt::Attachment(std::move(zip.type), std::move(zip.bytes), zip.name);
}

rt::Response Page(const Desk& desk, const rt::Request& request, const Asked& asked, const Piece& piece) {
  json::Value model = Describe(desk, asked, piece);
  if (request.WantsJson()) return rt::Json(model);
  model.Set("place", json::Value::MakeObject({{"slug", asked.place.slug}, {"name", asked.place.name}}));
  model.Set("blocks", BlocksModel(desk.pieces.Read(piece, asked.words)));
  return rt::Html(desk.env, "kit_piece", model.Set("noindex", true).Set("exit_button", false));
}

rt::Response Handle(const Desk& desk, const rt::Request& request) {
  if (request.method != "GET") return rt::NotAllowed(desk.env, request, "GET, HEAD");
  const auto refuse = [&](const char* field, const char* code) {
    return rt::Refused(desk.env, request, {core::Kind::kNotFound, field, code});
  };
  Asked asked;
  {
    auto db = desk.env.db.Take();
    const auto place = people::FindCollectivite(*db, request.query.Get("collectivite"));
    if (!place) return refuse("collectivite", "collectivite.unknown");
    asked = {*place, WordsOf(desk.env, desk.scheme, *db, *place)};
  }
  const auto& id = request.query.Get("piece");
  const auto& format = request.query.Get("format");
  if (id.empty() && format.empty()) return Everything(desk, request, asked);
  const Piece* piece = desk.pieces.Find(id);
  if (!piece) return refuse("piece", "kit.piece");
  if (format.empty()) return Page(desk, request, asked, *piece);
  if (!piece->Has(format)) return refuse("format", "kit.format");
  File file = desk.pieces.Make(*piece, format, asked.words, asked.place);
  file.name.insert(0, asked.place.slug + "-");
  return rt::Attachment(std::move(file.type), std::move(file.bytes), file.name);
}

}  // namespace

rt::Function Make(rt::Env& env) {
  auto desk = std::make_shared<const Desk>(env);
  return {.handle = [desk](const rt::Request& request) { return Handle(*desk, request); }, .receive = {}};
}

}  // namespace kit

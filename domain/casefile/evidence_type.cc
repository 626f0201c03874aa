// What a file is, told by its first bytes: its name and what the browser says of it count for nothing but the
// difference between kin.
#include <algorithm>
#include <array>

#include "domain/casefile/evidence.h"
#include "lib/core/text.h"

namespace casefile {
namespace {

using namespace std::string_view_literals;

struct Magic {
  std::size_t at;
  std::string_view bytes;
  std::string_view type;
};

constexpr std::array kMagics{
    Magic{0, "%PDF-"sv, "application/pdf"sv},
    Magic{0, "\xff\xd8\xff"sv, "image/jpeg"sv},
    Magic{0, "\x89PNG\r\n\x1a\n"sv, "image/png"sv},
    Magic{0, "GIF87a"sv, "image/gif"sv},
    Magic{0, "GIF89a"sv, "image/gif"sv},
    Magic{8, "WEBP"sv, "image/webp"sv},
    Magic{4, "ftypheic"sv, "image/heic"sv},
    Magic{4, "ftypheix"sv, "image/heic"sv},
    Magic{4, "ftypmif1"sv, "image/heic"sv},
    Magic{4, "ftypM4A"sv, "audio/mp4"sv},
    Magic{4, "ftypqt"sv, "video/quicktime"sv},
    Magic{4, "ftyp"sv, "video/mp4"sv},
    Magic{0, "ID3"sv, "audio/mpeg"sv},
    Magic{0, "\xff\xfb"sv, "audio/mpeg"sv},
    Magic{0, "\xff\xf3"sv, "audio/mpeg"sv},
    Magic{0, "OggS"sv, "audio/ogg"sv},
    Magic{8, "WAVE"sv, "audio/wav"sv},
    Magic{0, "\x1a\x45\xdf\xa3"sv, "video/webm"sv},
    Magic{0, "#!AMR"sv, "audio/amr"sv},
};

struct Office {
  std::string_view extension, folder, type;
};
constexpr std::array kOffice{Office{".docx"sv, "word/"sv, "wordprocessingml.document"sv},
                             Office{".xlsx"sv, "xl/"sv, "spreadsheetml.sheet"sv},
                             Office{".pptx"sv, "ppt/"sv, "presentationml.presentation"sv}};

// Office documents are zip files: ODF names its type in the first entry, OOXML begins with one of its own
// parts.
std::string TypeOfZip(std::string_view bytes, std::string_view filename) {
  constexpr auto kMimetype = "mimetypeapplication/vnd.oasis.opendocument."sv;
  if (bytes.size() > 30 + kMimetype.size() && bytes.substr(30, kMimetype.size()) == kMimetype) {
    const auto rest = bytes.substr(38);
    const auto end = rest.find("PK");
    const std::string type(rest.substr(0, std::min<std::size_t>(end, 60)));
    for (const auto known : {"text"sv, "spreadsheet"sv, "presentation"sv, "graphics"sv})
      if (type == "application/vnd.oasis.opendocument." + std::string(known)) return type;
    return "";
  }
  const auto name = bytes.size() > 30 ? bytes.substr(30, 24) : ""sv;
  const bool common =
      name.starts_with("[Content_Types].xml") || name.starts_with("_rels/") || name.starts_with("docProps/");
  const auto folded = core::Fold(filename);
  for (const auto& office : kOffice)
    if (folded.ends_with(office.extension) && (common || name.starts_with(office.folder)))
      return "application/vnd.openxmlformats-officedocument." + std::string(office.type);
  return "";
}

// Plain text, unless it could be run or shown as a page.
std::string TypeOfText(std::string_view bytes, std::string_view filename) {
  const bool controls = std::any_of(bytes.begin(), bytes.end(), [](unsigned char c) {
    return c < 32 && c != '\n' && c != '\r' && c != '\t' && c != '\f';
  });
  if (controls) return "";
  const auto head = core::Fold(bytes.substr(0, 1024));
  for (const auto active : {"<!doctype"sv, "<html"sv, "<script"sv, "<svg"sv, "<?xml"sv, "<?php"sv, "<body"sv,
                            "<iframe"sv, "<img"sv})
    if (head.find(active) != std::string::npos) return "";
  if (bytes.starts_with("#!") || bytes.starts_with("MZ")) return "";
  const auto folded = core::Fold(filename);
  for (const auto active : {".html"sv, ".htm"sv, ".svg"sv, ".js"sv, ".xhtml"sv, ".hta"sv, ".bat"sv, ".cmd"sv,
                            ".ps1"sv, ".vbs"sv, ".sh"sv})
    if (folded.ends_with(active)) return "";
  if (folded.ends_with(".eml") || head.starts_with("received: ") || head.starts_with("return-path: "))
    return "message/rfc822";
  return "text/plain";
}

}  // namespace

std::string TypeOfContent(std::string_view first_bytes, std::string_view filename) {
  for (const auto& magic : kMagics)
    if (first_bytes.size() >= magic.at + magic.bytes.size() &&
        first_bytes.substr(magic.at, magic.bytes.size()) == magic.bytes &&
        (magic.at != 8 || first_bytes.starts_with("RIFF")))
      return std::string(magic.type);
  if (first_bytes.starts_with("PK\x03\x04")) return TypeOfZip(first_bytes, filename);
  return TypeOfText(first_bytes, filename);
}

}  // namespace casefile

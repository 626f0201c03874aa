#include "functions/evidence/attachment.h"

#include <algorithm>

namespace evidence {
namespace {

bool IsPlain(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-' ||
         c == '_';
}

// U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069: three bytes each.
bool TurnsDirection(std::string_view three) {
  if (three.size() != 3 || three[0] != '\xe2') return false;
  const auto last = static_cast<unsigned char>(three[2]);
  if (three[1] == '\x80') return last == 0x8e || last == 0x8f || (last >= 0xaa && last <= 0xae);
  return three[1] == '\x81' && last >= 0xa6 && last <= 0xa9;
}

// What a browser may know of the type; the others are bytes.
std::string SafeType(const std::string& type) {
  const bool known = type == "application/pdf" || type == "image/jpeg" || type == "image/png" ||
                     type == "image/gif" || type == "image/webp";
  return known ? type : "application/octet-stream";
}

}  // namespace

std::string Disposition(std::string_view name) {
  static constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string ascii, encoded;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (TurnsDirection(name.substr(i, 3))) {
      i += 2;
      continue;
    }
    const char c = name[i];
    const auto byte = static_cast<unsigned char>(c);
    const bool continuation = (byte & 0xc0) == 0x80;
    if (!continuation) ascii += IsPlain(c) ? c : '_';
    encoded += IsPlain(c) ? std::string(1, c) : std::string{'%', kHex[byte >> 4], kHex[byte & 15]};
  }
  return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + encoded;
}

rt::Response Attachment(casefile::Case::Download download) {
  rt::Response response;
  response.type = SafeType(download.info.type);
  response.length = static_cast<std::size_t>(download.info.size);
  response.With("Content-Disposition", Disposition(download.info.name)).With("Cache-Control", "no-store");
  response.With("X-Content-Type-Options", "nosniff")
      .With("Content-Security-Policy", "default-src 'none'; sandbox");
  auto file = std::make_shared<casefile::Case::Download>(std::move(download));
  response.stream = [file] { return file->Next(); };
  return response;
}

}  // namespace evidence

#include "lib/document/image.h"

#include <cairo.h>

#include <cstring>
#include <memory>

namespace document {
namespace {

constexpr std::string_view kPngStart("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);

unsigned Number(std::string_view bytes, std::size_t at, std::size_t size) {
  unsigned value = 0;
  for (std::size_t i = 0; i < size; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

bool Fits(unsigned width, unsigned height) {
  return width <= kMaxImageSide && height <= kMaxImageSide &&
         static_cast<long>(width) * static_cast<long>(height) <= kMaxImagePixels;
}

struct Reader {
  std::string_view rest;
  static cairo_status_t Read(void* self, unsigned char* data, unsigned size) {
    auto& reader = *static_cast<Reader*>(self);
    if (reader.rest.size() < size) return CAIRO_STATUS_READ_ERROR;
    std::memcpy(data, reader.rest.data(), size);
    reader.rest.remove_prefix(size);
    return CAIRO_STATUS_SUCCESS;
  }
};

bool PngIsWhole(std::string_view bytes) {
  Reader reader{bytes};
  const std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface(
      cairo_image_surface_create_from_png_stream(&Reader::Read, &reader), &cairo_surface_destroy);
  return cairo_surface_status(surface.get()) == CAIRO_STATUS_SUCCESS;
}

// A JPEG as it is kept, or the key of what is wrong with it.
struct Jpeg {
  const char* fault = nullptr;
  std::string bytes;
  unsigned width = 0, height = 0;
};

Jpeg Fault(const char* key) {
  Jpeg out;
  out.fault = key;
  return out;
}

// Start of frame. Above 0xC2 stand the lossless and arithmetic kinds, which viewers do not draw.
bool IsFrame(unsigned marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

// Application data (but JFIF's and Adobe's, which tell how to read the colours) and comments.
bool IsGossip(unsigned marker) {
  return (marker >= 0xE1 && marker <= 0xEF && marker != 0xEE) || marker == 0xFE;
}

// Where the compressed data that begin at `at` end: at the next marker that is neither a filled byte nor a
// restart.
std::size_t EndOfScan(std::string_view in, std::size_t at) {
  for (; at + 1 < in.size(); ++at) {
    const unsigned next = Number(in, at + 1, 1);
    if (static_cast<unsigned char>(in[at]) == 0xFF && next != 0 && !(next >= 0xD0 && next <= 0xD7) &&
        next != 0xFF)
      return at;
  }
  return in.size();
}

Jpeg ReadJpeg(std::string_view in) {
  Jpeg out;
  out.bytes.append(in, 0, 2);
  bool drawn = false;
  for (std::size_t at = 2; at + 2 <= in.size() && static_cast<unsigned char>(in[at]) == 0xFF;) {
    const unsigned marker = Number(in, at + 1, 1);
    if (marker == 0xFF) {  // filling
      ++at;
      continue;
    }
    if (marker == 0xD9 && drawn && out.width > 0 && out.height > 0) {
      out.bytes += in.substr(at, 2);  // the end; what follows is no part of the picture
      return out;
    }
    if (at + 4 > in.size()) break;
    const unsigned size = Number(in, at + 2, 2);
    if (size < 2 || at + 2 + size > in.size()) break;
    if (IsFrame(marker)) {
      if (size < 8 || marker > 0xC2 || Number(in, at + 4, 1) != 8) return Fault("image.format");
      const unsigned colours = Number(in, at + 9, 1);
      if (colours != 1 && colours != 3) return Fault("image.format");
      out.height = Number(in, at + 5, 2);
      out.width = Number(in, at + 7, 2);
    }
    drawn = drawn || marker == 0xDA;
    const std::size_t end = marker == 0xDA ? EndOfScan(in, at + 2 + size) : at + 2 + size;
    if (!IsGossip(marker)) out.bytes += in.substr(at, end - at);
    at = end;
  }
  return Fault("image.broken");
}

}  // namespace

core::Result<Image> ReadImage(std::string_view bytes, std::string field) {
  if (bytes.size() > kMaxImageBytes)
    return core::Refuse(core::Kind::kTooLarge, std::move(field), "image.large");
  if (bytes.substr(0, 8) == kPngStart.substr(0, 8)) {
    if (bytes.size() < 24 || bytes.substr(0, 16) != kPngStart)
      return core::Refuse(std::move(field), "image.broken");
    const unsigned width = Number(bytes, 16, 4), height = Number(bytes, 20, 4);
    if (!Fits(width, height)) return core::Refuse(std::move(field), "image.large");
    if (!PngIsWhole(bytes)) return core::Refuse(std::move(field), "image.broken");
    return Image{Image::Format::kPng, std::string(bytes), static_cast<int>(width), static_cast<int>(height)};
  }
  if (bytes.substr(0, 3) == "\xFF\xD8\xFF") {
    Jpeg jpeg = ReadJpeg(bytes);
    if (jpeg.fault) return core::Refuse(std::move(field), jpeg.fault);
    if (!Fits(jpeg.width, jpeg.height)) return core::Refuse(std::move(field), "image.large");
    return Image{Image::Format::kJpeg, std::move(jpeg.bytes), static_cast<int>(jpeg.width),
                 static_cast<int>(jpeg.height)};
  }
  return core::Refuse(std::move(field), "image.format");
}

}  // namespace document

// Pictures that a person hands over (a logo, a photograph), checked before they go into a document.
#pragma once
#include <string>
#include <string_view>

#include "lib/core/result.h"

namespace document {

// A PNG, or a JPEG without what tells where and with what it was taken. Only ReadImage makes one.
struct Image {
  enum class Format { kPng, kJpeg };
  Format format = Format::kPng;
  std::string bytes;
  int width = 0, height = 0;  // pixels
};

constexpr std::size_t kMaxImageBytes = 5u << 20;
constexpr int kMaxImageSide = 5000;  // pixels
constexpr long kMaxImagePixels = 12'000'000;

// Refuses, on `field`: "image.format" (neither PNG nor JPEG in grey or red-green-blue), "image.large" (above
// the three bounds, told before anything is unpacked), "image.broken". A PNG is unpacked to know that it is
// whole; of a JPEG only the structure is read. Threads: any.
core::Result<Image> ReadImage(std::string_view bytes, std::string field);

}  // namespace document

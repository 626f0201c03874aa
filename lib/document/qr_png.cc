#include <cairo.h>

#include <memory>
#include <stdexcept>

#include "lib/document/qr.h"

namespace document {

std::string QrPng(std::string_view text, int module) {
  struct Destroy {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  };
  const QrMatrix code = QrModules(text);
  const int side = (code.width + 2 * kQrQuiet) * module;
  const std::unique_ptr<cairo_surface_t, Destroy> surface(
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, side, side));
  const int stride = cairo_image_surface_get_stride(surface.get());
  unsigned char* bytes = cairo_image_surface_get_data(surface.get());
  if (!bytes) throw std::runtime_error("no picture of a QR code");
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) {
      const int column = x / module - kQrQuiet, row = y / module - kQrQuiet;
      const bool inside = column >= 0 && row >= 0 && column < code.width && row < code.width;
      const unsigned char light = inside && code.At(column, row) ? 0 : 255;
      for (int part = 0; part < 4; ++part) bytes[y * stride + x * 4 + part] = light;
    }
  cairo_surface_mark_dirty(surface.get());
  std::string out;
  const auto write = [](void* to, const unsigned char* data, unsigned size) {
    static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(data), size);
    return CAIRO_STATUS_SUCCESS;
  };
  if (cairo_surface_write_to_png_stream(surface.get(), write, &out) != CAIRO_STATUS_SUCCESS)
    throw std::runtime_error("no picture of a QR code");
  return out;
}

}  // namespace document

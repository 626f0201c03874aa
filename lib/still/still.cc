#include "lib/still/still.h"

#include <cairo.h>
#include <librsvg/rsvg.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "lib/document/pdf_style.h"
#include "lib/document/pdf_text.h"

namespace still {
namespace {

struct Destroy {
  void operator()(cairo_t* context) const { cairo_destroy(context); }
};
using Context = std::unique_ptr<cairo_t, Destroy>;

Context On(const std::shared_ptr<_cairo_surface>& surface) { return Context(cairo_create(surface.get())); }

void Outline(cairo_t* context, const Box& box, double radius) {
  if (radius <= 0) return cairo_rectangle(context, box.x, box.y, box.width, box.height);
  const double right = box.x + box.width, bottom = box.y + box.height, quarter = std::numbers::pi / 2;
  cairo_new_sub_path(context);
  cairo_arc(context, right - radius, box.y + radius, radius, -quarter, 0);
  cairo_arc(context, right - radius, bottom - radius, radius, 0, quarter);
  cairo_arc(context, box.x + radius, bottom - radius, radius, quarter, 2 * quarter);
  cairo_arc(context, box.x + radius, box.y + radius, radius, 2 * quarter, 3 * quarter);
  cairo_close_path(context);
}

}  // namespace

Svg::Svg(const std::string& bytes) {
  GError* error = nullptr;
  RsvgHandle* handle =
      rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(bytes.data()), bytes.size(), &error);
  if (!handle) {
    const std::string what = error->message;
    g_error_free(error);
    throw std::runtime_error("SVG : " + what);
  }
  handle_ = std::shared_ptr<_RsvgHandle>(handle, [](RsvgHandle* one) { g_object_unref(one); });
}

bool Svg::Has(const std::string& id) const { return rsvg_handle_has_sub(handle_.get(), ("#" + id).c_str()); }

Layer::Layer(int width, int height)
    : width_(width),
      height_(height),
      surface_(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height), &cairo_surface_destroy) {
  if (const auto status = cairo_surface_status(surface_.get()); status != CAIRO_STATUS_SUCCESS)
    throw std::runtime_error(cairo_status_to_string(status));
}

void Layer::Fill(const Box& box, const std::string& colour, double radius, double opacity) {
  const auto context = On(surface_);
  const document::Colour c = document::ToColour(colour);
  cairo_set_source_rgba(context.get(), c.red, c.green, c.blue, opacity);
  Outline(context.get(), box, radius);
  cairo_fill(context.get());
}

void Layer::Draw(const Svg& svg, const std::string& id, const Box& box, double radius) {
  const auto context = On(surface_);
  Outline(context.get(), box, radius);
  cairo_clip(context.get());
  const RsvgRectangle place{box.x, box.y, box.width, box.height};
  GError* error = nullptr;
  if (rsvg_handle_render_layer(svg.handle_.get(), context.get(), ("#" + id).c_str(), &place, &error)) return;
  const std::string what = error->message;
  g_error_free(error);
  throw std::runtime_error("SVG : " + what);
}

void Layer::Lay(const Layer& other, double x, double y, double opacity) {
  const auto context = On(surface_);
  cairo_set_source_surface(context.get(), other.surface_.get(), x, y);
  cairo_paint_with_alpha(context.get(), opacity);
}

std::string Layer::Planes() const {
  cairo_surface_flush(surface_.get());
  const auto* data = cairo_image_surface_get_data(surface_.get());
  const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface_.get()));
  const auto width = static_cast<std::size_t>(width_), height = static_cast<std::size_t>(height_);
  std::string out(width * height * 3 / 2, '\0');
  char *luma = out.data(), *blue = luma + width * height, *red = blue + width * height / 4;
  for (std::size_t y = 0; y < height; y += 2)
    for (std::size_t x = 0; x < width; x += 2) {
      int sum[3] = {};  // blue, green, red of four pixels
      for (std::size_t i = 0; i < 4; ++i) {
        const std::size_t px = x + i % 2, py = y + i / 2;
        const auto* bgr = data + py * stride + px * 4;
        // 65 536 times the factors of BT.709.
        luma[py * width + px] =
            static_cast<char>(16 + ((4064 * bgr[0] + 40254 * bgr[1] + 11966 * bgr[2] + 32768) >> 16));
        for (std::size_t c = 0; c < 3; ++c) sum[c] += bgr[c];
      }
      *blue++ = static_cast<char>(128 + ((28784 * sum[0] - 22189 * sum[1] - 6596 * sum[2] + 131072) >> 18));
      *red++ = static_cast<char>(128 + ((28784 * sum[2] - 26145 * sum[1] - 2639 * sum[0] + 131072) >> 18));
    }
  return out;
}

Typefaces::Typefaces(const std::string& fonts) : typesetter_(std::make_unique<document::Typesetter>(fonts)) {}
Typefaces::~Typefaces() = default;

Layer Typefaces::Write(const std::string& text, const Style& style, double width) const {
  const auto lines = typesetter_->Set({text}, {style.size, style.leading, style.weight},
                                      {.width = width, .right = false, .most = 0});
  double widest = 1;
  for (const auto& line : lines.lines)
    for (const auto& piece : line) widest = std::max(widest, piece.x + piece.width);
  Layer layer(static_cast<int>(std::ceil(widest)),
              std::max(1, static_cast<int>(std::ceil(lines.Count() * style.leading))));
  const auto context = On(layer.surface_);
  const document::Colour c = document::ToColour(style.colour);
  cairo_set_source_rgb(context.get(), c.red, c.green, c.blue);
  double middle = style.leading / 2;
  for (const auto& line : lines.lines) {
    for (const auto& piece : line) {
      auto glyphs = piece.glyphs;
      for (auto& glyph : glyphs) glyph.y += middle + 0.36 * style.size;
      cairo_set_scaled_font(context.get(), piece.font.get());
      cairo_show_glyphs(context.get(), glyphs.data(), static_cast<int>(glyphs.size()));
    }
    middle += style.leading;
  }
  return layer;
}

}  // namespace still

#include "lib/document/pdf_canvas.h"

#include <cairo-pdf.h>

#include <cmath>
#include <cstring>
#include <stdexcept>

#include "lib/document/pdf_metadata.h"

namespace document {
namespace {

struct Destroy {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
using Surface = std::unique_ptr<cairo_surface_t, Destroy>;

cairo_status_t Write(void* bytes, const unsigned char* data, unsigned size) {
  static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), size);
  return CAIRO_STATUS_SUCCESS;
}

cairo_status_t Read(void* rest, unsigned char* data, unsigned size) {
  auto& bytes = *static_cast<std::string_view*>(rest);
  if (bytes.size() < size) return CAIRO_STATUS_READ_ERROR;
  std::memcpy(data, bytes.data(), size);
  bytes.remove_prefix(size);
  return CAIRO_STATUS_SUCCESS;
}

void Check(cairo_status_t status) {
  if (status != CAIRO_STATUS_SUCCESS)
    throw std::runtime_error(std::string("PDF: ") + cairo_status_to_string(status));
}

// A JPEG goes into the document as it is: the pixels of the surface are never looked at.
Surface Unpack(const Image& image) {
  if (image.format == Image::Format::kPng) {
    std::string_view rest = image.bytes;
    return Surface(cairo_image_surface_create_from_png_stream(&Read, &rest));
  }
  Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, image.width, image.height));
  Check(cairo_surface_set_mime_data(surface.get(), CAIRO_MIME_TYPE_JPEG,
                                    reinterpret_cast<const unsigned char*>(image.bytes.data()),
                                    image.bytes.size(), nullptr, nullptr));
  return surface;
}

}  // namespace

Canvas::Canvas(const PdfDocument& document)
    : width_(Points(document.width_mm)),
      height_(Points(document.height_mm)),
      surface_(cairo_pdf_surface_create_for_stream(&Write, &bytes_, width_, height_)),
      context_(cairo_create(surface_)) {
  const Metadata data(document);
  const auto set = [&](cairo_pdf_metadata_t key, const std::string& value) {
    if (!value.empty()) cairo_pdf_surface_set_metadata(surface_, key, value.c_str());
  };
  set(CAIRO_PDF_METADATA_TITLE, data.title);
  set(CAIRO_PDF_METADATA_SUBJECT, data.subject);
  set(CAIRO_PDF_METADATA_AUTHOR, data.author);
  set(CAIRO_PDF_METADATA_CREATE_DATE, data.date);
  set(CAIRO_PDF_METADATA_MOD_DATE, data.date);
}

Canvas::~Canvas() {
  cairo_destroy(context_);
  cairo_surface_destroy(surface_);
}

void Canvas::Mark(Node* node) {
  if (node == open_) return;
  if (open_) cairo_tag_end(context_, open_->link.empty() ? open_->type.c_str() : "Span");
  open_ = node;
  if (!node) return;
  // "Link" would make cairo draw an annotation of its own.
  cairo_tag_begin(context_, node->link.empty() ? node->type.c_str() : "Span", nullptr);
  node->kids.emplace_back(document::Mark{page_, marks_++});
}

void Canvas::NextPage() {
  Mark(nullptr);
  cairo_show_page(context_);
  ++page_;
  marks_ = 0;
}

void Canvas::Fill(double x, double y, double width, double height, Colour colour) {
  cairo_set_source_rgb(context_, colour.red, colour.green, colour.blue);
  cairo_rectangle(context_, x, y, width, height);
  cairo_fill(context_);
}

void Canvas::Frame(double x, double y, double width, double height, Colour colour) {
  cairo_set_source_rgb(context_, colour.red, colour.green, colour.blue);
  cairo_set_line_width(context_, 0.75);
  cairo_rectangle(context_, x, y, width, height);
  cairo_stroke(context_);
}

void Canvas::Show(const Piece& piece, double x, double baseline, Colour colour) {
  std::vector<cairo_glyph_t> glyphs = piece.glyphs;
  for (cairo_glyph_t& glyph : glyphs) {
    glyph.x += x;
    glyph.y += baseline;
  }
  cairo_set_source_rgb(context_, colour.red, colour.green, colour.blue);
  cairo_set_scaled_font(context_, piece.font.get());
  cairo_show_text_glyphs(context_, piece.text.data(), static_cast<int>(piece.text.size()), glyphs.data(),
                         static_cast<int>(glyphs.size()), piece.clusters.data(),
                         static_cast<int>(piece.clusters.size()), cairo_text_cluster_flags_t{});
}

void Canvas::Draw(const Image& image, double x, double y, double width, double height) {
  const Surface surface = Unpack(image);
  Check(cairo_surface_status(surface.get()));
  cairo_save(context_);
  cairo_translate(context_, x, y);
  cairo_scale(context_, width / image.width, height / image.height);
  cairo_set_source_surface(context_, surface.get(), 0, 0);
  // Filled, not painted: cairo forgets what came before a picture painted on a page, its mark included.
  cairo_rectangle(context_, 0, 0, image.width, image.height);
  cairo_fill(context_);
  cairo_restore(context_);
}

void Canvas::Draw(const QrMatrix& code, double x, double y, double size) {
  Fill(x, y, size, size, {1, 1, 1});
  const double module = size / (code.width + 2 * kQrQuiet);
  cairo_set_source_rgb(context_, 0, 0, 0);
  for (int row = 0; row < code.width; ++row)
    for (int column = 0; column < code.width; ++column)
      if (code.At(column, row))
        cairo_rectangle(context_, x + (column + kQrQuiet) * module, y + (row + kQrQuiet) * module, module,
                        module);
  cairo_fill(context_);
}

void Canvas::Draw(const Drawing& drawing, double x, double y, double scale) {
  cairo_save(context_);
  cairo_translate(context_, x, y);
  cairo_scale(context_, scale, scale);
  cairo_set_line_cap(context_, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join(context_, CAIRO_LINE_JOIN_ROUND);
  for (const Shape& shape : drawing.shapes) {
    for (const auto& [what, at] : shape.steps) {
      if (what == 'M') cairo_move_to(context_, at[0], at[1]);
      if (what == 'L') cairo_line_to(context_, at[0], at[1]);
      if (what == 'C') cairo_curve_to(context_, at[0], at[1], at[2], at[3], at[4], at[5]);
      if (what == 'Z') cairo_close_path(context_);
    }
    const auto colour = [&](const std::string& text) {
      const Colour c = ToColour(text);
      cairo_set_source_rgb(context_, c.red, c.green, c.blue);
    };
    if (!shape.fill.empty()) {
      colour(shape.fill);
      cairo_fill_preserve(context_);
    }
    if (!shape.stroke.empty()) {
      colour(shape.stroke);
      cairo_set_line_width(context_, shape.stroke_width);
      cairo_stroke_preserve(context_);
    }
    cairo_new_path(context_);
  }
  cairo_restore(context_);
}

void Canvas::Outline(int level, const std::string& title, double y) {
  const auto depth = static_cast<std::size_t>(level);
  outline_.resize(std::min(outline_.size(), depth - 1));
  const int parent = outline_.empty() ? CAIRO_PDF_OUTLINE_ROOT : outline_.back();
  const std::string place = "page=" + std::to_string(page_ + 1) + " pos=[0 " +
                            std::to_string(static_cast<int>(std::floor(y))) + "]";
  outline_.push_back(cairo_pdf_surface_add_outline(surface_, parent, title.c_str(), place.c_str(),
                                                   CAIRO_PDF_OUTLINE_FLAG_OPEN));
}

std::string Canvas::Finish() {
  NextPage();
  Check(cairo_status(context_));
  cairo_surface_finish(surface_);
  Check(cairo_surface_status(surface_));
  return std::move(bytes_);
}

}  // namespace document

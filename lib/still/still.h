// Pictures of pixels that are laid over each other: what the frames of a film are made of. Positions and
// sizes in pixels from the top left corner; colours are "#rrggbb".
#pragma once
#include <memory>
#include <string>

struct _cairo_surface;
struct _RsvgHandle;

namespace document {
class Typesetter;
}

namespace still {

struct Box {
  double x = 0, y = 0, width = 0, height = 0;
};

// A drawing in SVG. It reaches for nothing outside of itself.
class Svg {
 public:
  // Throws std::runtime_error when the bytes are no SVG.
  explicit Svg(const std::string& bytes);
  bool Has(const std::string& id) const;

 private:
  friend class Layer;
  std::shared_ptr<_RsvgHandle> handle_;
};

// Copies share their pixels.
class Layer {
 public:
  Layer(int width, int height);  // nothing on it: all transparent
  int width() const { return width_; }
  int height() const { return height_; }

  void Fill(const Box& box, const std::string& colour, double radius = 0, double opacity = 1);
  // The element of this id, where it stands in the drawing, the drawing as large as the box; nothing outside
  // of its rounded corners. Throws std::runtime_error when it cannot be drawn.
  void Draw(const Svg& svg, const std::string& id, const Box& box, double radius = 0);
  void Lay(const Layer& other, double x, double y, double opacity = 1);
  // What a video is encoded from: the planes of YUV 4:2:0 (BT.709, 16 to 235), one after the other. Width and
  // height are even; what is transparent counts as black.
  std::string Planes() const;

 private:
  friend class Typefaces;
  int width_, height_;
  std::shared_ptr<_cairo_surface> surface_;
};

struct Style {
  double size = 28, leading = 38;
  int weight = 400;
  std::string colour = "#1f2a2e";
};

// The typefaces of our documents. Threads: one at a time.
class Typefaces {
 public:
  // Throws std::runtime_error naming the Debian package that is missing.
  explicit Typefaces(const std::string& fonts = "/usr/share/fonts/truetype");
  ~Typefaces();
  // A text set into lines; the layer is as wide as its longest line and as high as its lines.
  Layer Write(const std::string& text, const Style& style, double width) const;

 private:
  std::unique_ptr<document::Typesetter> typesetter_;
};

}  // namespace still

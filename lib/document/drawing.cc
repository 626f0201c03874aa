#include "lib/document/drawing.h"

#include <charconv>
#include <initializer_list>
#include <map>
#include <stdexcept>

namespace document {
namespace {

using Attributes = std::map<std::string, std::string, std::less<>>;

[[noreturn]] void Fail(std::string_view what, std::string_view where) {
  throw std::invalid_argument("drawing: " + std::string(what) + ": " + std::string(where.substr(0, 40)));
}

// The numbers and the letters of a path or of a view box.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}
  bool AtEnd() {
    while (!rest_.empty() && (rest_[0] == ' ' || rest_[0] == ',' || rest_[0] == '\n')) rest_.remove_prefix(1);
    return rest_.empty();
  }
  bool AtNumber() {
    return !AtEnd() && (rest_[0] == '-' || rest_[0] == '.' || (rest_[0] >= '0' && rest_[0] <= '9'));
  }
  double Number() {
    double value = 0;
    if (!AtNumber()) Fail("a number is missing", rest_);
    const auto read = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (read.ec != std::errc{}) Fail("not a number", rest_);
    rest_.remove_prefix(static_cast<std::size_t>(read.ptr - rest_.data()));
    return value;
  }
  char Letter() {
    const char letter = rest_[0];
    rest_.remove_prefix(1);
    return letter;
  }

 private:
  std::string_view rest_;
};

std::vector<Shape::Step> ReadPath(std::string_view d) {
  std::vector<Shape::Step> steps;
  Scanner scan(d);
  double x = 0, y = 0;
  for (char command = 0; !scan.AtEnd();) {
    if (!scan.AtNumber()) command = scan.Letter();
    Shape::Step step{.what = command == 'H' || command == 'V' ? 'L' : command, .at = {}};
    if (command == 'C')
      for (std::size_t i = 0; i < 4; ++i) step.at[i] = scan.Number();
    if (command == 'M' || command == 'L' || command == 'C' || command == 'H') x = scan.Number();
    if (command == 'M' || command == 'L' || command == 'C' || command == 'V') y = scan.Number();
    if (std::string_view("MLHVCZ").find(command) == std::string_view::npos) Fail("unknown in a path", d);
    if (command != 'Z') {
      step.at[command == 'C' ? 4 : 0] = x;
      step.at[command == 'C' ? 5 : 1] = y;
    }
    steps.push_back(step);
    if (command == 'Z') command = 0;
    if (command == 'M') command = 'L';
  }
  if (steps.empty() || steps[0].what != 'M') Fail("a path begins with M", d);
  return steps;
}

// An ellipse, or a rectangle whose corners are quarters of one.
std::vector<Shape::Step> Rounded(double x, double y, double width, double height, double rx, double ry) {
  const double kx = rx * 0.4477, ky = ry * 0.4477, right = x + width, bottom = y + height;
  return {{'M', {x + rx, y}},
          {'L', {right - rx, y}},
          {'C', {right - kx, y, right, y + ky, right, y + ry}},
          {'L', {right, bottom - ry}},
          {'C', {right, bottom - ky, right - kx, bottom, right - rx, bottom}},
          {'L', {x + rx, bottom}},
          {'C', {x + kx, bottom, x, bottom - ky, x, bottom - ry}},
          {'L', {x, y + ry}},
          {'C', {x, y + ky, x + kx, y, x + rx, y}},
          {'Z', {}}};
}

class Reader {
 public:
  explicit Reader(std::string_view svg) : rest_(svg) {}

  Drawing Read() {
    Drawing drawing;
    bool closed = false;
    while (Skip(), !rest_.empty()) {
      if (closed) Fail("text after the drawing", rest_);
      if (Take("</svg>")) {
        closed = true;
        continue;
      }
      if (!Take("<")) Fail("not an element", rest_);
      const std::string name = Word();
      const Attributes given = ReadAttributes();
      if (name == "svg" && drawing.width == 0) {
        Open(drawing, given);
      } else if (drawing.width > 0) {
        drawing.shapes.push_back(Make(name, given));
      } else {
        Fail("no <svg viewBox> before", name);
      }
    }
    if (!closed) Fail("</svg> is missing", "");
    return drawing;
  }

 private:
  void Skip() {
    while (!rest_.empty() && (rest_[0] == ' ' || rest_[0] == '\n')) rest_.remove_prefix(1);
  }
  bool Take(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }
  std::string Word() {
    const auto end = rest_.find_first_of(" =/>\n");
    std::string word(rest_.substr(0, end));
    rest_.remove_prefix(std::min(end, rest_.size()));
    return word;
  }
  Attributes ReadAttributes() {
    Attributes found;
    for (Skip(); !Take("/>") && !Take(">"); Skip()) {
      const std::string name = Word();
      const auto end = Take("=\"") ? rest_.find('"') : std::string_view::npos;
      if (end == std::string_view::npos) Fail("not an attribute", name);
      found.emplace(name, rest_.substr(0, end));
      rest_.remove_prefix(end + 1);
    }
    return found;
  }
  static void Open(Drawing& drawing, const Attributes& given) {
    Scanner box(given.contains("viewBox") ? given.find("viewBox")->second : std::string());
    if (box.Number() != 0 || box.Number() != 0) Fail("the view box begins at 0 0", "viewBox");
    drawing.width = box.Number();
    drawing.height = box.Number();
    if (drawing.width <= 0 || drawing.height <= 0) Fail("the view box is empty", "viewBox");
  }
  static Shape Make(const std::string& name, const Attributes& given) {
    const auto known = [&](std::initializer_list<std::string_view> own) {
      for (const auto& [key, value] : given) {
        bool found = key == "fill" || key == "stroke" || key == "stroke-width";
        for (const auto word : own) found = found || key == word;
        if (!found) Fail("unknown attribute", key);
      }
    };
    const auto number = [&](std::string_view key, double otherwise = 0) {
      const auto at = given.find(key);
      return at == given.end() ? otherwise : Scanner(at->second).Number();
    };
    const auto colour = [&](std::string_view key, std::string_view otherwise) {
      const auto at = given.find(key);
      const std::string value(at == given.end() ? otherwise : std::string_view(at->second));
      return value == "none" ? std::string() : value;
    };
    Shape shape;
    if (name == "path") {
      known({"d"});
      shape.steps = ReadPath(given.contains("d") ? given.find("d")->second : std::string());
    } else if (name == "rect") {
      known({"x", "y", "width", "height", "rx"});
      const double rx = number("rx");
      shape.steps = Rounded(number("x"), number("y"), number("width"), number("height"), rx, rx);
    } else if (name == "circle" || name == "ellipse") {
      known({"cx", "cy", "r", "rx", "ry"});
      const double rx = number("rx", number("r")), ry = number("ry", number("r"));
      shape.steps = Rounded(number("cx") - rx, number("cy") - ry, 2 * rx, 2 * ry, rx, ry);
    } else {
      Fail("unknown element", name);
    }
    shape.fill = colour("fill", "#000000");
    shape.stroke = colour("stroke", "none");
    shape.stroke_width = number("stroke-width", 1);
    return shape;
  }
  std::string_view rest_;
};

}  // namespace

Drawing ReadDrawing(std::string_view svg) { return Reader(svg).Read(); }

}  // namespace document

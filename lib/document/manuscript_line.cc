#include <stdexcept>

#include "lib/core/text.h"
#include "lib/document/manuscript.h"

namespace document {
namespace {

[[noreturn]] void Fail(std::string_view what, std::string_view line) {
  throw std::invalid_argument("manuscript: " + std::string(what) + ": " + std::string(line));
}

std::string Join(const std::vector<std::string>& values) {
  std::string out;
  for (const auto& value : values) out += (out.empty() ? "" : ", ") + value;
  return out;
}

bool IsAddress(std::string_view link) {
  return link.starts_with("https://") || link.starts_with("mailto:") || link.starts_with("tel:");
}

// The spans of one line.
class Line {
 public:
  Line(std::string_view line, const Words& words) : line_(line), words_(words) {}

  std::optional<Text> Read() {
    std::string_view rest = core::Trim(line_);
    while (rest.starts_with("{!") || rest.starts_with("{?")) {
      const auto end = rest.find('}');
      if (end == std::string_view::npos) Fail("} is missing", line_);
      const bool has = !Join(ValuesOf(rest.substr(2, end - 2), words_, line_)).empty();
      if (has != (rest[1] == '?')) return std::nullopt;
      rest = core::Trim(rest.substr(end + 1));
    }
    Parse(rest);
    Flush();
    if (strong_ || emphasis_) Fail("a * is not closed", line_);
    if (left_out_) return std::nullopt;
    return std::move(text_);
  }

 private:
  void Parse(std::string_view rest) {
    while (!rest.empty()) {
      if (rest.starts_with("**")) {
        Flush();
        strong_ = !strong_;
        rest.remove_prefix(2);
      } else if (rest[0] == '*') {
        Flush();
        emphasis_ = !emphasis_;
        rest.remove_prefix(1);
      } else if (rest[0] == '{') {
        const auto end = rest.find('}');
        if (end == std::string_view::npos) Fail("} is missing", line_);
        Put(rest.substr(1, end - 1));
        rest.remove_prefix(end + 1);
      } else if (const auto link = LinkAt(rest); link > 0) {
        rest.remove_prefix(link);
      } else {
        held_ += rest[0];
        rest.remove_prefix(1);
      }
    }
  }

  void Put(std::string_view name) {
    const std::string value = Join(ValuesOf(name, words_, line_));
    left_out_ = left_out_ || value.empty();
    held_ += value;
  }

  // How many bytes a link has that begins here; 0: none does.
  std::size_t LinkAt(std::string_view rest) {
    const auto middle = rest[0] == '[' ? rest.find("](") : std::string_view::npos;
    if (middle == std::string_view::npos || rest.find(']') != middle) return 0;
    const auto end = rest.find(')', middle);
    if (end == std::string_view::npos) Fail(") is missing", line_);
    const auto filled = [&](std::string_view text) {
      std::string all;
      if (const auto read = Line(text, words_).Read())
        for (const Span& span : read->spans) all += span.text;
      left_out_ = left_out_ || all.empty();
      return all;
    };
    Flush();
    const std::string text = filled(rest.substr(1, middle - 1));
    const std::string address = filled(rest.substr(middle + 2, end - middle - 2));
    text_.spans.push_back({.text = text,
                           .strong = strong_,
                           .emphasis = emphasis_,
                           .fixed = false,
                           .link = IsAddress(address) ? address : std::string()});
    return end + 1;
  }

  void Flush() {
    if (!held_.empty()) text_.spans.push_back({.text = held_, .strong = strong_, .emphasis = emphasis_});
    held_.clear();
  }

  std::string_view line_;
  const Words& words_;
  Text text_ = std::initializer_list<Span>{};
  std::string held_;
  bool strong_ = false, emphasis_ = false, left_out_ = false;
};

}  // namespace

std::optional<Text> ReadLine(std::string_view line, const Words& words) { return Line(line, words).Read(); }

const std::vector<std::string>& ValuesOf(std::string_view name, const Words& words, std::string_view line) {
  const auto found = words.find(name);
  if (found == words.end()) Fail("unknown word {" + std::string(name) + "}", line);
  return found->second;
}

}  // namespace document

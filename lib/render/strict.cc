#include "lib/render/strict.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <stdexcept>

#include "lib/render/pages.h"

namespace render {
namespace {

namespace km = kainjow::mustache;

// The levels of names, and an error for each one that is missing.
class StrictContext : public km::basic_context<std::string> {
 public:
  StrictContext(const std::string& page, const std::vector<const km::data*>& levels)
      : page_(page), levels_(levels) {}

  void push(const km::data* data) override { levels_.push_back(data); }
  void pop() override { levels_.pop_back(); }

  const km::data* get(const std::string& name) const override {
    if (name == ".") return levels_.back();
    const std::size_t dot = name.find('.');
    const km::data* found = Nearest(dot == std::string::npos ? name : name.substr(0, dot));
    for (std::size_t at = dot; found && at != std::string::npos;) {
      const std::size_t next = name.find('.', at + 1);
      found = found->get(name.substr(at + 1, next == std::string::npos ? next : next - at - 1));
      at = next;
    }
    if (!found) throw std::runtime_error("template " + page_ + ": the model has no \"" + name + "\"");
    return found;
  }

  // Partials are written in place when templates are read.
  const km::data* get_partial(const std::string& name) const override {
    throw std::runtime_error("template " + page_ + ": unknown partial \"" + name + "\"");
  }

 private:
  const km::data* Nearest(const std::string& name) const {
    for (auto level = levels_.rbegin(); level != levels_.rend(); ++level)
      if (const km::data* found = (*level)->get(name)) return found;
    return nullptr;
  }

  const std::string& page_;
  std::vector<const km::data*> levels_;
};

[[noreturn]] void Fault(const std::string& name, const std::string& what) {
  throw std::runtime_error("template " + name + ": " + what);
}

// True when the line holds one tag of a section, a comment or a partial, and nothing else.
bool StandsAlone(std::string_view line) {
  while (line.starts_with(' ')) line.remove_prefix(1);
  while (line.ends_with(' ') || line.ends_with('\r')) line.remove_suffix(1);
  return line.size() > 4 && line.starts_with("{{") &&
         std::string_view("#^/!>").find(line[2]) != std::string_view::npos &&
         line.find("}}") == line.size() - 2;
}

// The text without the line breaks (and indentation) of tags that stand alone on their line: they are no part
// of the page.
std::string WithoutLoneLines(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t size = std::min(text.find('\n'), text.size() - 1) + 1;
    std::string_view line = text.substr(0, size);
    text.remove_prefix(size);
    const bool ended = line.ends_with('\n');
    if (ended && StandsAlone(line.substr(0, size - 1)))
      line = line.substr(line.find('{'), line.rfind('}') + 1 - line.find('{'));
    out += line;
  }
  return out;
}

// A template's own text; nothing when there is no such file.
std::optional<std::string> ReadText(const std::string& directory, const std::string& name) {
  std::ifstream in(directory + "/" + name + ".mustache", std::ios::binary);
  if (!in) return std::nullopt;
  std::ostringstream text;
  text << in.rdbuf();
  return WithoutLoneLines(text.str());
}

// The text with {{> partial}} replaced by the component's text, to any depth. `open`: the components being
// written in place.
std::string WithPartials(const std::string& directory, const std::string& name, std::string_view text,
                         std::vector<std::string>& open) {
  std::string out;
  for (;;) {
    const std::size_t begin = text.find("{{");
    out += text.substr(0, begin);
    if (begin == std::string_view::npos) return out;
    text.remove_prefix(begin);
    const std::size_t end = text.find("}}");
    if (end == std::string_view::npos) Fault(name, "unclosed tag");
    std::string_view inside = text.substr(2, end - 2);
    while (inside.starts_with(' ')) inside.remove_prefix(1);
    while (inside.ends_with(' ')) inside.remove_suffix(1);
    if (inside.starts_with('=')) Fault(name, "delimiters may not be changed");
    if (!inside.starts_with('>')) {
      out += text.substr(0, end + 2);
    } else {
      inside.remove_prefix(1);
      while (inside.starts_with(' ')) inside.remove_prefix(1);
      const std::string partial(inside);
      const auto component = ReadText(directory, "components/" + partial + "/" + partial);
      if (!component) Fault(name, "unknown partial \"" + partial + "\"");
      if (std::find(open.begin(), open.end(), partial) != open.end())
        Fault(name, "partial \"" + partial + "\" contains itself");
      open.push_back(partial);
      out += WithPartials(directory, name, *component, open);
      open.pop_back();
    }
    text.remove_prefix(end + 2);
  }
}

}  // namespace

km::data ToData(const json::Value& value) {
  if (value.IsNull()) return km::data(false);
  if (value.IsBool()) return km::data(value.Bool());
  if (value.IsInt()) return km::data(std::to_string(value.Int()));
  if (value.IsNumber()) {
    char text[32];
    return km::data(std::string(text, std::to_chars(text, text + sizeof text, value.Number()).ptr));
  }
  if (value.IsString()) return value.String().empty() ? km::data(false) : km::data(value.String());
  if (value.IsArray()) {
    km::data list{km::data::type::list};
    for (const auto& item : value.Items()) list.push_back(ToData(item));
    return list;
  }
  km::data object{km::data::type::object};
  for (const auto& [key, member] : value.Members()) object[key] = ToData(member);
  return object;
}

std::vector<std::string> TemplateNames(const std::string& directory) {
  std::vector<std::string> out;
  for (const auto& file : std::filesystem::recursive_directory_iterator(directory))
    if (file.path().extension() == ".mustache")
      out.push_back(file.path().lexically_relative(directory).replace_extension().generic_string());
  return out;
}

Template::Template(const std::string& directory, std::string name)
    : directory_(directory), name_(std::move(name)) {
  Parse();
}

std::string Template::Render(const std::vector<const km::data*>& levels) const {
  Parsed parsed = Take();
  StrictContext context(name_, levels);
  std::ostringstream out;
  parsed->render(context, out);
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(parsed));
  return out.str();
}

Template::Parsed Template::Take() const {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      Parsed parsed = std::move(idle_.back());
      idle_.pop_back();
      return parsed;
    }
  }
  return Parse();
}

Template::Parsed Template::Parse() const {
  const auto text = ReadText(directory_, name_);
  if (!text) Fault(name_, "cannot be read");
  std::vector<std::string> open;
  auto parsed = std::make_unique<km::mustache>(WithPartials(directory_, name_, *text, open));
  if (!parsed->is_valid()) Fault(name_, parsed->error_message());
  parsed->set_custom_escape([](const std::string& words) { return EscapeHtml(words); });
  return parsed;
}

}  // namespace render

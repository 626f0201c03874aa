#include "lib/mail/letter.h"

#include <sstream>
#include <stdexcept>

namespace mail {
namespace {

json::Value Paragraphs(const std::string& text) {
  json::Value paragraphs = json::Array(), lines = json::Array();
  const auto end = [&] {
    if (!lines.Items().empty()) paragraphs.Push(json::Value::MakeObject({{"lines", lines}}));
    lines = json::Array();
  };
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    if (line.empty())
      end();
    else
      lines.Push(
          json::Value::MakeObject({{"text", line},
                                   {"link", line.starts_with("https://") || line.starts_with("http://")},
                                   {"first", lines.Items().empty()}}));
  }
  end();
  return paragraphs;
}

}  // namespace

Letter ReadLetter(const render::Pages& pages, std::string_view name, const json::Value& model) {
  const auto whole = pages.RenderPart("mail/" + std::string(name), model);
  const auto line = whole.find('\n');
  const auto start = whole.find_first_not_of('\n', line);
  const auto colon = whole.find(": ");
  if (start == std::string::npos || colon == std::string::npos || colon > line)
    throw std::runtime_error("templates/mail/" + std::string(name) +
                             ": the first line must be \"Objet : …\"");
  Letter letter{whole.substr(colon + 2, line - colon - 2), whole.substr(start), ""};
  letter.html = pages.RenderPart(
      "layouts/mail",
      json::Value::MakeObject({{"title", letter.subject}, {"paragraphs", Paragraphs(letter.text)}}));
  return letter;
}

}  // namespace mail

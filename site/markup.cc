#include "site/markup.h"

#include <algorithm>
#include <array>
#include <utility>

namespace site {
namespace {

bool IsSpace(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

std::string Lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : static_cast<char>(c);
  });
  return out;
}

std::string Decode(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, char>, 6> kEntities = {
      {{"&amp;", '&'}, {"&quot;", '"'}, {"&#39;", '\''}, {"&lt;", '<'}, {"&gt;", '>'}, {"&#x2F;", '/'}}};
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto* found = std::find_if(kEntities.begin(), kEntities.end(),
                                     [&](const auto& e) { return text.substr(i).starts_with(e.first); });
    out += found == kEntities.end() ? text[i] : found->second;
    if (found != kEntities.end()) i += found->first.size() - 1;
  }
  return out;
}

// One attribute of the tag that begins at `at`; moves `at` behind it.
void TakeAttribute(std::string_view tag, std::size_t& at, Element& element) {
  const std::size_t begin = at;
  while (at < tag.size() && !IsSpace(tag[at]) && tag[at] != '=' && tag[at] != '/') ++at;
  const std::string name = Lower(tag.substr(begin, at - begin));
  std::string_view value;
  if (at < tag.size() && tag[at] == '=') {
    const char quote = at + 1 < tag.size() ? tag[at + 1] : ' ';
    const bool quoted = quote == '"' || quote == '\'';
    const std::size_t from = at + (quoted ? 2 : 1);
    std::size_t to = quoted ? tag.find(quote, from) : tag.find_first_of(" \n\t", from);
    if (to == std::string_view::npos) to = tag.size();
    value = tag.substr(std::min(from, tag.size()), to - std::min(from, to));
    at = to + (quoted ? 1 : 0);
  } else if (begin == at) {
    ++at;
    return;
  }
  element.attributes.emplace_back(name, Decode(value));
}

Element ReadTag(std::string_view tag) {
  Element element;
  std::size_t at = 0;
  while (at < tag.size() && !IsSpace(tag[at]) && tag[at] != '/') ++at;
  element.name = Lower(tag.substr(0, at));
  while (at < tag.size()) {
    if (IsSpace(tag[at]) || tag[at] == '/')
      ++at;
    else
      TakeAttribute(tag, at, element);
  }
  return element;
}

// The ">" that closes a tag: not one inside a quoted value.
std::size_t TagEnd(std::string_view html, std::size_t at) {
  char quote = 0;
  for (; at < html.size(); ++at) {
    if (quote ? html[at] == quote : (html[at] == '"' || html[at] == '\''))
      quote = quote ? '\0' : html[at];
    else if (!quote && html[at] == '>')
      return at;
  }
  return html.size();
}

constexpr std::string_view kInline = " a abbr b br code em i mark q small span strong sub sup time ";
constexpr std::string_view kLeftOut = " h1 form nav ";

bool IsAmong(std::string_view list, const std::string& name) {
  return list.find(" " + name + " ") != std::string_view::npos;
}

// Adds text to a line whose white space counts once.
void AddText(std::string& line, std::string_view text) {
  for (const char c : text)
    if (!IsSpace(c))
      line += c;
    else if (!line.empty() && line.back() != ' ')
      line += ' ';
}

}  // namespace

const std::string* Element::Get(std::string_view attribute) const {
  for (const auto& [key, value] : attributes)
    if (key == attribute) return &value;
  return nullptr;
}

std::string Element::Text(std::string_view attribute) const {
  const auto* value = Get(attribute);
  return value ? *value : "";
}

std::vector<Element> ReadElements(std::string_view html) {
  std::vector<Element> out;
  std::size_t at = 0;
  while ((at = html.find('<', at)) != std::string_view::npos) {
    if (html.substr(at).starts_with("<!--")) {
      at = std::min(html.size(), html.find("-->", at));
      continue;
    }
    const std::size_t end = TagEnd(html, at + 1);
    const bool opens = at + 1 < html.size() && ((html[at + 1] | 32) >= 'a' && (html[at + 1] | 32) <= 'z');
    if (opens) {
      out.push_back(ReadTag(html.substr(at + 1, end - at - 1)));
      const std::size_t next = std::min(html.size(), html.find('<', end));
      if (end < html.size()) out.back().text = Decode(html.substr(end + 1, next - end - 1));
    }
    at = end;
  }
  return out;
}

std::vector<Block> MainBlocks(std::string_view html) {
  const auto begin = std::min(html.size(), html.find("<main"));
  const auto main = html.substr(begin, html.find("</main>", begin) - begin);
  std::vector<Block> blocks;
  std::string line;
  int left_out = 0;
  for (std::size_t at = 0; at < main.size();) {
    const auto open = std::min(main.size(), main.find('<', at));
    if (left_out == 0) AddText(line, Decode(main.substr(at, open - at)));
    const auto close = TagEnd(main, open);
    const bool ends = main.substr(open).starts_with("</");
    const auto name =
        ReadTag(main.substr(std::min(main.size(), open + 1 + ends), close - open - 1 - ends)).name;
    if (IsAmong(kLeftOut, name)) left_out += ends ? -1 : 1;
    if (name == "br") AddText(line, " ");
    if (!IsAmong(kInline, name)) {
      if (line.ends_with(' ')) line.pop_back();
      if (!line.empty()) blocks.push_back({ends ? name : "", std::exchange(line, {})});
    }
    at = close + 1;
  }
  return blocks;
}

std::string MainText(std::string_view html) {
  std::string line;
  for (const auto& [name, text] : MainBlocks(html))
    line.append(text).append(name == "h2" || name == "h3" || name == "dt" ? " – " : " ");
  return line;
}

}  // namespace site

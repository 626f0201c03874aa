#include "functions/kit/design.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "lib/json/value.h"

namespace kit {
namespace {

std::string ReadText(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  if (!(out << in.rdbuf())) throw std::runtime_error("cannot read " + file);
  return out.str();
}

double NumberOr(const json::Value& item, std::string_view key, double otherwise) {
  return item.Has(key) ? item[key].Number() : otherwise;
}

class Reader {
 public:
  Reader(const std::string& folder, const document::Words& words, const std::optional<document::Image>& logo)
      : folder_(folder), words_(words), logo_(logo) {}

  // None when what the item shows is left out.
  std::optional<document::SheetItem> Item(const json::Value& item) const {
    const auto& place = item["at"].Items();
    if (place.size() != 4) throw std::runtime_error("design: at has four numbers");
    const document::Spot at{place[0].Number(), place[1].Number(), place[2].Number(), place[3].Number()};
    if (item.Has("fill")) return document::SheetFill{at, item.Text("fill")};
    if (item.Has("drawing"))
      return document::SheetDrawing{at,
                                    document::ReadDrawing(ReadText(folder_ + "/" + item.Text("drawing")))};
    if (item.Has("qr")) return document::SheetQr{at, Plain(item.Text("qr")), Plain(item.Text("alternative"))};
    if (item.Has("logo")) {
      if (!logo_) return std::nullopt;
      return document::SheetImage{at, *logo_, Plain(item.Text("logo"))};
    }
    return Texts(item, at);
  }

  std::string Plain(std::string_view line) const {
    std::string out;
    if (const auto text = document::ReadLine(line, words_))
      for (const auto& span : text->spans) out += span.text;
    return out;
  }

 private:
  std::optional<document::SheetItem> Texts(const json::Value& item, const document::Spot& at) const {
    document::SheetTexts out{.at = at, .texts = {}};
    out.least = NumberOr(item, "least", out.least);
    out.middle = item.Text("middle") == "true";
    for (const auto& each : item["texts"].Items()) Add(each, out.texts);
    if (out.texts.empty()) return std::nullopt;
    return out;
  }

  // One text, or the items of a list.
  void Add(const json::Value& each, std::vector<document::SheetText>& texts) const {
    using Kind = document::SheetText::Kind;
    document::SheetText text;
    text.size_pt = NumberOr(each, "size", text.size_pt);
    text.leading = NumberOr(each, "leading", text.leading);
    text.above_mm = NumberOr(each, "above", text.above_mm);
    text.weight = static_cast<int>(NumberOr(each, "weight", text.weight));
    text.colour = each.Text("colour", text.colour);
    for (const auto& [key, kind] :
         {std::pair{"h1", Kind::kTitle}, {"h2", Kind::kHeading}, {"p", Kind::kText}})
      if (each.Has(key)) {
        text.kind = kind;
        const auto line = Line(each.Text(key));
        if (line) texts.emplace_back(text).text = *line;
        return;
      }
    const bool steps = each.Has("steps");
    if (!steps && !each.Has("list")) throw std::runtime_error("design: a text is h1, h2, p, list or steps");
    text.kind = Kind::kItem;
    for (const auto& item : each[steps ? "steps" : "list"].Items())
      for (const auto& line : Lines(item.String())) {
        if (steps) ++text.number;
        texts.emplace_back(text).text = line;
      }
  }

  // The values of a word that stands alone; null for any other line.
  const std::vector<std::string>* Alone(const std::string& line) const {
    const bool alone = line.starts_with('{') && line.find('}') == line.size() - 1;
    const auto found = alone ? words_.find(line.substr(1, line.size() - 2)) : words_.end();
    return found == words_.end() ? nullptr : &found->second;
  }

  std::vector<document::Text> Lines(const std::string& item) const {
    if (const auto* values = Alone(item)) return {values->begin(), values->end()};
    const auto line = document::ReadLine(item, words_);
    return line ? std::vector{*line} : std::vector<document::Text>{};
  }

  std::optional<document::Text> Line(const std::string& line) const {
    const auto* values = Alone(line);
    if (!values) return document::ReadLine(line, words_);
    std::string all;
    for (const auto& value : *values) all += (all.empty() ? "" : "\n") + value;
    return all.empty() ? std::nullopt : std::optional<document::Text>(all);
  }

  const std::string& folder_;
  const document::Words& words_;
  const std::optional<document::Image>& logo_;
};

// `before`: the text above it in the same place, if any.
void Put(const document::SheetText& text, const document::SheetText* before,
         std::vector<document::Block>& blocks) {
  using Kind = document::SheetText::Kind;
  if (text.kind == Kind::kText) {
    blocks.push_back(document::Paragraph{text.text});
  } else if (text.kind != Kind::kItem) {
    blocks.push_back(document::Heading{2, text.text});
  } else {
    if (!before || before->kind != Kind::kItem) blocks.push_back(document::List{{}, text.number > 0});
    std::get<document::List>(blocks.back()).items.push_back(text.text);
  }
}

}  // namespace

document::Sheet ReadDesign(const std::string& folder, const std::string& name, const document::Words& words,
                           const std::optional<document::Image>& logo) {
  const json::Value design = json::ReadFile(folder + "/" + name + ".json");
  const Reader reader(folder, words, logo);
  document::Sheet sheet;
  sheet.title = reader.Plain(design.Text("title"));
  sheet.subject = reader.Plain(design.Text("subject"));
  sheet.width_mm = design["size"].Items().at(0).Number();
  sheet.height_mm = design["size"].Items().at(1).Number();
  for (const auto& page : design["pages"].Items()) {
    auto& items = sheet.pages.emplace_back();
    for (const auto& one : page.Items())
      if (auto item = reader.Item(one)) items.push_back(std::move(*item));
  }
  return sheet;
}

std::vector<document::Block> BlocksOf(const document::Sheet& sheet) {
  std::vector<document::Block> blocks;
  for (const auto& page : sheet.pages)
    for (const auto& item : page) {
      if (const auto* code = std::get_if<document::SheetQr>(&item))
        blocks.push_back(document::QrBlock{code->content, code->alternative, {}});
      const auto* texts = std::get_if<document::SheetTexts>(&item);
      if (!texts) continue;
      const document::SheetText* before = nullptr;
      for (const auto& text : texts->texts) {
        Put(text, before, blocks);
        before = &text;
      }
    }
  return blocks;
}

}  // namespace kit

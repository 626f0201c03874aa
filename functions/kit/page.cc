#include "functions/kit/page.h"

#include <stdexcept>

#include "lib/document/qr.h"

namespace kit {
namespace {

// {spans: [{text, strong, emphasis, link, br}]}; br: a line begins with it.
json::Value Spans(const document::Text& text) {
  json::Value spans = json::Array();
  for (const auto& span : text.spans) {
    std::string rest = span.text;
    for (bool first = true; first || !rest.empty(); first = false) {
      const auto end = rest.find('\n');
      spans.Push(json::Value::MakeObject({{"text", rest.substr(0, end)},
                                          {"strong", span.strong},
                                          {"emphasis", span.emphasis},
                                          {"link", span.link},
                                          {"br", !first}}));
      if (end == std::string::npos) break;
      rest.erase(0, end + 1);
    }
  }
  return json::Value::MakeObject({{"spans", std::move(spans)}});
}

json::Value SpansOfEach(const std::vector<document::Text>& texts) {
  json::Value out = json::Array();
  for (const auto& text : texts) out.Push(Spans(text));
  return out;
}

struct Model {
  json::Value& blocks;
  int tables = 0;

  void Put(std::string_view kind, json::Value value) {
    json::Value block = json::Object();
    for (const char* each : {"h2", "h3", "p", "notice", "list", "table", "qr"}) block.Set(each, false);
    blocks.Push(std::move(block.Set(kind, std::move(value))));
  }
  void operator()(const document::Heading& heading) {
    Put(heading.level == 2 ? "h2" : "h3", Spans(heading.text));
  }
  void operator()(const document::Paragraph& paragraph) {
    Put(paragraph.look == document::Paragraph::Look::kNotice ? "notice" : "p", Spans(paragraph.text));
  }
  void operator()(const document::List& list) {
    Put("list", json::Value::MakeObject({{"numbered", list.numbered}, {"items", SpansOfEach(list.items)}}));
  }
  void operator()(const document::Table& table) {
    json::Value columns = json::Array(), rows = json::Array();
    for (const auto& column : table.columns) columns.Push(column.title);
    for (const auto& row : table.rows)
      rows.Push(json::Value::MakeObject(
          {{"first", Spans(row[0])}, {"others", SpansOfEach({row.begin() + 1, row.end()})}}));
    Put("table", json::Value::MakeObject(
                     {{"number", ++tables}, {"columns", std::move(columns)}, {"rows", std::move(rows)}}));
  }
  void operator()(const document::QrBlock& block) {
    Put("qr", json::Value::MakeObject(
                  {{"href", document::QrDataUri(block.content)}, {"alternative", block.alternative}}));
    if (!block.beside.spans.empty()) Put("p", Spans(block.beside));
  }
  [[noreturn]] static void Refuse() { throw std::invalid_argument("kit: a block that no page shows"); }
  void operator()(const document::Definitions&) { Refuse(); }
  void operator()(const document::Picture&) { Refuse(); }
  void operator()(const document::Signatures&) { Refuse(); }
  void operator()(const document::PageBreak&) {}
};

}  // namespace

json::Value BlocksModel(const std::vector<document::Block>& blocks) {
  json::Value out = json::Array();
  Model model{out};
  for (const auto& block : blocks) std::visit(model, block);
  return out;
}

}  // namespace kit

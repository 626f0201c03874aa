#include "functions/record/sheet.h"

#include "lib/core/sentence.h"

namespace record {
namespace {

using Look = document::Paragraph::Look;

// The sentences of the catalogue, with what they speak of in the place of %n, %p, %d.
class Words {
 public:
  Words(const render::Pages& pages, const Content& content) : pages_(pages), content_(content) {}
  std::string operator()(const std::string& key) const {
    const auto& by = content_.signed_as;
    return core::Filled(
        pages_.Message("record." + key),
        {{"%n", content_.number}, {"%p", by ? by->name : ""}, {"%d", by ? core::FrenchDay(by->on) : ""}});
  }

 private:
  const render::Pages& pages_;
  const Content& content_;
};

document::Definitions About(const scheme::Scheme& scheme, const Words& words, const Content& content) {
  return {{{words("number"), content.number},
           {words("received_on"), core::FrenchDay(content.received_on)},
           {words("collectivite"), content.collectivite},
           {words("scheme"), scheme.Name()},
           {words("operator"), scheme.Operator()}}};
}

document::Definitions Facts(const json::Value& rows) {
  document::Definitions facts;
  for (const auto& row : rows.Items()) facts.rows.push_back({row.Text("label"), row.Text("value")});
  return facts;
}

void AddSignature(document::PdfDocument& sheet, const Words& words, const report::SignedRecord& by) {
  auto& blocks = sheet.blocks;
  blocks.push_back(document::Heading{2, words("signature")});
  if (!by.IsIntact()) blocks.push_back(document::Paragraph{words("altered"), Look::kNotice});
  blocks.push_back(document::Signatures{{{words("signer"), words("signed"), 0}}});
  blocks.push_back(document::Definitions{
      {{words("sha256"), document::Text{{document::Span{.text = by.sha256, .fixed = true}}}}}});
  blocks.push_back(document::Heading{2, words("meaning")});
  for (const char* key : {"meaning.signature", "meaning.sha256", "meaning.seal"})
    blocks.push_back(document::Paragraph{words(key)});
}

}  // namespace

document::PdfDocument Sheet(const scheme::Scheme& scheme, const render::Pages& pages,
                            const Content& content) {
  const Words words(pages, content);
  const auto& by = content.signed_as;
  const std::string kind = by ? "record" : scheme.ActNamed("sign_record") ? "draft" : "copy";
  document::PdfDocument sheet;
  sheet.title = words("title." + kind);
  sheet.subject = words("subject");
  sheet.author = scheme.Operator();
  sheet.date = by ? by->on : content.received_on;
  sheet.letterhead = scheme.Operator() + "\n" + scheme.Name();
  sheet.running_head = sheet.title + words("running");
  sheet.footer = words("confidential");
  sheet.page_label = words("page");
  auto& blocks = sheet.blocks;
  blocks.push_back(document::Paragraph{words("lead." + kind), by ? Look::kLead : Look::kNotice});
  blocks.push_back(About(scheme, words, content));
  blocks.push_back(document::Heading{2, words("facts")});
  blocks.push_back(document::Paragraph{words("facts.lead"), Look::kSmall});
  blocks.push_back(Facts(by ? by->record.rows : content.now.rows));
  if (by) AddSignature(sheet, words, *by);
  return sheet;
}

}  // namespace record

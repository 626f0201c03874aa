#include "lib/document/pdf_finish.h"

#include <utility>

#include "lib/document/pdf_tree.h"

namespace document {
namespace {

// Puts everything between the marked contents of a page between /Artifact BMC and EMC, and counts the marked
// contents.
class Artifacts : public QPDFObjectHandle::TokenFilter {
 public:
  void handleToken(const QPDFTokenizer::Token& token) override {
    held_ += token.getRawValue();
    if (token.getType() == QPDFTokenizer::tt_name && token.getValue() == "/MCID") marked_ = true;
    if (token.getType() != QPDFTokenizer::tt_word) return;  // an operand: its operator follows
    const std::string& word = token.getValue();
    const bool begins = word == "BDC" || word == "BMC";
    if (begins && marked_ && depth_ == 0) {
      Flush();
      write(std::exchange(held_, {}) + "\n");
      depth_ = 1;
      ++count;
    } else if (depth_ > 0) {
      depth_ += begins ? 1 : word == "EMC" ? -1 : 0;
      write(std::exchange(held_, {}));
      if (depth_ == 0) write("\n");
    } else {
      between_ += std::exchange(held_, {});
    }
    marked_ = false;
  }
  void handleEOF() override {
    between_ += std::exchange(held_, {});
    Flush();
  }
  int count = 0;

 private:
  void Flush() {
    if (between_.find_first_not_of(" \r\n\t") != std::string::npos)
      write("/Artifact BMC\n" + between_ + "\nEMC\n");
    between_.clear();
  }
  std::string held_;     // operands whose operator has not come
  std::string between_;  // operators outside of every mark
  int depth_ = 0;
  bool marked_ = false;
};

int MarkArtifacts(QPDF& pdf, QPDFPageObjectHelper page) {
  Artifacts filter;
  Pl_Buffer out("page");
  page.filterContents(&filter, &out);
  const std::shared_ptr<Buffer> bytes(out.getBufferSharedPointer());
  page.getObjectHandle().replaceKey("/Contents", pdf.newStream(bytes));
  return filter.count;
}

// What remains when the sheet is trimmed (ISO 32000-1, 14.11.2); a screen and an office printer show that
// too.
void SetBoxes(QPDFObjectHandle page, double bleed) {
  const auto all = page.getKey("/MediaBox").getArrayAsRectangle();
  const QPDFObjectHandle trimmed = QPDFObjectHandle::newFromRectangle(
      {all.llx + bleed, all.lly + bleed, all.urx - bleed, all.ury - bleed});
  page.replaceKey("/BleedBox", QPDFObjectHandle::newFromRectangle(all));
  page.replaceKey("/TrimBox", trimmed);
  page.replaceKey("/CropBox", trimmed);
}

void Describe(QPDF& pdf, const Metadata& metadata) {
  QPDFObjectHandle catalog = pdf.getRoot(), packet = pdf.newStream(metadata.Xmp());
  packet.getDict().replaceKey("/Type", QPDFObjectHandle::newName("/Metadata"));
  packet.getDict().replaceKey("/Subtype", QPDFObjectHandle::newName("/XML"));
  catalog.replaceKey("/Metadata", packet);
  catalog.replaceKey("/Lang", QPDFObjectHandle::newUnicodeString(metadata.language));
  catalog.replaceKey("/ViewerPreferences", QPDFObjectHandle::parse("<< /DisplayDocTitle true >>"));
}

std::string Write(QPDF& pdf) {
  QPDFWriter writer(pdf);
  writer.setOutputMemory();
  writer.setMinimumPDFVersion("1.7");
  writer.setDeterministicID(true);
  writer.setObjectStreamMode(qpdf_o_generate);
  writer.write();
  const std::shared_ptr<Buffer> bytes = writer.getBufferSharedPointer();
  return {reinterpret_cast<const char*>(bytes->getBuffer()), bytes->getSize()};
}

}  // namespace

std::string FinishPdf(const std::string& drawn, const Node& root, const Metadata& metadata, double bleed) {
  QPDF pdf;
  pdf.setSuppressWarnings(true);
  pdf.processMemoryFile("drawn", drawn.data(), drawn.size());
  std::vector<QPDFPageObjectHelper> pages = QPDFPageDocumentHelper(pdf).getAllPages();
  StructureWriter tree(pdf);
  for (QPDFPageObjectHelper& page : pages) {
    tree.AddPage(page.getObjectHandle(), MarkArtifacts(pdf, page));
    if (bleed > 0) SetBoxes(page.getObjectHandle(), bleed);
  }
  tree.Write(root);
  Describe(pdf, metadata);
  return Write(pdf);
}

}  // namespace document

#include "lib/document/pdf_audit.h"

#include <map>
#include <set>

#include "lib/document/pdf_qpdf.h"

namespace document {
namespace {

using Object = QPDFObjectHandle;

std::string Name(Object object) { return object.isName() ? object.getName() : ""; }
std::string Words(Object object) { return object.isString() ? object.getUTF8Value() : ""; }

std::vector<Object> Kids(Object element) {
  Object kids = element.getKey("/K");
  if (kids.isNull()) return {};
  return kids.isArray() ? kids.getArrayAsVector() : std::vector<Object>{kids};
}

// The marked contents of one page, and what is painted outside of them.
class ContentCheck : public Object::ParserCallbacks {
 public:
  void handleObject(Object object) override {
    if (!object.isOperator()) {
      operands_.push_back(object);
      return;
    }
    static const std::set<std::string> kPaints{"S",  "s",  "f",  "F",  "f*", "B",  "B*", "b",
                                               "b*", "sh", "Tj", "TJ", "'",  "\"", "Do", "BI"};
    const std::string word = object.getOperatorValue();
    if (word == "BT" || word == "ET") in_text_ = word == "BT";
    if (word == "BDC" || word == "BMC") Open(word == "BDC");
    if (word == "EMC") Close();
    if (kPaints.contains(word) && opened_in_text_.empty())
      faults.emplace_back("something is painted outside of every mark: " + word);
    operands_.clear();
  }
  void handleEOF() override {
    if (!opened_in_text_.empty()) faults.emplace_back("a mark is not closed");
  }
  std::vector<std::string> faults;
  std::vector<long long> ids;

 private:
  void Open(bool properties) {
    opened_in_text_.push_back(in_text_);
    if (!properties || operands_.empty() || !operands_.back().isDictionary()) return;
    Object id = operands_.back().getKey("/MCID");
    if (!id.isInteger()) return;
    if (opened_in_text_.size() > 1) faults.emplace_back("a mark of the structure stands within another");
    ids.push_back(id.getIntValue());
  }
  void Close() {
    if (opened_in_text_.empty()) {
      faults.emplace_back("a mark is closed twice");
      return;
    }
    if (opened_in_text_.back() != in_text_) faults.emplace_back("a mark and a text object overlap");
    opened_in_text_.pop_back();
  }
  std::vector<Object> operands_;
  std::vector<bool> opened_in_text_;
  bool in_text_ = false;
};

class Audit {
 public:
  explicit Audit(QPDF& pdf) : pdf_(pdf), root_(pdf.getRoot()), tree_(root_.getKey("/StructTreeRoot")) {}

  std::vector<std::string> Run() {
    Catalog();
    if (!tree_.isDictionary()) return faults_;
    Object numbers = tree_.getKey("/ParentTree").getKey("/Nums");
    for (int i = 0; i + 1 < numbers.getArrayNItems(); i += 2)
      parents_.emplace(numbers.getArrayItem(i).getIntValue(), numbers.getArrayItem(i + 1));
    for (Object& kid : Kids(tree_)) Element(kid, tree_);
    if (headings_.empty() || headings_[0] != 1) Fault("the first heading is no H1");
    for (std::size_t i = 1; i < headings_.size(); ++i)
      if (headings_[i] > headings_[i - 1] + 1) Fault("a level of headings is left out");
    int number = 0;
    for (QPDFPageObjectHelper& page : QPDFPageDocumentHelper(pdf_).getAllPages()) Page(page, ++number);
    return faults_;
  }

 private:
  void Fault(const std::string& text) { faults_.push_back(text); }

  void Catalog() {
    if (!root_.getKey("/MarkInfo").isDictionary() || !root_.getKey("/MarkInfo").getKey("/Marked").isBool())
      Fault("not marked as tagged");
    if (!tree_.isDictionary()) Fault("no structure tree");
    if (Words(root_.getKey("/Lang")).empty()) Fault("no language");
    Object viewer = root_.getKey("/ViewerPreferences");
    if (!viewer.isDictionary() || !viewer.getKey("/DisplayDocTitle").isBool() ||
        !viewer.getKey("/DisplayDocTitle").getBoolValue())
      Fault("the title is not shown");
    if (Words(pdf_.getTrailer().getKey("/Info").getKey("/Title")).empty()) Fault("no title");
    std::string metadata;
    if (root_.getKey("/Metadata").isStream()) {
      const auto bytes = root_.getKey("/Metadata").getStreamData();
      metadata.assign(reinterpret_cast<const char*>(bytes->getBuffer()), bytes->getSize());
    }
    for (const char* part : {"<pdfuaid:part>1</pdfuaid:part>", "<dc:title>"})
      if (metadata.find(part) == std::string::npos) Fault(std::string("the metadata lack ") + part);
  }

  void Element(Object element, Object parent) {
    const std::string type = Name(element.getKey("/S"));
    if (element.getKey("/P").getObjGen() != parent.getObjGen()) Fault(type + " has another parent");
    if (type == "/Figure" && Words(element.getKey("/Alt")).empty()) Fault("a figure has no alternative text");
    if (type == "/TH" &&
        Name(element.getKey("/A").isDictionary() ? element.getKey("/A").getKey("/Scope") : Object::newNull())
            .empty())
      Fault("a header cell has no scope");
    if (type.size() == 3 && type[1] == 'H' && type[2] >= '1' && type[2] <= '6')
      headings_.push_back(type[2] - '0');
    std::size_t cells = 0;
    for (Object& kid : Kids(element)) {
      const std::string kind = Name(kid.isDictionary() ? kid.getKey("/S") : Object::newNull());
      if (kind.empty()) continue;
      CheckNesting(type, kind);
      cells += type == "/TR";
      Element(kid, element);
    }
    if (type == "/Table") columns_ = 0;
    if (type == "/TR" && columns_ == 0) columns_ = cells;
    if (type == "/TR" && columns_ != cells) Fault("the rows of a table differ in length");
  }

  void CheckNesting(const std::string& parent, const std::string& kid) {
    static const std::set<std::string> kAllowed{
        "/L>/LI",        "/LI>/Lbl",   "/LI>/LBody", "/Table>/Caption", "/Table>/THead",
        "/Table>/TBody", "/THead>/TR", "/TBody>/TR", "/TR>/TH",         "/TR>/TD"};
    static const std::set<std::string> kStrict{"/L", "/LI", "/Table", "/THead", "/TBody", "/TR"};
    static const std::set<std::string> kBound{"/LI",    "/Lbl", "/LBody", "/THead",
                                              "/TBody", "/TR",  "/TH",    "/TD"};
    if ((kStrict.contains(parent) || kBound.contains(kid)) && !kAllowed.contains(parent + ">" + kid))
      Fault(kid + " stands in " + parent);
  }

  Object ParentOf(Object key) const {
    const auto found = key.isInteger() ? parents_.find(key.getIntValue()) : parents_.end();
    return found == parents_.end() ? Object::newNull() : found->second;
  }

  void Page(QPDFPageObjectHelper& page, int number) {
    const std::string where = "page " + std::to_string(number) + ": ";
    Object object = page.getObjectHandle();
    ContentCheck content;
    page.parseContents(&content);
    for (const std::string& fault : content.faults) Fault(where + fault);
    Object owners = ParentOf(object.getKey("/StructParents"));
    std::set<long long> seen;
    for (const long long id : content.ids) {
      if (!seen.insert(id).second) Fault(where + "two marks have one number");
      if (!owners.isArray() || id >= owners.getArrayNItems() ||
          !owners.getArrayItem(static_cast<int>(id)).isDictionary())
        Fault(where + "a mark is unknown to the structure");
    }
    Fonts(object.getKey("/Resources").getKey("/Font"), where);
    for (QPDFAnnotationObjectHelper& note : page.getAnnotations())
      Link(object, note.getObjectHandle(), where);
  }

  void Fonts(Object fonts, const std::string& where) {
    if (!fonts.isDictionary()) return;
    for (const std::string& key : fonts.getKeys()) {
      Object font = fonts.getKey(key);
      if (!font.hasKey("/ToUnicode")) Fault(where + "a font does not say its characters");
      Object inner =
          Name(font.getKey("/Subtype")) == "/Type0" ? font.getKey("/DescendantFonts").getArrayItem(0) : font;
      Object details = inner.getKey("/FontDescriptor");
      if (!details.isDictionary() ||
          !(details.hasKey("/FontFile") || details.hasKey("/FontFile2") || details.hasKey("/FontFile3")))
        Fault(where + "a font is not embedded");
    }
  }

  void Link(Object page, Object note, const std::string& where) {
    if (Name(page.getKey("/Tabs")) != "/S") Fault(where + "the tabulator does not follow the structure");
    if (Words(note.getKey("/Contents")).empty()) Fault(where + "a link has no description");
    Object element = ParentOf(note.getKey("/StructParent"));
    bool known = false;
    if (element.isDictionary() && Name(element.getKey("/S")) == "/Link")
      for (Object& kid : Kids(element))
        known = known || (kid.isDictionary() && kid.getKey("/Obj").getObjGen() == note.getObjGen());
    if (!known) Fault(where + "a link is unknown to the structure");
  }

  QPDF& pdf_;
  Object root_, tree_;
  std::map<long long, Object> parents_;
  std::vector<int> headings_;
  std::size_t columns_ = 0;  // of the table at hand; 0: not known yet
  std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> AuditPdf(std::string_view pdf) {
  QPDF document;
  document.setSuppressWarnings(true);
  document.processMemoryFile("audited", pdf.data(), pdf.size());
  std::vector<std::string> faults = Audit(document).Run();
  for (const QPDFExc& warning : document.getWarnings()) faults.emplace_back(warning.what());
  return faults;
}

}  // namespace document

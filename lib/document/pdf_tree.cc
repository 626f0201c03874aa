#include "lib/document/pdf_tree.h"

#include <algorithm>
#include <map>
#include <stdexcept>

namespace document {
namespace {

using Object = QPDFObjectHandle;

Object Real(double value) { return Object::newReal(value, 2); }

// From the top left corner of the page to PDF's bottom left one.
Object Rectangle(const Area& area, double height) {
  return Object::newArray(
      {Real(area.x), Real(height - area.y - area.height), Real(area.x + area.width), Real(height - area.y)});
}

void AddCorners(Object quads, const Area& area, double height) {
  for (const double y : {height - area.y, height - area.y - area.height})
    for (const double x : {area.x, area.x + area.width}) {
      quads.appendItem(Real(x));
      quads.appendItem(Real(y));
    }
}

Area Around(const std::vector<Area>& areas) {
  Area all = areas.front();
  for (const Area& area : areas) {
    const double right = std::max(all.x + all.width, area.x + area.width);
    const double bottom = std::max(all.y + all.height, area.y + area.height);
    all.x = std::min(all.x, area.x);
    all.y = std::min(all.y, area.y);
    all.width = right - all.x;
    all.height = bottom - all.y;
  }
  return all;
}

// A cell or a part of a list must be there even when it is empty; of the rest, an empty element says nothing.
bool MayBeEmpty(const Node& node) {
  return node.type == "TD" || node.type == "TH" || node.type == "LBody" || node.type == "Lbl" ||
         node.type == "Document";
}

}  // namespace

void StructureWriter::AddPage(Object page, int marks) {
  const auto box = page.getKey("/MediaBox").getArrayAsRectangle();
  page.replaceKey("/StructParents", Object::newInteger(static_cast<long long>(pages_.size())));
  page.replaceKey("/Tabs", Object::newName("/S"));
  pages_.push_back(
      {page, box.ury, std::vector<Object>(static_cast<std::size_t>(marks), Object::newNull()), {}});
}

Object StructureWriter::Reference(const Mark& mark, Object element) {
  Page& page = pages_.at(static_cast<std::size_t>(mark.page));
  Object& owner = page.elements.at(static_cast<std::size_t>(mark.number));
  if (!owner.isNull()) throw std::logic_error("PDF: a marked content has two elements");
  owner = element;
  Object reference = Object::parse("<< /Type /MCR >>");
  reference.replaceKey("/Pg", page.object);
  reference.replaceKey("/MCID", Object::newInteger(mark.number));
  return reference;
}

// One annotation on every page where the link stands.
void StructureWriter::AddLinks(const Node& node, Object element, std::vector<Object>& kids) {
  std::map<int, std::vector<Area>> by_page;
  for (const Area& area : node.areas) by_page[area.page].push_back(area);
  for (const auto& [number, areas] : by_page) {
    Page& page = pages_.at(static_cast<std::size_t>(number));
    Object note = pdf_.makeIndirectObject(
        Object::parse("<< /Type /Annot /Subtype /Link /Border [0 0 0] /F 4 /A << /S /URI >> >>"));
    note.replaceKey("/Rect", Rectangle(Around(areas), page.height));
    Object quads = Object::newArray();
    for (const Area& area : areas) AddCorners(quads, area, page.height);
    note.replaceKey("/QuadPoints", quads);
    note.getKey("/A").replaceKey("/URI", Object::newString(node.link));
    note.replaceKey("/Contents", Object::newUnicodeString(node.link));
    note.replaceKey("/StructParent",
                    Object::newInteger(static_cast<long long>(pages_.size() + link_elements_.size())));
    link_elements_.push_back(element);
    page.links.push_back(note);
    Object reference = Object::parse("<< /Type /OBJR >>");
    reference.replaceKey("/Pg", page.object);
    reference.replaceKey("/Obj", note);
    kids.push_back(reference);
  }
}

Object StructureWriter::Element(const Node& node, Object parent) {
  Object element = pdf_.makeIndirectObject(Object::parse("<< /Type /StructElem >>"));
  element.replaceKey("/S", Object::newName("/" + node.type));
  element.replaceKey("/P", parent);
  std::vector<Object> kids;
  for (const auto& kid : node.kids) {
    if (const auto* mark = std::get_if<Mark>(&kid)) {
      kids.push_back(Reference(*mark, element));
    } else {
      const Node& child = *std::get<std::unique_ptr<Node>>(kid);
      if (!child.kids.empty() || MayBeEmpty(child)) kids.push_back(Element(child, element));
    }
  }
  if (!node.link.empty()) AddLinks(node, element, kids);
  if (!kids.empty()) element.replaceKey("/K", Object::newArray(kids));
  if (!node.actual.empty()) element.replaceKey("/ActualText", Object::newUnicodeString(node.actual));
  if (!node.attributes.empty()) element.replaceKey("/A", Object::parse(node.attributes));
  if (node.type == "Figure") {
    element.replaceKey("/Alt", Object::newUnicodeString(node.alternative));
    const Area& area = node.areas.at(0);
    Page& page = pages_.at(static_cast<std::size_t>(area.page));
    Object layout = Object::parse("<< /O /Layout /Placement /Block >>");
    layout.replaceKey("/BBox", Rectangle(area, page.height));
    element.replaceKey("/A", layout);
  }
  return element;
}

Object StructureWriter::ParentTree() {
  Object numbers = Object::newArray();
  long long key = 0;
  for (Page& page : pages_) {
    for (Object& element : page.elements)
      if (element.isNull()) throw std::logic_error("PDF: a marked content has no element");
    numbers.appendItem(Object::newInteger(key++));
    numbers.appendItem(pdf_.makeIndirectObject(Object::newArray(page.elements)));
  }
  for (const Object& element : link_elements_) {
    numbers.appendItem(Object::newInteger(key++));
    numbers.appendItem(element);
  }
  Object tree = Object::newDictionary();
  tree.replaceKey("/Nums", numbers);
  return pdf_.makeIndirectObject(tree);
}

void StructureWriter::Write(const Node& root) {
  Object top = pdf_.makeIndirectObject(Object::parse("<< /Type /StructTreeRoot >>"));
  top.replaceKey("/K", Object::newArray({Element(root, top)}));
  top.replaceKey("/ParentTree", ParentTree());
  top.replaceKey("/ParentTreeNextKey",
                 Object::newInteger(static_cast<long long>(pages_.size() + link_elements_.size())));
  for (Page& page : pages_)
    if (!page.links.empty()) page.object.replaceKey("/Annots", Object::newArray(page.links));
  pdf_.getRoot().replaceKey("/StructTreeRoot", top);
  pdf_.getRoot().replaceKey("/MarkInfo", Object::parse("<< /Marked true >>"));
}

}  // namespace document

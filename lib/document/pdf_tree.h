// A structure tree as PDF objects (ISO 32000-1, 14.7). Private to the second pass of the PDF printer.
#pragma once
#include <vector>

#include "lib/document/pdf_qpdf.h"
#include "lib/document/pdf_structure.h"

namespace document {

class StructureWriter {
 public:
  explicit StructureWriter(QPDF& pdf) : pdf_(pdf) {}
  // A page that has so many marked contents, numbered from 0. All pages first, in order.
  void AddPage(QPDFObjectHandle page, int marks);
  // Replaces the structure of the document. Throws std::logic_error when a marked content has no element or
  // two, or does not exist.
  void Write(const Node& root);

 private:
  struct Page {
    QPDFObjectHandle object;
    double height;
    std::vector<QPDFObjectHandle> elements;  // by marked content
    std::vector<QPDFObjectHandle> links;
  };
  QPDFObjectHandle Element(const Node& node, QPDFObjectHandle parent);
  QPDFObjectHandle Reference(const Mark& mark, QPDFObjectHandle element);
  void AddLinks(const Node& node, QPDFObjectHandle element, std::vector<QPDFObjectHandle>& kids);
  QPDFObjectHandle ParentTree();

  QPDF& pdf_;
  std::vector<Page> pages_;
  std::vector<QPDFObjectHandle>
      link_elements_;  // by annotation, in the order of their numbers in the parent tree
};

}  // namespace document

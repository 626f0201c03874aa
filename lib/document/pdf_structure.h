// What a PDF says, apart from where it is drawn: the structure tree. Private to the PDF printer.
#pragma once
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace document {

// On one page, in points from its top left corner.
struct Area {
  int page = 0;  // 0: the first
  double x = 0, y = 0, width = 0, height = 0;
};

// The number-th marked content of a page, both from 0.
struct Mark {
  int page = 0, number = 0;
};

struct Node {
  std::string type;         // H1, P, Table…: the names of ISO 32000-1, 14.8.4
  std::string alternative;  // of a Figure
  std::string actual;       // the characters that the content stands for, where it does not say them itself
  std::string attributes;   // as a PDF dictionary: the scope of a TH, the numbering of an L; may be empty
  std::string link;         // of a Link: its address
  std::vector<Area> areas;  // of a Figure (one) and of a Link (one per line)
  std::vector<std::variant<std::unique_ptr<Node>, Mark>> kids;

  explicit Node(std::string name) : type(std::move(name)) {}
  Node& Add(std::string name) {
    kids.emplace_back(std::make_unique<Node>(std::move(name)));
    return *std::get<std::unique_ptr<Node>>(kids.back());
  }
};

}  // namespace document

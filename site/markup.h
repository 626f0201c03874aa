// The elements of an HTML page, read in order: enough to check our own pages, not a browser.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace site {

struct Element {
  std::string name;
  std::vector<std::pair<std::string, std::string>>
      attributes;    // names in lower case, values with & and quotes decoded
  std::string text;  // what follows the tag, up to the next one
  const std::string* Get(std::string_view attribute) const;
  std::string Text(std::string_view attribute) const;
};

// Every opening tag. Comments and the document type are left out.
std::vector<Element> ReadElements(std::string_view html);

// What a person reads in the <main> of a page, one paragraph, heading or item after the other; without its
// h1, its forms and its tables of contents, which say nothing of their own. `name`: of the element that ended
// there, empty when another began inside.
struct Block {
  std::string name, text;
};
std::vector<Block> MainBlocks(std::string_view html);

// The same as one line of plain text.
std::string MainText(std::string_view html);

}  // namespace site

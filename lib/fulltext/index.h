// Full-text search over pages that are known beforehand: an index is made once, then only read.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace fulltext {

struct Page {
  std::string address, title, text;  // plain UTF-8 text
};

// The index of these pages, to be written as one file. The same pages give the same bytes.
std::string MakeIndex(const std::vector<Page>& pages);

struct Piece {
  std::string text;
  bool marked = false;  // a word that was looked for
};
struct Hit {
  std::string address, title;
  std::vector<Piece> extract;  // the passage where the words are, 300 characters at most
};
struct Found {
  std::vector<Hit> hits;
  bool has_words = true;  // false when nothing was typed that could be looked for: signs alone
  bool has_all = true;  // false when no page has every word: the hits have some of them, or of their families
};

// The pages that have every word of `typed`, in any form, with or without accents; when there is none, those
// that have one of them, or one of the same family (« anonymat », « anonyme »). The best first, `most` at
// most. The file is opened, read and closed. Throws store::Failure when it cannot be. Threads: any.
Found Find(const std::string& index_file, std::string_view typed, std::size_t most);

}  // namespace fulltext

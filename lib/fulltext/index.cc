#include "lib/fulltext/index.h"

#include <algorithm>

#include "lib/core/text.h"
#include "lib/fulltext/extract.h"
#include "lib/store/db.h"

namespace fulltext {
namespace {

constexpr std::size_t kMostWords = 12;  // of a question; the others are left out

// What the index holds of a text: the stems of its words.
std::string StemsOf(const Stemmer& stemmer, std::string_view text) {
  std::string out;
  for (const auto& [at, size] : WordsOf(text))
    for (const auto& stem : stemmer.Stems(text.substr(at, size))) out += stem + " ";
  return out;
}

// The words of a question, each as its stems; without the common ones, unless there are no others.
std::vector<std::vector<std::string>> Asked(const Stemmer& stemmer, std::string_view typed) {
  std::vector<std::vector<std::string>> all, telling;
  for (const auto& [at, size] : WordsOf(typed)) {
    const auto word = typed.substr(at, size);
    const auto stems = stemmer.Stems(word);
    if (!IsCommon(core::Fold(word)) && std::find(telling.begin(), telling.end(), stems) == telling.end())
      telling.push_back(stems);
    all.push_back(stems);
  }
  auto& asked = telling.empty() ? all : telling;
  if (asked.size() > kMostWords) asked.resize(kMostWords);
  return asked;
}

// ("harcel" OR "harcelement"), or ("harce"* OR …): stems are letters and figures, a quote cannot stand in
// one.
std::string AnyOf(const std::vector<std::string>& stems, bool families) {
  std::string out;
  for (const auto& stem : stems) {
    const auto family = families ? FamilyOf(stem) : std::string_view();
    out.append(out.empty() ? "(\"" : " OR \"").append(family.empty() ? stem : family);
    out.append(family.empty() ? "\"" : "\"*");
  }
  return out + ")";
}

std::string Expression(const std::vector<std::vector<std::string>>& asked, bool every_word) {
  std::string out;
  for (const auto& stems : asked)
    out += (out.empty() ? "" : every_word ? " AND " : " OR ") + AnyOf(stems, !every_word);
  return out;
}

std::vector<Hit> Hits(store::Db& db, const std::string& expression, const Marker& marker, std::size_t most) {
  // A word of the title counts as eight of the text.
  auto query = db.Prepare(
      "SELECT p.address, p.title, p.text FROM word JOIN page p ON p.id = word.rowid WHERE word MATCH ?1 "
      "ORDER BY bm25(word, 8.0, 1.0), p.id LIMIT ?2");
  query.Bind(expression, most);
  std::vector<Hit> hits;
  while (query.Step()) hits.push_back({query.Text(0), query.Text(1), marker.Extract(query.Text(2))});
  return hits;
}

}  // namespace

std::string MakeIndex(const std::vector<Page>& pages) {
  const Stemmer stemmer;
  auto db = store::Db::InMemory();
  db.Exec(
      "CREATE TABLE page(id INTEGER PRIMARY KEY, address TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT "
      "NULL);"
      "CREATE VIRTUAL TABLE word USING fts5(title, text, content='', tokenize='unicode61 remove_diacritics "
      "2')");
  for (const auto& page : pages) {
    db.Prepare("INSERT INTO page(address, title, text) VALUES (?1, ?2, ?3)")
        .Bind(page.address, page.title, page.text)
        .Run();
    db.Prepare("INSERT INTO word(rowid, title, text) VALUES (?1, ?2, ?3)")
        .Bind(db.LastId(), StemsOf(stemmer, page.title), StemsOf(stemmer, page.text))
        .Run();
  }
  db.Exec("INSERT INTO word(word) VALUES ('optimize'); VACUUM");
  return db.Bytes();
}

Found Find(const std::string& index_file, std::string_view typed, std::size_t most) {
  const Stemmer stemmer;
  const auto asked = Asked(stemmer, typed);
  if (asked.empty()) return {.hits = {}, .has_words = false};
  auto db = store::Db::OpenFrozen(index_file);
  Found found{.hits = Hits(db, Expression(asked, true), {stemmer, asked, false}, most)};
  if (!found.hits.empty()) return found;
  found.hits = Hits(db, Expression(asked, false), {stemmer, asked, true}, most);
  found.has_all = false;
  return found;
}

}  // namespace fulltext

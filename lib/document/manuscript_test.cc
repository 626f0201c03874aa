#include "lib/document/manuscript.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace document {
namespace {

const Words kWords{{"place", {"Commune d’**Essai** {x}"}},
                   {"none", {}},
                   {"two", {"Un", "Deux"}},
                   {"address", {"https://cdg.example/c/essai/"}},
                   {"local", {"http://localhost/"}}};

// A text with its marks written again: <strong>, /slanted/, [text|link].
std::string Shown(const Text& text) {
  std::string out;
  for (const auto& span : text.spans) {
    std::string words = span.text;
    if (span.strong) words = "<" + words + ">";
    if (span.emphasis) words = "/" + words + "/";
    if (!span.link.empty()) words = "[" + words + "|" + span.link + "]";
    out += words;
  }
  return out;
}

struct Told {
  std::string& out;
  void operator()(const Heading& b) {
    out += std::string(static_cast<std::size_t>(b.level), '#') + Shown(b.text);
  }
  void operator()(const Paragraph& b) {
    out += (b.look == Paragraph::Look::kNotice ? "! " : "P ") + Shown(b.text);
  }
  void operator()(const List& b) {
    out += b.numbered ? "OL" : "UL";
    for (const auto& item : b.items) out += " (" + Shown(item) + ")";
  }
  void operator()(const Table& b) {
    out += "T";
    for (const auto& column : b.columns)
      out += " " + column.title + "=" + std::to_string(static_cast<int>(column.share)) +
             (column.number ? ">" : "");
    for (const auto& row : b.rows)
      for (const auto& cell : row) out += " (" + Shown(cell) + ")";
  }
  void operator()(const QrBlock& b) {
    out += "QR " + b.content + " " + b.alternative + " " + Shown(b.beside);
  }
  template <class Other>
  void operator()(const Other&) {
    out += "?";
  }
};

std::string Read(const std::string& text) {
  std::string out;
  for (const auto& block : ReadManuscript(text, kWords).blocks) {
    std::visit(Told{out}, block);
    out += "\n";
  }
  return out;
}

TEST(Manuscript, ReadsEveryKindOfBlock) {
  EXPECT_EQ(Read("---\ntitle: Essai : {place}\n---\n## Un\n\nDeux **lignes**\nd’un *texte*.\\\nFin\n\n> À "
                 "noter\n> ici\n\n"
                 "- a\n- b\n\n1. c\n2. d\n\n### Trois\n| x | y |\n|----|--:|\n| 1 | **2** "
                 "|\n\n![Code]({address})\nÀ côté\n"),
            "##Un\nP Deux <lignes> d’un /texte/.\nFin\n! À noter ici\nUL (a) (b)\nOL (c) (d)\n###Trois\n"
            "T x=4 y=2> (1) (<2>)\nQR https://cdg.example/c/essai/ Code À côté\n");
  EXPECT_EQ(ReadManuscript("---\ntitle: A {place}\n---\n", kWords).front.at("title"),
            "A Commune d’**Essai** {x}");
}

TEST(Manuscript, AValueIsTextWhateverStandsInIt) {
  EXPECT_EQ(Read("Pour {place} **ici**"), "P Pour Commune d’**Essai** {x} <ici>\n");
}

TEST(Manuscript, WhatHasNoValueIsLeftOut) {
  EXPECT_EQ(Read("Ici {none}.\n\nLà."), "P Là.\n");
  EXPECT_EQ(Read("- a {none}\n- b"), "UL (b)\n");
  EXPECT_EQ(Read("- {none}\n"), "");
  EXPECT_EQ(Read("| x |\n|---|\n| {none} |\n| {!none} à remplir |\n| {!place} non |"), "T x=3 (à remplir)\n");
  EXPECT_EQ(Read("{!two} sans\n\n{!none} avec"), "P avec\n");
  EXPECT_EQ(Read("{?two} avec\n\n{?none} sans"), "P avec\n");
}

TEST(Manuscript, AWordAloneInAnItemGivesAnItemForEachValue) {
  EXPECT_EQ(Read("- {two}\n- et {two}"), "UL (Un) (Deux) (et Un, Deux)\n");
}

TEST(Manuscript, LinksLeadWhereADocumentMayLead) {
  EXPECT_EQ(Read("[ici]({address}) [là]({local}) [mail](mailto:a@b.example) [blanc]"),
            "P [ici|https://cdg.example/c/essai/] là [mail|mailto:a@b.example] [blanc]\n");
}

TEST(Manuscript, RefusesWhatItDoesNotKnow) {
  for (const char* text :
       {"{unknown}", "**a", "# a", "#### a", "- a\n  - b", "- a\nb", "| a |\n| b |", "  a",
        "| a |\n|---|\n| b | c |", "---\ntitle: a\n", "---\nno\n---\n", "{place", "> a\nb", "[a](b"})
    EXPECT_THROW(Read(text), std::invalid_argument) << text;
}

}  // namespace
}  // namespace document

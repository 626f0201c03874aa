#include "site/markdown.h"

#include <cmark-gfm.h>

#include <cstdlib>
#include <memory>

#include "lib/core/text.h"
#include "lib/render/pages.h"
#include "site/typography.h"

namespace site {
namespace {

struct FreeNode {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
using Document = std::unique_ptr<cmark_node, FreeNode>;

std::string LiteralOf(cmark_node* node) {
  const char* literal = cmark_node_get_literal(node);
  return literal ? literal : "";
}

std::string TextUnder(cmark_node* node) {
  std::string out;
  if (cmark_node_get_type(node) == CMARK_NODE_TEXT || cmark_node_get_type(node) == CMARK_NODE_CODE)
    return LiteralOf(node);
  for (cmark_node* child = cmark_node_first_child(node); child; child = cmark_node_next(child))
    out += TextUnder(child);
  return out;
}

std::string At(const std::string& file, cmark_node* node) {
  return file + " (ligne " + std::to_string(cmark_node_get_start_line(node)) + " du texte) : ";
}

class Reader {
 public:
  Reader(const std::map<std::string, std::string>& facts, const Pictures& pictures, const std::string& file,
         Problems& problems)
      : facts_(facts), pictures_(pictures), file_(file), problems_(problems) {}

  void Walk(cmark_node* node) {
    for (cmark_node* child = cmark_node_first_child(node); child;) {
      cmark_node* next = cmark_node_next(child);
      Visit(child);
      Walk(child);
      const auto type = cmark_node_get_type(child);
      if (type == CMARK_NODE_HEADING) TakeHeading(child);
      if (type == CMARK_NODE_BLOCK_QUOTE) TurnIntoNotice(child);
      if (type == CMARK_NODE_IMAGE) Show(child);
      child = next;
    }
  }
  std::vector<Heading> headings;

 private:
  void Visit(cmark_node* node) {
    const auto type = cmark_node_get_type(node);
    if (type == CMARK_NODE_TEXT) {
      cmark_node_set_literal(node, FrenchText(FillIn(LiteralOf(node), facts_, file_, problems_)).c_str());
    } else if (type == CMARK_NODE_LINK) {
      const char* url = cmark_node_get_url(node);
      cmark_node_set_url(node, FillIn(url ? url : "", facts_, file_, problems_).c_str());
    } else if (type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE) {
      problems_.push_back(At(file_, type == CMARK_NODE_HTML_BLOCK ? node : cmark_node_parent(node)) +
                          "du HTML ; le contenu s’écrit en Markdown seul");
    }
  }

  void TakeHeading(cmark_node* node) {
    const int level = cmark_node_get_heading_level(node);
    const std::string text = TextUnder(node);
    const int previous = headings.empty() ? 1 : headings.back().level;
    if (level == 1)
      problems_.push_back(At(file_, node) + "« # " + text +
                          " » ; le titre de la page est dans l’en-tête, les autres commencent par ##");
    else if (level > previous + 1)
      problems_.push_back(At(file_, node) + "« " + text + " » saute un niveau de titre");
    headings.push_back({level, core::Slug(text), text});
  }

  // The size is that of the file, so that nothing moves on the page when the picture comes.
  void Show(cmark_node* node) {
    const std::string name = cmark_node_get_url(node), text(core::Trim(TextUnder(node)));
    const std::string said = At(file_, cmark_node_parent(node)) + "image « " + name + " » : ";
    const auto found = pictures_.find(name);
    if (found == pictures_.end()) problems_.push_back(said + "content/fr/images/" + name + " manque");
    if (text.empty())
      problems_.push_back(said + "écrivez entre les crochets ce qu’elle montre, pour qui ne la voit pas");
    if (found == pictures_.end()) return;
    const auto& [address, bytes, width, height] = found->second;
    cmark_node* shown = cmark_node_new(CMARK_NODE_CUSTOM_INLINE);
    cmark_node_set_on_enter(
        shown, ("<img src=\"" + address + "\" alt=\"" + render::EscapeHtml(text) + "\" width=\"" +
                std::to_string(width) + "\" height=\"" + std::to_string(height) + "\">")
                   .c_str());
    cmark_node_insert_before(node, shown);
    cmark_node_free(node);
  }

  // A quote whose first words are [!danger] is a notice: a div, since nobody is quoted.
  void TurnIntoNotice(cmark_node* quote) {
    cmark_node* paragraph = cmark_node_first_child(quote);
    cmark_node* first = paragraph ? cmark_node_first_child(paragraph) : nullptr;
    if (!first || cmark_node_get_type(first) != CMARK_NODE_TEXT) return;
    const std::string text = LiteralOf(first);
    for (const std::string kind : {"info", "success", "warning", "danger"}) {
      if (text != "[!" + kind + "]") continue;
      cmark_node* block = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK);
      cmark_node_set_on_enter(
          block,
          ("<div class=\"notice" + (kind == "info" ? std::string() : " notice-" + kind) + "\">").c_str());
      cmark_node_set_on_exit(block, "</div>");
      cmark_node_insert_before(quote, block);
      cmark_node_free(first);
      if (cmark_node* line_end = cmark_node_first_child(paragraph)) cmark_node_free(line_end);
      while (cmark_node* child = cmark_node_first_child(quote)) cmark_node_append_child(block, child);
      cmark_node_free(quote);
      return;
    }
  }

  const std::map<std::string, std::string>& facts_;
  const Pictures& pictures_;
  const std::string& file_;
  Problems& problems_;
};

// Each "<h2>" of the text, in order, gets the id of its heading. Raw HTML is refused, so that no other "<h2>"
// can stand there.
std::string WithIds(const std::string& html, const std::vector<Heading>& headings) {
  std::string out;
  std::size_t from = 0;
  for (const auto& heading : headings) {
    const std::string tag = "<h" + std::to_string(heading.level) + ">";
    const auto at = html.find(tag, from);
    if (at == std::string::npos) break;
    out += html.substr(from, at - from) + tag.substr(0, 3) + " id=\"" + heading.id + "\">";
    from = at + tag.size();
  }
  return out + html.substr(from);
}

}  // namespace

std::string FillIn(std::string_view text, const std::map<std::string, std::string>& facts,
                   const std::string& file, Problems& problems) {
  std::string out;
  while (true) {
    const auto open = text.find('{');
    const auto close = open == std::string_view::npos ? open : text.find('}', open);
    if (close == std::string_view::npos) return out.append(text);
    const std::string name(text.substr(open + 1, close - open - 1));
    const auto fact = facts.find(name);
    if (fact == facts.end()) {
      std::string said = file + " : {";
      said.append(name).append("} n’est pas connu ici ; possibles :");
      for (const auto& [each, value] : facts)
        said.append(said.ends_with(':') ? " {" : ", {").append(each).append("}");
      problems.push_back(std::move(said));
    }
    out.append(text.substr(0, open)).append(fact == facts.end() ? "" : fact->second);
    text.remove_prefix(close + 1);
  }
}

Article RenderMarkdown(std::string_view text, const std::map<std::string, std::string>& facts,
                       const Pictures& pictures, const std::string& file, Problems& problems) {
  const Document document(cmark_parse_document(text.data(), text.size(), CMARK_OPT_DEFAULT));
  cmark_consolidate_text_nodes(document.get());
  Reader reader(facts, pictures, file, problems);
  reader.Walk(document.get());
  char* html = cmark_render_html(document.get(), CMARK_OPT_DEFAULT, nullptr);
  Article article{WithIds(html, reader.headings), std::move(reader.headings)};
  std::free(html);
  return article;
}

}  // namespace site

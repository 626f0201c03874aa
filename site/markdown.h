// One page's Markdown as HTML: the only file of the project, with its .cc, that knows cmark.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "site/picture.h"
#include "site/problem.h"

namespace site {

struct Heading {
  int level;
  std::string id, text;
};

struct Article {
  std::string html;
  std::vector<Heading> headings;
};

// CommonMark with French typography. `facts` are the words that {name} stands for, in texts and in links. A
// quote that begins with [!info], [!success], [!warning] or [!danger] becomes a notice. ![what it
// shows](plan.svg) shows one of `pictures` (content/fr/images). Problems are told with `file`: raw HTML, a
// picture that is not there or without a text that says what it shows, a heading of level 1 (the page's title
// has it) or one that skips a level, an unknown {name}.
Article RenderMarkdown(std::string_view text, const std::map<std::string, std::string>& facts,
                       const Pictures& pictures, const std::string& file, Problems& problems);

// {name} replaced; what is unknown is a problem.
std::string FillIn(std::string_view text, const std::map<std::string, std::string>& facts,
                   const std::string& file, Problems& problems);

}  // namespace site

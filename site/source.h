// The pages as their authors write them: content/fr/**.md, a front matter between two lines "---", then
// Markdown.
//
// Front matter, one "key: value" a line:
//
//   title         the h1 and the page's title (required)
//   description   one sentence for search engines (required)
//   verified      day of the last proofreading, 2026-11-24 (required)
//   lead          the sentence under the title
//   menu          a shorter name, for the site map
//   template      templates/pages/<template>.mustache; prose when it is left out
//   address       where it stands, when the file's name does not say so: index.md is /, quitter.md is
//   /quitter/ each          "place": one page for each collectivité; {place} and {slug} stand for its name
//   and its slug data          what the template shows besides: words of site/data.h, separated by commas
//   form          content/fr/forms/<form>.json, shown empty
//   empty         names, separated by commas, that only a function fills when it shows the same template
//   toc, exit_button, noindex, sitemap      yes or no
//
// Titles, descriptions, leads and texts may say {operator} and the other texts of site/facts.h; a text may
// have passages that depend on the dispositif (site/passages.h). A page whose address stands under another
// page's leads back to it.
#pragma once
#include <set>
#include <string>
#include <vector>

#include "lib/core/time.h"
#include "site/problem.h"

namespace site {

struct Source {
  std::string file;  // "content/fr/quitter.md"
  std::string address, title, description, lead, menu, page_template = "prose", form;
  core::Day verified{};
  std::set<std::string> data, empty;
  bool each_place = false, toc = false, exit_button = true, noindex = false, sitemap = true;
  std::string body;  // Markdown
};

// Every page of `content` (the folder that has fr/), by file name. Folders fr/forms, fr/messages, fr/kit,
// fr/courses and fr/membership hold none.
std::vector<Source> ReadSources(const std::string& content, core::Day today, Problems& problems);

// One page. `name` is its path under fr/.
Source ReadSource(const std::string& name, const std::string& text, core::Day today, Problems& problems);

}  // namespace site

// The site: each source becomes pages, in the templates that the functions use too, then everything is
// checked.
#pragma once
#include "site/input.h"
#include "site/output.h"

namespace site {

// Pages, style sheet, pictures, codes QR, sitemap.xml, robots.txt; for the functions, common.json, which
// gives them what their pages share with these, film.json, which tells where the film stands, and search.db,
// in which the function `search` looks. The same input gives the same bytes. Throws Broken with every problem
// found.
Files BuildSite(const Input& input);

}  // namespace site

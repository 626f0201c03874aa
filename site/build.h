// The site: each source becomes pages, in the templates that the functions use too, then everything is
// checked.
#pragma once
#include "site/input.h"
#include "site/output.h"

namespace site {

// Pages, style sheet, icon, codes QR, robots.txt, and common.json, which gives the functions what their pages
// share with these. The same input gives the same bytes. Throws Broken with every problem found.
Files BuildSite(const Input& input);

}  // namespace site

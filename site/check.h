// What every page of the site must hold, checked on the finished HTML: links that lead somewhere, the
// structure that people who do not see the page rely on, images that say in words what they show, and the
// absence of whatever would need a script, a frame or another site.
//
// These checks are the « assertion » that content/audit/rgaa.json names.
#pragma once
#include <map>
#include <string>

#include "site/problem.h"

namespace site {

// Address ("/quitter/", "/erreurs/404.html") → HTML.
using PageTexts = std::map<std::string, std::string>;

constexpr std::size_t kMaxPageBytes = 150'000;  // with its style sheet and its pictures

// `names`: the source file of each address, for the messages. `assets`: the other addresses that exist
// ("/assets/site.css"), and how many bytes each sends.
Problems CheckPages(const PageTexts& pages, const std::map<std::string, std::string>& names,
                    const std::map<std::string, std::size_t>& assets);

}  // namespace site

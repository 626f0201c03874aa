// Finds the pages of the site that speak of something: POST q, some words in any form, with or without
// accents; at most 20 pages, the best first, each with the passage where the words are. JSON: {pages:
// [{address, title, extract}], has_all}. POST, because what someone looks for here must not stay in the
// addresses that a browser keeps. Nothing typed, or signs alone: 422.
#pragma once
#include "runtime/contract/function.h"

namespace search {

rt::Function Make(rt::Env& env);

}  // namespace search

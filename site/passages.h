// The parts of a page's text that depend on the dispositif, settled before the Markdown is read.
//
//   ::: when callback        A passage, up to a line of three colons alone: kept when the word holds.
//   ::: unless callback      Kept when it does not.
//   - {*readers}             A line with a list in it is repeated for each item, and left out when there is
//   none;
//   1. **{*phase_title}.** {*phase_text}         with several lists, item by item.
//
// The words, lists and texts are those of site/facts.h.
#pragma once
#include <string>
#include <string_view>

#include "site/facts.h"
#include "site/problem.h"

namespace site {

// Problems are told with `file`: an unknown word or list, a passage that is not closed or opens within
// another one, lists of one line that differ in length.
std::string SettlePassages(std::string_view text, const Facts& facts, const std::string& file,
                           Problems& problems);

}  // namespace site

// A poster or a flyer as its author places it: content/fr/kit/<design>.json.
//
//   {"title", "subject", "size": [width, height] in mm, "pages": [[item…]…]}; each item has "at": [x, y,
//   width, height] in mm from the corner of the trimmed page, and one of
//     "fill": colour             a rectangle
//     "drawing": file            a drawing beside the design
//     "texts": [text…]           one under the other, with "least" and "middle" (lib/document/sheet.h); a
//     text
//                                is one of "h1", "h2", "p", "list" and "steps" (each an array of items), with
//                                "size" (points), "leading", "above" (mm), "weight", "colour"
//     "qr": text                 with "alternative"
//     "logo": alternative text   left out when the collectivité has no logo
//
// Texts are lines of lib/document/manuscript.h; one that is a single word has its values one under the other,
// an item that is a single word becomes as many items.
#pragma once
#include <optional>
#include <string>

#include "lib/document/manuscript.h"
#include "lib/document/sheet.h"

namespace kit {

// Throws std::runtime_error or std::invalid_argument naming what is wrong in the design.
document::Sheet ReadDesign(const std::string& folder, const std::string& name, const document::Words& words,
                           const std::optional<document::Image>& logo);

// What the sheet says, as blocks: the same text for a page and for a plain text. A title is a heading of
// level 2, items that follow each other are one list.
std::vector<document::Block> BlocksOf(const document::Sheet& sheet);

}  // namespace kit

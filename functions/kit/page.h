// A document as a page: the model of templates/pages/kit_piece.mustache.
#pragma once
#include <vector>

#include "lib/document/pdf.h"
#include "lib/json/value.h"

namespace kit {

// A list of objects, each with one of h2, h3, p, notice, list, table and qr that is not false. Throws
// std::invalid_argument for a block that no text of the kit has.
json::Value BlocksModel(const std::vector<document::Block>& blocks);

}  // namespace kit

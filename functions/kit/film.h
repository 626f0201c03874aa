// The film as a piece of the kit: what its page says.
#pragma once
#include <string>
#include <vector>

#include "lib/document/manuscript.h"

namespace kit {

// The collectivité's own end card, which is no part of the film: its name, its address, its QR code; then the
// transcript. `content`: the folder of the texts.
std::vector<document::Block> FilmBlocks(const std::string& content, const document::Words& words);

}  // namespace kit

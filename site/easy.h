// What the easy-to-read pages (/facile/) promise: short sentences. A reading by people whom they are for
// decides the rest (docs/guides/facile-a-lire.md).
#pragma once
#include "site/check.h"

namespace site {

constexpr int kEasyWords = 15;  // of a sentence; « : » ends one

// `names`: the source file of each address, for the messages.
Problems CheckEasy(const PageTexts& pages, const std::map<std::string, std::string>& names);

}  // namespace site

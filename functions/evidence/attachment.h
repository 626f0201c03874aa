// A file on its way to a browser: always saved, never shown inside the site.
#pragma once
#include <string>
#include <string_view>

#include "domain/casefile/casefile.h"
#include "runtime/contract/function.h"

namespace evidence {

// RFC 6266, with an ASCII name for old programs. Marks that turn the writing direction are left out: they can
// disguise the end of a name.
std::string Disposition(std::string_view name);
rt::Response Attachment(casefile::Case::Download download);

}  // namespace evidence

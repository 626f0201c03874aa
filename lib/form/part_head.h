// The head of one multipart part, and the little grammar of header parameters. For lib/form alone.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "lib/core/result.h"

namespace form {

struct PartHead {
  std::string name;
  std::optional<std::string> filename;  // present: the part is a file; the last part of a path
};

// "value; a=b; c=\"d\"" with names in lower case; none when it is malformed or names a parameter twice.
struct HeaderValue {
  std::string value;  // in lower case
  std::map<std::string, std::string> parameters;
};
std::optional<HeaderValue> ParseHeaderValue(std::string_view text);

// `head`: the header lines, each ended by CRLF, without the empty line. Refuses "multipart.head" (malformed,
// no form-data, no name), "multipart.nested", "multipart.encoding" (base64, quoted-printable), "form.utf8",
// "form.control".
core::Result<PartHead> ParsePartHead(std::string_view head);

}  // namespace form

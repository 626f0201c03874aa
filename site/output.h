// The finished site on disk: each text beside its .gz and its .br, written only when it changed, and nothing
// left of an earlier build.
#pragma once
#include <map>
#include <string>
#include <string_view>

namespace site {

using Files = std::map<std::string, std::string>;  // "quitter/index.html" → bytes

// The .gz and the .br of a text: the same bytes for the same text, on any day.
std::string Gzip(std::string_view text);
std::string Brotli(std::string_view text);

// A short name for some bytes, which changes when they change.
std::string Fingerprint(std::string_view bytes);

// Makes `folder` hold exactly `files`, and the .gz and .br of those that are text, each replaced at once, so
// that a reader never sees half a file; pages that go are removed last. What did not change is not compressed
// again; the rest is by two threads. Throws std::runtime_error when the folder holds something that no build
// put there, or cannot be written. Gives how many files changed.
std::size_t WriteSite(const std::string& folder, const Files& files);

}  // namespace site

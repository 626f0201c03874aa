#include "domain/scheme/merge.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <stdexcept>

namespace scheme {
namespace {

namespace fs = std::filesystem;

// JSON Merge Patch (RFC 7396).
json::Value Merge(const json::Value& base, const json::Value& patch) {
  if (!patch.IsObject()) return patch;
  json::Object merged;
  if (base.IsObject())
    for (const auto& [key, value] : base.Members()) {
      if (!patch.Has(key))
        merged.emplace_back(key, value);
      else if (!patch[key].IsNull())
        merged.emplace_back(key, Merge(value, patch[key]));
    }
  for (const auto& [key, value] : patch.Members())
    if (!base.Has(key) && !value.IsNull()) merged.emplace_back(key, Merge({}, value));
  return merged;
}

// Whether a file's own words decide the value at this path: they hold it, or something that is no object on
// the way to it (a list, a null that removes).
bool Decides(const json::Value& own, std::string_view path) {
  const json::Value* at = &own;
  while (at->IsObject() && !path.empty()) {
    const auto end = path.find_first_of(".[");
    const auto key = path.substr(0, end);
    if (!at->Has(key)) return false;
    at = &(*at)[key];
    path = end == std::string_view::npos ? "" : path.substr(path[end] == '.' ? end + 1 : end);
  }
  return true;
}

std::string SchemesIn(const std::set<fs::path>& folders) {
  std::set<std::string> names;
  std::error_code unreadable;
  for (const auto& folder : folders)
    for (const auto& entry : fs::directory_iterator(folder, unreadable))
      if (entry.path().extension() == ".json") names.insert(entry.path().stem().string());
  std::string list;
  for (const auto& name : names) list += (list.empty() ? "" : ", ") + name;
  return list;
}

[[noreturn]] void Refuse(const std::string& file, const std::string& expected, const std::string& example) {
  throw std::runtime_error(file + ": extends: expected " + expected + ", for example " + example);
}

// The file of the scheme that `file` extends: beside it, or else among the delivered ones. A file that stands
// among `parts` already is not its own base.
std::string BaseOf(const std::string& file, const json::Value& extends, const std::string& delivered,
                   const std::vector<Joined::Part>& parts) {
  std::set<fs::path> folders{fs::absolute(file).parent_path()};
  if (!delivered.empty()) folders.insert(fs::absolute(delivered));
  const auto known = SchemesIn(folders);
  if (!extends.IsString() || extends.String().find('/') != std::string::npos)
    Refuse(file, "the id of a scheme to extend; known here: " + known, "\"cdg62\"");
  bool met = false;
  for (const auto& folder : {fs::absolute(file).parent_path(), fs::path(delivered)}) {
    const auto candidate = folder / (extends.String() + ".json");
    if (folder.empty() || !fs::is_regular_file(candidate)) continue;
    const auto same = [&](const Joined::Part& part) { return fs::equivalent(part.file, candidate); };
    if (std::none_of(parts.begin(), parts.end(), same)) return candidate;
    met = true;
  }
  if (met)
    Refuse(file, "a scheme that does not extend this one in turn: the files go in a circle", "\"cdg62\"");
  Refuse(file, "a scheme that exists; known here: " + known, "\"cdg62\"");
}

}  // namespace

const std::string& Joined::Origin(std::string_view path) const {
  for (const auto& part : parts)
    if (Decides(part.own, path)) return part.file;
  return parts.front().file;
}

Joined ReadJoined(const std::string& file, const std::string& delivered) {
  Joined joined;
  joined.parts.push_back({file, json::ReadFile(file)});
  while (joined.parts.back().own.Has("extends")) {
    const auto& last = joined.parts.back();
    const auto base = BaseOf(last.file, last.own["extends"], delivered, joined.parts);
    joined.parts.push_back({base, json::ReadFile(base)});
  }
  joined.whole = joined.parts.back().own;
  for (auto part = joined.parts.rbegin() + 1; part != joined.parts.rend(); ++part)
    joined.whole = Merge(joined.whole, json::Value(part->own).Set("extends", nullptr));
  return joined;
}

}  // namespace scheme

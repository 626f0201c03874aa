#include "studio/palette.h"

#include <stdexcept>

#include "studio/files.h"

namespace studio {

Palette BasePalette(const std::string& share) {
  const std::string file = share + "/templates/layouts/base.css", css = ReadFile(file);
  Palette palette;
  const auto end = css.find('}', css.find(":root"));
  for (auto at = css.find("--"); at < end; at = css.find("--", at + 2)) {
    const auto colon = css.find(':', at), hash = css.find_first_not_of(' ', colon + 1);
    if (css[hash] == '#') palette[css.substr(at + 2, colon - at - 2)] = css.substr(hash, 7);
  }
  for (const char* name : {"paper", "ink", "link", "calm", "action", "on-action", "accent"})
    if (!palette.contains(name)) throw std::runtime_error(file + " : --" + name + " manque");
  return palette;
}

Palette ReadPalette(const std::string& share, const scheme::Scheme& scheme) {
  Palette palette = BasePalette(share);
  const json::Value& light = scheme.Data()["theme"]["light"];
  if (light.IsObject())
    for (const auto& [name, colour] : light.Members()) palette[name] = colour.String();
  return palette;
}

std::string Recoloured(std::string svg, const Palette& base, const Palette& palette) {
  for (auto at = svg.find('#'); at != std::string::npos; at = svg.find('#', at + 1))
    for (const char* name : {"action", "action-strong", "accent"})
      if (svg.compare(at, 7, base.at(name)) == 0) {
        svg.replace(at, 7, palette.at(name));
        break;
      }
  return svg;
}

}  // namespace studio

// The colours of the film: those of the site, a Centre de Gestion's theme over them.
#pragma once
#include <map>
#include <string>

#include "domain/scheme/scheme.h"

namespace studio {

// A custom property of base.css without its dashes, "action" → "#0d5468", by day.
using Palette = std::map<std::string, std::string>;

// Of templates/layouts/base.css and of the theme's "light". That every pair is readable is checked where the
// site is made (site/stylesheet.h).
Palette ReadPalette(const std::string& share, const scheme::Scheme& scheme);

// A picture in which each colour of base.css is the theme's.
std::string Recoloured(std::string svg, const Palette& base, const Palette& palette);
Palette BasePalette(const std::string& share);

}  // namespace studio

// What a Centre de Gestion gives the site of its own: "theme" in the file of its dispositif.
//
//   "theme": {"logo": "logo.svg", "light": {"action": "#0d5468"}, "dark": {"action": "#8bd0e0"}}
//
// The logo stands beside that file, an SVG, PNG or JPEG of 12 kB at most. A colour bears the name of a custom
// property of templates/layouts/base.css (--action) and is written #rrggbb; a name that only "light" gives
// keeps, in the dark, the colour of base.css. All of "theme" may be left out.
#pragma once
#include <optional>
#include <string>

#include "lib/json/value.h"
#include "site/picture.h"
#include "site/stylesheet.h"

namespace site {

struct Theme {
  std::string file;  // whose theme it is, for the messages
  std::optional<Picture> logo;
  Palette colours;  // only what differs from base.css
};

// Told as problems: a logo that cannot be shown, a colour that is none.
Theme ReadTheme(const json::Value& theme, const std::string& scheme_file, Problems& problems);

// The theme over the colours of base.css: what a page shows.
Palette Over(const Palette& base, const Theme& theme);

// The rules that say so, to stand behind base.css; empty when the theme changes no colour.
std::string ThemeStyles(const Palette& base, const Theme& theme);

// Told as problems: a colour whose name base.css does not know, and every contrast that is too low.
Problems CheckTheme(const Palette& base, const Theme& theme);

// {href, width, height} as the banner shows it, within 12 rem by 3.5; null without a logo.
json::Value LogoOf(const Theme& theme);

}  // namespace site

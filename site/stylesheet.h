// The one style sheet, put together and checked.
#pragma once
#include <map>
#include <string>
#include <string_view>

#include "site/picture.h"
#include "site/problem.h"

namespace site {

// templates/layouts/base.css, then templates/components/*/*.css by name.
std::string ReadStyles(const std::string& templates, Problems& problems);

// Without comments nor needless white space.
std::string Shorten(std::string_view css);

struct Palette {
  std::map<std::string, std::string> light, dark;  // "ink" → "#1f2a2e"; dark: what it changes, over light
};
Palette ReadPalette(std::string_view css);

// WCAG contrast of two "#rrggbb" colours, 1 to 21. 0 when one is not a colour.
double Contrast(std::string_view one, std::string_view other);

// Every pair of colours that meets on a page: 4.5 for text, 3 for the edges of fields, for the focus and for
// the mark of the present page, in both themes (WCAG 1.4.3, 1.4.11). `file` is whose palette it is.
Problems CheckPalette(const Palette& palette, const std::string& file);

// What a style sheet must not do: hide the focus, move, reach for another site.
Problems CheckStyles(std::string_view css);

// url("/assets/mark.svg") becomes the address that the picture mark.svg of templates/layouts has; a picture
// that is not there is a problem.
std::string WithPictures(const std::string& css, const Pictures& pictures, Problems& problems);

}  // namespace site

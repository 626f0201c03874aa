#include "site/theme.h"

#include <algorithm>
#include <filesystem>

namespace site {
namespace {

constexpr std::size_t kMaxLogoBytes = 12'000;  // it is in the 30 kB of every page of the agent's path
constexpr double kLogoWidth = 192, kLogoHeight = 56;

bool IsColour(const std::string& text) {
  return text.size() == 7 && text[0] == '#' &&
         text.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string::npos;
}

void TakeColours(const json::Value& given, const std::string& where, std::map<std::string, std::string>& out,
                 Problems& problems) {
  for (const auto& [name, colour] : given.Members()) {
    if (colour.IsString() && IsColour(colour.String())) {
      out[name] = colour.String();
    } else {
      std::string said = where;
      problems.push_back(said.append(name).append(" : une couleur s’écrit #rrggbb, par exemple #0d5468"));
    }
  }
}

std::string Rule(const std::map<std::string, std::string>& colours) {
  std::string rule = ":root{";
  for (const auto& [name, colour] : colours)
    rule.append("--").append(name).append(":").append(colour).append(";");
  return rule + "}";
}

}  // namespace

Theme ReadTheme(const json::Value& theme, const std::string& scheme_file, Problems& problems) {
  Theme out;
  out.file = std::filesystem::path(scheme_file).filename().string();
  if (!theme.IsObject()) return out;
  for (const auto& [mode, colours] : {std::pair{"light", &out.colours.light}, {"dark", &out.colours.dark}})
    if (theme[mode].IsObject())
      TakeColours(theme[mode], out.file + " : theme." + mode + ".", *colours, problems);
  const std::string logo = theme.Text("logo");
  if (logo.empty()) return out;
  try {
    out.logo = ReadPicture((std::filesystem::path(scheme_file).parent_path() / logo).string());
    if (out.logo->bytes.size() > kMaxLogoBytes)
      throw std::runtime_error("ce logo pèse " + std::to_string(out.logo->bytes.size() / 1000) + " ko ; " +
                               std::to_string(kMaxLogoBytes / 1000) +
                               " au plus : chaque page le charge, aussi sur un vieux téléphone");
  } catch (const std::runtime_error& error) {
    problems.push_back(out.file + " : theme.logo « " + logo + " » : " + error.what());
  }
  return out;
}

Palette Over(const Palette& base, const Theme& theme) {
  Palette out = base;
  for (const auto& [name, colour] : theme.colours.light) out.light[name] = colour;
  for (const auto& [name, colour] : theme.colours.dark) out.dark[name] = colour;
  return out;
}

std::string ThemeStyles(const Palette& base, const Theme& theme) {
  const auto& [light, dark] = theme.colours;
  if (light.empty() && dark.empty()) return {};
  auto in_the_dark =
      dark;  // what "light" changes stands behind base.css, its dark colours must be said again
  for (const auto& [name, colour] : light) in_the_dark[name] = Over(base, theme).dark[name];
  return Rule(light) + "@media (prefers-color-scheme: dark){" + Rule(in_the_dark) + "}";
}

Problems CheckTheme(const Palette& base, const Theme& theme) {
  if (theme.colours.light.empty() && theme.colours.dark.empty()) return {};
  Problems problems;
  std::string known;
  for (const auto& [name, colour] : base.light) known += (known.empty() ? "" : ", ") + name;
  for (const auto* colours : {&theme.colours.light, &theme.colours.dark})
    for (const auto& [name, colour] : *colours)
      if (!base.light.contains(name)) {
        std::string said = theme.file;
        problems.push_back(said.append(" : theme : « ")
                               .append(name)
                               .append(" » n’est pas une couleur du site ; possibles : ")
                               .append(known));
      }
  if (!problems.empty()) return problems;
  return CheckPalette(Over(base, theme), theme.file + " (theme)");
}

json::Value LogoOf(const Theme& theme) {
  if (!theme.logo) return nullptr;
  const auto& [address, bytes, width, height] = *theme.logo;
  const double scale = std::min(kLogoWidth / width, kLogoHeight / height);
  return json::Value::MakeObject({{"href", address},
                                  {"width", std::max(1, static_cast<int>(width * scale))},
                                  {"height", std::max(1, static_cast<int>(height * scale))}});
}

}  // namespace site

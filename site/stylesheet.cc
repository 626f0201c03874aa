#include "site/stylesheet.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

namespace site {
namespace fs = std::filesystem;
namespace {

struct Pair {
  std::string_view front, back;
  double least;
};
constexpr std::array kPairs = {
    Pair{"ink", "paper", 4.5},
    Pair{"ink", "surface", 4.5},
    Pair{"ink", "sunken", 4.5},
    Pair{"ink", "calm", 4.5},
    Pair{"ink", "danger-soft", 4.5},
    Pair{"ink", "success-soft", 4.5},
    Pair{"ink", "warning-soft", 4.5},
    Pair{"ink-soft", "paper", 4.5},
    Pair{"ink-soft", "surface", 4.5},
    Pair{"ink-soft", "sunken", 4.5},
    Pair{"ink-soft", "calm", 4.5},
    Pair{"link", "paper", 4.5},
    Pair{"link", "surface", 4.5},
    Pair{"link", "calm", 4.5},
    Pair{"link", "sunken", 4.5},
    Pair{"link", "danger-soft", 4.5},
    Pair{"link", "success-soft", 4.5},
    Pair{"link", "warning-soft", 4.5},
    Pair{"on-action", "action", 4.5},
    Pair{"on-action", "action-strong", 4.5},
    Pair{"action", "surface", 4.5},
    Pair{"on-danger", "danger", 4.5},
    Pair{"on-danger", "danger-strong", 4.5},
    Pair{"danger", "paper", 4.5},
    Pair{"danger", "surface", 4.5},
    Pair{"danger", "danger-soft", 4.5},
    Pair{"success", "success-soft", 4.5},
    Pair{"warning", "warning-soft", 4.5},
    Pair{"edge", "surface", 3},
    Pair{"edge", "paper", 3},
    Pair{"action", "paper", 3},
    Pair{"accent", "surface", 3},
    Pair{"focus", "paper", 3},
    Pair{"focus", "surface", 3},
    Pair{"focus", "sunken", 3},
    Pair{"focus", "calm", 3},
    Pair{"focus", "danger-soft", 3},
};

std::string ReadFile(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string WithoutComments(std::string_view css) {
  std::string out;
  for (std::size_t at = 0; at < css.size();) {
    const auto open = std::min(css.size(), css.find("/*", at));
    out.append(css.substr(at, open - at));
    at = open == css.size() ? open : std::min(css.size(), css.find("*/", open) + 2);
  }
  return out;
}

// The "--name: #rrggbb" of the first ":root {…}" from `at`.
std::map<std::string, std::string> Colours(std::string_view css, std::size_t at) {
  std::map<std::string, std::string> out;
  const auto open = css.find(":root", at);
  if (at == std::string_view::npos || open == std::string_view::npos) return out;
  std::istringstream lines(std::string(css.substr(open, css.find('}', open) - open)));
  for (std::string line; std::getline(lines, line, ';');) {
    const auto name = line.find("--"), colon = line.find(':', name == std::string::npos ? 0 : name),
               hash = line.find('#', colon);
    if (name == std::string::npos || colon == std::string::npos || hash == std::string::npos) continue;
    out[line.substr(name + 2, colon - name - 2)] = line.substr(hash, 7);
  }
  return out;
}

double Luminance(std::string_view colour) {
  std::array<unsigned, 3> parts{};
  if (std::sscanf(std::string(colour).c_str(), "#%2x%2x%2x", &parts[0], &parts[1], &parts[2]) != 3) return -1;
  std::array<double, 3> linear{};
  std::transform(parts.begin(), parts.end(), linear.begin(), [](unsigned part) {
    const double share = part / 255.0;
    return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
  });
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}

}  // namespace

std::string ReadStyles(const std::string& templates, Problems& problems) {
  std::vector<fs::path> files;
  const fs::path components = fs::path(templates) / "components";
  if (fs::is_directory(components))
    for (const auto& entry : fs::recursive_directory_iterator(components))
      if (entry.path().extension() == ".css") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  const std::string base = ReadFile(fs::path(templates) / "layouts/base.css");
  if (base.empty()) problems.push_back("templates/layouts/base.css : la feuille de styles manque");
  std::string all = base;
  for (const auto& file : files) all += ReadFile(file);
  return all;
}

std::string Shorten(std::string_view css) {
  std::string out;
  char quote = 0;
  for (const char c : WithoutComments(css)) {
    if (quote || c == '"' || c == '\'') {
      quote = quote == c ? '\0' : (quote ? quote : c);
      out += c;
    } else if (std::isspace(static_cast<unsigned char>(c))) {
      if (!out.empty() && std::string_view("{};, ").find(out.back()) == std::string_view::npos) out += ' ';
    } else {
      if (std::string_view("{};,").find(c) != std::string_view::npos && !out.empty() && out.back() == ' ')
        out.pop_back();
      if (c == '}' && !out.empty() && out.back() == ';') out.pop_back();
      out += c;
    }
  }
  return out;
}

Palette ReadPalette(std::string_view css) {
  const std::string plain = WithoutComments(css);
  Palette palette;
  palette.light = Colours(plain, 0);
  palette.dark = palette.light;
  for (const auto& [name, colour] : Colours(plain, plain.find("prefers-color-scheme: dark")))
    palette.dark[name] = colour;
  return palette;
}

double Contrast(std::string_view one, std::string_view other) {
  const double a = Luminance(one), b = Luminance(other);
  return a < 0 || b < 0 ? 0 : (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

Problems CheckPalette(const Palette& palette, const std::string& file) {
  Problems problems;
  for (const bool dark : {false, true}) {
    const auto& colours = dark ? palette.dark : palette.light;
    const auto colour = [&](std::string_view name) {
      const auto found = colours.find(std::string(name));
      return found == colours.end() ? std::string() : found->second;
    };
    for (const auto& pair : kPairs) {
      const double found = Contrast(colour(pair.front), colour(pair.back));
      if (found >= pair.least) continue;
      std::ostringstream line;
      line.precision(3);
      line << file << " : --" << pair.front << " sur --" << pair.back
           << (dark ? " (thème sombre)" : " (thème clair)") << " a un contraste de " << found
           << " ; il en faut " << pair.least;
      problems.push_back(line.str());
    }
  }
  return problems;
}

Problems CheckStyles(std::string_view css) {
  struct Rule {
    std::string_view text, why;
  };
  static constexpr std::array kRules = {
      Rule{"@import", "une seule feuille, une seule requête"},
      Rule{"@keyframes", "rien ne bouge de soi-même"},
      Rule{"animation:", "rien ne bouge de soi-même"},
      Rule{"@font-face", "les polices sont celles du système"},
      Rule{"url(http", "rien ne vient d’un autre site"},
      Rule{"url(\"http", "rien ne vient d’un autre site"},
      Rule{"!important", "une personne doit pouvoir imposer ses propres styles"},
      Rule{"outline: 0", "le focus doit rester visible"},
  };
  Problems problems;
  std::string plain = WithoutComments(css);
  for (const auto& rule : kRules)
    if (plain.find(rule.text) != std::string::npos)
      problems.push_back("feuille de styles : « " + std::string(rule.text) + " » ; " + std::string(rule.why));
  // Only the main area, which nothing but the skip link brings the focus to, may go without an outline.
  constexpr std::string_view kAllowed = "main:focus { outline: none; }";
  if (const auto at = plain.find(kAllowed); at != std::string::npos) plain.erase(at, kAllowed.size());
  if (plain.find("outline: none") != std::string::npos)
    problems.push_back("feuille de styles : « outline: none » ; le focus doit rester visible");
  return problems;
}

std::string WithPictures(const std::string& css, const Pictures& pictures, Problems& problems) {
  constexpr std::string_view kBegin = "url(\"/assets/";
  std::string out;
  std::size_t from = 0;
  for (auto at = css.find(kBegin); at != std::string::npos; at = css.find(kBegin, from)) {
    const auto begin = at + kBegin.size(), end = std::min(css.size(), css.find('"', begin));
    const std::string name = css.substr(begin, end - begin);
    const auto picture = pictures.find(name);
    if (picture == pictures.end())
      problems.push_back("feuille de styles : url(\"/assets/" + name + "\") ; templates/layouts/" + name +
                         " manque");
    out.append(css, from, at - from).append("url(\"");
    out.append(picture == pictures.end() ? name : picture->second.address);
    from = end;
  }
  return out.append(css, from);
}

}  // namespace site

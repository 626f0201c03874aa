#include "site/picture.h"

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "lib/document/image.h"
#include "site/markup.h"
#include "site/output.h"

namespace site {
namespace fs = std::filesystem;
namespace {

bool IsPicture(const fs::path& path) {
  const auto kind = path.extension();
  return kind == ".svg" || kind == ".png" || kind == ".jpg";
}

// "24", "24px" and "24.5" are lengths of a page; "100%" and "2cm" are not.
double Length(const std::string& text) {
  char* end = nullptr;
  const double length = std::strtod(text.c_str(), &end);
  return end != text.c_str() && (*end == '\0' || std::string_view(end) == "px") ? length : 0;
}

void TakeSvgSize(const Element& svg, Picture& picture) {
  double width = Length(svg.Text("width")), height = Length(svg.Text("height"));
  if (width <= 0 || height <= 0) {
    std::istringstream box(svg.Text("viewbox"));
    double x = 0, y = 0;
    box >> x >> y >> width >> height;
  }
  picture.width = static_cast<int>(std::lround(width));
  picture.height = static_cast<int>(std::lround(height));
}

void CheckSvg(const std::vector<Element>& elements, const std::string& bytes) {
  const auto refuse = [](const std::string& what) {
    throw std::runtime_error("ce SVG contient " + what + " ; une image se suffit à elle-même");
  };
  for (const auto& element : elements) {
    if (element.name == "script" || element.name == "foreignobject" || element.name == "iframe")
      refuse("<" + element.name + ">");
    for (const auto& [name, value] : element.attributes) {
      if (name.starts_with("on")) refuse("l’attribut " + name);
      if ((name == "href" || name == "xlink:href") && !value.starts_with('#'))
        refuse("un lien vers " + value);
    }
  }
  for (const char* word : {"<!DOCTYPE", "<!ENTITY", "@import"})
    if (bytes.find(word) != std::string::npos) refuse(word);
  for (auto at = bytes.find("url("); at != std::string::npos; at = bytes.find("url(", at + 4))
    if (const auto target = bytes.find_first_not_of("\"' ", at + 4);
        target == std::string::npos || bytes[target] != '#')
      refuse("un lien (url) vers un autre fichier");
}

void ReadSvg(Picture& picture) {
  const auto elements = ReadElements(picture.bytes);
  const auto* svg = elements.empty() ? nullptr : &elements.front();
  if (!svg || svg->name != "svg") throw std::runtime_error("ce n’est pas un SVG");
  CheckSvg(elements, picture.bytes);
  TakeSvgSize(*svg, picture);
}

void ReadPixels(Picture& picture) {
  auto image = document::ReadImage(picture.bytes, "image");
  if (!image) throw std::runtime_error("ce n’est pas une image PNG ou JPEG entière");
  picture.width = image->width;
  picture.height = image->height;
  picture.bytes = std::move(image->bytes);
}

}  // namespace

std::string AssetAddress(std::string_view name, std::string_view bytes) {
  const auto dot = name.rfind('.');
  return "/assets/" + std::string(name.substr(0, dot)) + "." + Fingerprint(bytes) +
         std::string(name.substr(dot));
}

Picture ReadPicture(const std::string& path) {
  const fs::path file(path);
  const std::string stem = file.stem().string();
  if (!IsPicture(file) ||
      stem.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") != std::string::npos)
    throw std::runtime_error(
        "une image s’appelle nom.svg, nom.png ou nom.jpg, en minuscules, sans espace ni accent");
  std::ifstream in(path, std::ios::binary);
  if (!in || !fs::is_regular_file(file)) throw std::runtime_error("le fichier manque");
  std::ostringstream bytes;
  bytes << in.rdbuf();
  Picture picture;
  picture.bytes = bytes.str();
  if (picture.bytes.size() > kMaxPictureBytes)
    throw std::runtime_error("cette image pèse " + std::to_string(picture.bytes.size() / 1000) + " ko ; " +
                             std::to_string(kMaxPictureBytes / 1000) + " au plus");
  file.extension() == ".svg" ? ReadSvg(picture) : ReadPixels(picture);
  if (picture.width <= 0 || picture.height <= 0)
    throw std::runtime_error("cette image ne dit pas sa taille (width et height, ou viewBox)");
  picture.address = AssetAddress(file.filename().string(), picture.bytes);
  return picture;
}

Pictures ReadPictures(const std::string& folder, const std::string& name, Problems& problems) {
  Pictures pictures;
  if (!fs::is_directory(folder)) return pictures;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (!IsPicture(entry.path())) continue;
    const std::string file = entry.path().filename().string();
    try {
      pictures.emplace(file, ReadPicture(entry.path().string()));
    } catch (const std::runtime_error& error) {
      problems.push_back(name + "/" + file + " : " + error.what());
    }
  }
  return pictures;
}

}  // namespace site

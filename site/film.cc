#include "site/film.h"

#include <fstream>
#include <sstream>

#include "domain/film/made.h"
#include "site/picture.h"

namespace site {
namespace {

constexpr const char* kPoster = "poster";

Film::Asset Take(const std::string& folder, const std::string& name) {
  std::ifstream in(folder + "/" + name, std::ios::binary);
  std::ostringstream bytes;
  if (!in || !(bytes << in.rdbuf())) throw std::runtime_error(folder + "/" + name + " : lecture impossible");
  Film::Asset asset{.address = {}, .bytes = bytes.str()};
  asset.address = AssetAddress(name, asset.bytes);
  return asset;
}

// "3,5 Mo", "4 ko".
std::string SizeOf(std::size_t bytes) {
  const auto tenths = (bytes + 50'000) / 100'000;
  if (tenths < 10) return std::to_string((bytes + 999) / 1000) + "\u00a0ko";
  return std::to_string(tenths / 10) + "," + std::to_string(tenths % 10) + "\u00a0Mo";
}

std::string LengthOf(double seconds) {
  const int whole = static_cast<int>(seconds + 0.5);
  return std::to_string(whole / 60) + "\u00a0min\u00a0" + std::to_string(whole % 60) + "\u00a0s";
}

json::Value Download(const Film& film, const film::File& file) {
  const auto& asset = film.assets.at(file.format);
  return json::Value::MakeObject({{"href", asset.address}, {"size", SizeOf(asset.bytes.size())}});
}

json::Value Player(const Film& film, const film::File& file, const film::File& captions, bool described) {
  return Download(film, file)
      .Set("described", described)
      .Set("id", file.format)
      .Set("length", LengthOf(film.seconds))
      .Set("poster", film.assets.at(kPoster).address)
      .Set("width", film::kWidth)
      .Set("height", film::kHeight)
      .Set("captions", Download(film, captions));
}

}  // namespace

std::optional<Film> ReadFilm(const std::string& content, const std::string& folder, Problems& problems) try {
  if (!std::ifstream(content + "/fr/film/scenario.json")) return std::nullopt;
  Film film{.scenario = film::ReadScenario(content), .assets = {}, .seconds = 0};
  if (const auto made = film::FindMade(folder)) {
    film.seconds = made->seconds;
    for (const auto& file : film::kFiles) film.assets[file.format] = Take(folder, file.name);
    film.assets[kPoster] = Take(folder, film::kPoster);
  }
  return film;
} catch (const std::runtime_error& error) {
  std::istringstream lines(error.what());
  for (std::string line; std::getline(lines, line);) problems.push_back(line);
  return std::nullopt;
}

json::Value FilmModel(const Film& film) {
  json::Value scenes = json::Array();
  for (const auto& scene : film.scenario.scenes) {
    json::Value says = json::Array();
    for (const auto& sentence : scene.says) says.Push(sentence.Whole());
    scenes.Push(
        json::Value::MakeObject({{"title", scene.title}, {"shows", scene.shows}, {"says", std::move(says)}}));
  }
  json::Value players = json::Array();
  if (!film.assets.empty())
    players.Push(Player(film, film::kSilent, film::kCaptions, false))
        .Push(Player(film, film::kDescribed, film::kDescribedCaptions, true));
  return json::Value::MakeObject(
      {{"made", !film.assets.empty()}, {"players", std::move(players)}, {"scenes", std::move(scenes)}});
}

Files FilmFiles(const Film& film) {
  Files files;
  json::Value formats = json::Value(json::Object{});
  for (const auto& [format, asset] : film.assets) {
    files[asset.address.substr(1)] = asset.bytes;
    if (format != kPoster) formats.Set(format, asset.address.substr(1));
  }
  if (!files.empty()) files["film.json"] = json::Write(formats) + "\n";
  return files;
}

}  // namespace site

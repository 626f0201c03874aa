#include "site/input.h"

#include <filesystem>
#include <optional>
#include <sstream>

namespace site {
namespace {

// What `read` gives; what it throws becomes problems, one for each line.
template <class Read>
auto Try(Problems& problems, Read read) -> std::optional<decltype(read())> {
  try {
    return read();
  } catch (const std::runtime_error& error) {
    std::istringstream lines(error.what());
    for (std::string line; std::getline(lines, line);) problems.push_back(line);
    return std::nullopt;
  }
}

}  // namespace

Input ReadInput(const config::Config& config, const std::string& places_file, core::Day today,
                const std::string& film_folder) {
  Problems problems;
  const std::string content = config.share_dir + "/content";
  const auto file = [&](const std::string& name) {
    return Try(problems, [&] { return json::ReadFile(content + name); }).value_or(json::Value());
  };
  const auto file_if_any = [&](const std::string& name) {
    return std::filesystem::exists(content + name) ? file(name) : json::Value();
  };
  auto scheme =
      Try(problems, [&] { return scheme::Scheme::Read(config.SchemeFile(), config.SchemesFolder()); });
  auto places = Try(problems, [&] { return ReadPlaces(places_file, problems); });
  auto sources = Try(problems, [&] { return ReadSources(content, today, problems); });
  auto film = ReadFilm(content, film_folder, problems);
  Pictures pictures = ReadPictures(content + "/fr/images", "content/fr/images", problems);
  Theme theme;
  if (scheme) theme = ReadTheme(scheme->Data()["theme"], config.SchemeFile(), problems);
  auto courses = Try(problems, [&] { return learning::ReadCourses(content); });
  json::Value words = file("/fr/messages/site.json"), numbers = file("/fr/numbers.json"),
              audit = file_if_any("/audit/rgaa.json"), evidence = file_if_any("/audit/evidence.json");
  Examined examined = ReadExamined(audit, evidence, today, problems);
  if (!problems.empty()) throw Broken(problems);
  return {config,
          std::move(*scheme),
          std::move(*places),
          std::move(*sources),
          std::move(*courses),
          std::move(film),
          std::move(pictures),
          std::move(theme),
          std::move(words),
          std::move(numbers),
          std::move(audit),
          std::move(examined),
          today};
}

}  // namespace site

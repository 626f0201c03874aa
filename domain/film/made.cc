#include "domain/film/made.h"

#include <filesystem>

#include "lib/json/value.h"

namespace film {

std::optional<Made> FindMade(const std::string& folder) {
  const std::string plate = folder + "/" + kPlate;
  if (!std::filesystem::exists(plate)) return std::nullopt;
  for (const auto& file : kFiles)
    if (!std::filesystem::exists(folder + "/" + file.name)) return std::nullopt;
  if (!std::filesystem::exists(folder + "/" + kPoster)) return std::nullopt;
  const json::Value made = json::ReadFile(plate);
  return Made{folder, made.Text("inputs"), made["seconds"].Number()};
}

}  // namespace film

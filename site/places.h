// The collectivités, as `vigie collectivite list --json` gives them.
#pragma once
#include <string>
#include <vector>

#include "lib/json/value.h"
#include "site/problem.h"

namespace site {

struct Place {
  std::string slug, name;
  std::string number = {};  // what the voice server knows it by
};

// A JSON list of {slug, name, number?}. Told as problems: another shape, a slug that cannot stand in an
// address, one that stands twice.
std::vector<Place> ReadPlaces(const std::string& file, Problems& problems);

// The name by which people look for it: « Communauté de communes de la Vallée » is found at « Vallée », «
// Commune de La Chapelle » at « La Chapelle ».
std::string SearchName(const std::string& name);

// [{"letter", "id", "members": [{slug, name}]}], by SearchName. What begins with a figure stands first, under
// 0-9.
json::Value ByLetter(const std::vector<Place>& places);

}  // namespace site

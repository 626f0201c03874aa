// The film that presents the dispositif, on the site: its page, and what the kit takes from there.
#pragma once
#include <map>
#include <optional>
#include <string>

#include "domain/film/scenario.h"
#include "lib/json/value.h"
#include "site/output.h"
#include "site/problem.h"

namespace site {

struct Film {
  film::Scenario scenario;
  struct Asset {
    std::string address, bytes;
  };
  std::map<std::string, Asset> assets;  // by format (domain/film/made.h), and "poster"; none: it was not made
  double seconds = 0;
};

// The scenario of `content` and the film that stands in `folder` (vigie-film's). None without a scenario;
// what is wrong with it becomes problems.
std::optional<Film> ReadFilm(const std::string& content, const std::string& folder, Problems& problems);

// {made: whether there is a film, players: [{id, described, href, size, length, poster, width, height,
// captions: {href, size}}] the silent film, then the described one; scenes: [{title, shows, says: [text]}]}
json::Value FilmModel(const Film& film);

// The files of the film, and film.json, which tells functions/kit where each format stands.
Files FilmFiles(const Film& film);

}  // namespace site

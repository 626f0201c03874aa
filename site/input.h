// What a site is made from, read once.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/learning/course.h"
#include "domain/scheme/scheme.h"
#include "lib/config/config.h"
#include "lib/core/time.h"
#include "lib/json/value.h"
#include "site/film.h"
#include "site/picture.h"
#include "site/places.h"
#include "site/source.h"
#include "site/theme.h"
#include "site/verdicts.h"

namespace site {

struct Input {
  config::Config config;
  scheme::Scheme scheme;
  std::vector<Place> places;
  std::vector<Source> sources;
  std::vector<learning::Course> courses;
  std::optional<Film> film;
  Pictures pictures;  // content/fr/images
  Theme theme;
  json::Value words;    // content/fr/messages/site.json
  json::Value numbers;  // content/fr/numbers.json
  json::Value audit;    // content/audit/rgaa.json, null without an audit
  Examined examined;    // from the same, and from what tools found
  core::Day today;

  std::string Content() const { return config.share_dir + "/content"; }
  std::string Templates() const { return config.share_dir + "/templates"; }
};

// `film`: the folder where vigie-film put the film; it may be empty. Throws Broken with everything that is
// wrong with the files of share_dir and with `places_file`.
Input ReadInput(const config::Config& config, const std::string& places_file, core::Day today,
                const std::string& film = "");

}  // namespace site

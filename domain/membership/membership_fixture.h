// For the tests: a database of its own and one commune, all made up.
#pragma once
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "domain/membership/membership.h"
#include "lib/store/db.h"

namespace membership {

inline core::Day Day(std::string_view iso) { return core::ParseDay(iso).value(); }

struct Fixture : ::testing::Test {
  std::string folder = [] {
    char name[] = "/tmp/vigie-membership-XXXXXX";
    return std::string(::mkdtemp(name));
  }();
  store::Db db{folder + "/vigie.db"};

  Fixture() { store::Migrate(db, std::string(VIGIE_SOURCE_DIR) + "/migrations"); }
  ~Fixture() override { std::filesystem::remove_all(folder); }

  static Member Named(const std::string& name, State state = State::kAsked) {
    Member one;
    one.name = name;
    one.kind = "commune";
    one.state = state;
    return one;
  }
  static Member Valmeuse() {
    Member one;
    one.name = "Commune de Valmeuse";
    one.kind = "commune";
    one.siret = "21620099900011";
    one.place = {"1 place du Lavoir", "62999", "Valmeuse"};
    one.contact = {"Dany Ostrevant", "secrétaire générale", "mairie@valmeuse.example", "03 21 00 00 00"};
    one.service_code = "DRH";
    one.engagement = "EJ-2026-014";
    return one;
  }
};

}  // namespace membership

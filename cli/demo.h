// The demonstration's people and cases: invented, but made by the same acts as real ones. Private to cli.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "domain/casefile/casefile.h"
#include "domain/scheme/scheme.h"
#include "lib/json/value.h"

namespace cli {

struct DemoPerson {
  people::Account account;
  vault::KeyPair keys;
};

struct DemoWorld {
  Context& context;
  store::Pool& pool;
  scheme::Scheme scheme;
  std::string worker_public_key;
  std::vector<people::Collectivite> places;
  std::map<std::string, DemoPerson> people;  // by "<role>-<index of the place>", "provider", "manager"
  json::Value accounts = json::Array(), cases = json::Array();  // as `vigie demo --json` prints them
};

// Three collectivités of different sizes, two référents and a substitute for each, two experts of the
// provider, one manager of the CDG.
void MakeDemoPeople(DemoWorld& world, store::Db& db);
// A few cases in different states, by the rules of the scheme.
void MakeDemoCases(DemoWorld& world, store::Db& db);

}  // namespace cli

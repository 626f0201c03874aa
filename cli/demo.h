// The demonstration: invented people and cases (content/fr/demonstration.json), made by the same acts as real
// ones. Private to cli.
#pragma once
#include <map>
#include <string>

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
  store::Db& db;
  json::Value story;  // the file
  scheme::Scheme scheme;
  std::string worker_public_key;
  std::map<std::string, people::Collectivite> places;  // by slug
  std::map<std::int64_t, DemoPerson> signed_in;        // by account
  // As `vigie demo --json` prints them.
  json::Value collectivites = json::Array(), accounts = json::Array(), cases = json::Array();
};

// Everyone was invited and joined some months ago: the one-time code that a telephone shows now is good.
void MakeDemoPeople(DemoWorld& world);
// One of those who may read first what this collectivité reports, signed in.
const DemoPerson& DemoReader(DemoWorld& world, std::int64_t collectivite_id, bool concerns_authority);
// What each case went through, day by day, as far as the scheme knows it: no call-back where none is offered,
// no anonymity where a name is asked for, the scheme's own states and outcomes.
void MakeDemoCases(DemoWorld& world);

}  // namespace cli

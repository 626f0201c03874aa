// What the pages of what is kept share. Private to functions/retention.
#pragma once
#include "domain/casefile/desk.h"
#include "domain/paperwork/paperwork.h"
#include "lib/document/late_printer.h"
#include "runtime/contract/function.h"

namespace retention {

// Built once, shared by every thread.
struct Office {
  explicit Office(rt::Env& environment)
      : env(environment), scheme(scheme::Scheme::Read(env.config.SchemeFile(), env.config.SchemesFolder())) {}
  rt::Env& env;
  scheme::Scheme scheme;
  document::LatePrinter printer;
};

// One request of a person signed in.
struct Visit {
  const Office& office;
  const rt::Request& request;
  store::Db& db;
  const people::Account& account;
  const vault::KeyPair& keys;
  core::Instant now;
  core::Day Today() const { return core::LocalDay(now); }
  bool Reads() const { return account.Is("referent") || account.Is("substitute") || account.Is("provider"); }
};

// The account's cases, the next to go first, then those without a day: {number, collectivite, state (in
// words), has_last, last, last_iso}.
json::Value OwnCases(const Visit& visit);
// {has_forecast, forecast_on, forecast, has_erasures, erasures}.
json::Value ForManager(const Visit& visit);
// What a program reads of these two.
json::Value AsJson(const json::Value& model, bool manages);

}  // namespace retention

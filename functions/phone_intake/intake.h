// What the files of phone_intake share.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/access/access.h"
#include "domain/casefile/casefile.h"
#include "domain/report/told.h"
#include "domain/scheme/scheme.h"
#include "runtime/contract/function.h"

namespace phone_intake {

// Built once, read by every thread.
struct Office {
  explicit Office(rt::Env& env);
  rt::Env& env;
  scheme::Scheme scheme;
  form::Card report, intake;
  report::Words Words() const {
    return [this](const std::string& key) { return env.pages.Message(key); };
  }
  core::Day Today() const { return core::LocalDay(env.now()); }
};

// One report that someone signed in is typing.
struct Draft {
  const Office& office;
  const rt::Request& request;
  store::Db& db;
  people::Account account;
  std::vector<people::Collectivite> places;   // those for which they may
  form::Card intake;                          // offers these places
  form::Fields received;                      // its answers: collectivite, how, received_on
  form::Fields answers;                       // of the report's card
  const people::Collectivite* Place() const;  // none when it is not one of theirs
};

// Whether whoever typed the report will be given the case.
bool Opens(const Draft& draft);

rt::Response FormPage(const Draft& draft, const core::Refusals& refusals);
// Both for a draft that was checked.
rt::Response CheckPage(const Draft& draft);
rt::Response CodePage(const Draft& draft, const casefile::Filed& filed);

}  // namespace phone_intake

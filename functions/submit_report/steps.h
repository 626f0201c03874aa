// The pages of submit_report.
#pragma once
#include <string>

#include "domain/access/access.h"
#include "domain/casefile/casefile.h"
#include "domain/casefile/evidence.h"
#include "domain/report/told.h"
#include "domain/scheme/scheme.h"
#include "runtime/contract/function.h"

namespace submit_report {

// Built once, read by every thread.
struct Office {
  explicit Office(rt::Env& env);
  rt::Env& env;
  scheme::Scheme scheme;
  form::Card card, receipt;
  report::Words Words() const {
    return [this](const std::string& key) { return env.pages.Message(key); };
  }
  core::Day Today() const { return core::LocalDay(env.now()); }
};

// One report on its way.
struct Draft {
  const rt::Request& request;
  store::Db& db;
  people::Collectivite place;
  form::Fields answers;
  std::string token;  // of its evidence
};

std::string RefusedFileSentence(const Office& office, const casefile::RefusedFile& file);

// Both pages carry the draft's token as their key, so that evidence is kept and the form, sent twice, files
// one case.
rt::Response FormAgain(const Office& office, const Draft& draft, const core::Refusals& refusals);
// `refused`: sentences for the files that were not kept.
rt::Response CheckPage(const Office& office, const Draft& draft, const std::vector<std::string>& refused);
// The answers, to be carried to another collectivité.
rt::Response PlaceUnknown(const Office& office, const Draft& draft);

// The receipt, filled from what was filed. `form` has the idempotency_key.
rt::Response Receipt(const Office& office, const casefile::Filed& filed, const form::Fields& form,
                     const core::Refusals& refusals, int status);
// Asks two groups of the code back, or gives the memo: both find the case by the form's key.
rt::Response ConfirmCode(const Office& office, const rt::Request& request);
rt::Response DownloadReceipt(const Office& office, const rt::Request& request);

}  // namespace submit_report

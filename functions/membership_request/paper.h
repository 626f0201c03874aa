// The délibération that comes with the form. Private to functions/membership_request.
#pragma once
#include <optional>
#include <string>

#include "domain/membership/deliberation.h"
#include "domain/membership/life.h"
#include "domain/scheme/scheme.h"
#include "runtime/contract/function.h"

namespace membership_request {

// Built once, shared by every thread.
struct Office {
  explicit Office(rt::Env& env);
  rt::Env& env;
  scheme::Scheme scheme;
  membership::Rules rules;
  form::Card card;
};

struct Paper {
  std::string token;                      // of the draft, in a hidden field of the form only
  std::optional<membership::Paper> kept;  // sent now, or with an earlier step
  std::string reason;  // why what was sent now is not kept: too_large, type, empty, no_room, too_many
};

// Keeps what was sent, instead of what an earlier step sent, or drops that on wish (field "without"). A file
// that is refused leaves the earlier one. Takes the file out of `form`.
Paper TakePaper(const Office& office, store::Db& db, form::Fields& form, core::Day today);
std::string SentenceOf(const Office& office, const Paper& paper);  // of its reason
json::Value PaperModel(const Office& office, const Paper& paper);

}  // namespace membership_request

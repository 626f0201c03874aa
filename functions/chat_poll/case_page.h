// The page of a case, as its reporter sees it.
#pragma once
#include <string>

#include "domain/casefile/casefile.h"
#include "domain/scheme/scheme.h"
#include "runtime/contract/function.h"

namespace chat_poll {

// Built once, read by every thread.
struct View {
  explicit View(rt::Env& env);
  rt::Env& env;
  scheme::Scheme scheme;
  form::Card message;
};

// What a message says: the service's own are keys, put into words for the reporter.
std::string TextOf(const View& view, const casefile::Message& message);
rt::Response CasePage(const View& view, const casefile::Case& file);

}  // namespace chat_poll

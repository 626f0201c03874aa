// Private to functions/figures: what its files share.
#pragma once
#include "domain/bilan/bilan.h"
#include "runtime/contract/function.h"

namespace figures_page {

// Built once, shared by every thread.
struct Office : bilan::Teller {
  explicit Office(rt::Env& environment)
      : Teller(
            environment.config, [&environment](const auto& key) { return environment.pages.Message(key); },
            environment.pages.Common().Text("service_name")),
        env(environment) {}
  rt::Env& env;
};

json::Value PageModel(const Office& office, const bilan::Shown& shown);

}  // namespace figures_page

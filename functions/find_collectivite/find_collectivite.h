// Finds one's collectivité by a part of its name, with or without accents: GET q, at most 50 of them. JSON:
// {collectivites: [{slug, name}]}.
#pragma once
#include "runtime/contract/function.h"

namespace find_collectivite {

rt::Function Make(rt::Env& env);

}  // namespace find_collectivite

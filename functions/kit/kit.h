// What a collectivité hands out to make the dispositif known, made for it: GET collectivite, and piece with
// format for one file, piece alone for its page, neither for one zip of all files.
//
// The pieces are those of content/fr/kit/kit.json; each is filled when it is asked for. Nothing here is
// secret, and nothing says who asks. Refuses an unknown collectivité, piece or format (404). Pango and its
// fonts are loaded at the first request that needs them.
#pragma once
#include "runtime/contract/function.h"

namespace kit {

rt::Function Make(rt::Env& env);

}  // namespace kit

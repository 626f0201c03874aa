// The record of a case (fiche de signalement) as a tagged PDF, made in memory for each download: equal
// records give equal bytes.
//
// To the reporter, signed, or as a draft before; where the scheme asks for no signature, as a copy of the
// report. At the desk (`case` = its number), once it is signed ("record.none"), to those of its readers to
// whom it goes ("record.sealed").
#pragma once
#include "runtime/contract/function.h"

namespace record {

rt::Function Make(rt::Env& env);

}  // namespace record

// A whole list of members, taken in from a spreadsheet: GET shows the form, POST takes a file (« file », ODS
// or CSV, 4 MB at most) or a text (« pasted »). Every line that is wrong is told (422) and nothing is kept
// then; 303 to the list once all was. For managers alone. Columns: domain/membership/roll.h.
#pragma once
#include "runtime/contract/function.h"

namespace members_import {

rt::Function Make(rt::Env& env);

}  // namespace members_import

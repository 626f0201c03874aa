// What has had its time, and goes whether or not anyone comes. For the worker.
#pragma once
#include "domain/scheme/scheme.h"
#include "lib/core/time.h"
#include "lib/store/db.h"

namespace casefile {

// Erases the codes that a form sent twice would show again (they live until the end of the day after), and
// the files of reports that were never sent, once the scheme's draft_days have passed or when they never
// finished arriving, and the words of old answers to the questions that follow a closing. One small
// transaction each; nothing is written when nothing is due.
void Tidy(store::Db& db, const scheme::Scheme& scheme, core::Day today);

}  // namespace casefile

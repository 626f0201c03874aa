// Private to domain/casefile: the steps that another dispositif had made in a file that is taken over, as far
// as the scheme says that its state supposes them.
#pragma once
#include "domain/casefile/casefile.h"

namespace casefile {

// They are done, on the days that the file gives; the agreements that they needed are given, those that are
// still needed are asked.
void Advance(const scheme::Scheme& scheme, const TakenDown& taken, Header& header);
// A paper and an entry of the journal for each. Inside the transaction that files the report.
void KeepSteps(store::Db& db, const scheme::Scheme& scheme, const TakenDown& taken, const Filed& filed,
               const vault::Key& key, core::Day today);

}  // namespace casefile

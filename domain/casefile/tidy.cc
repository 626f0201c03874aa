#include "domain/casefile/tidy.h"

#include "domain/casefile/evidence.h"
#include "domain/figures/feedback.h"

namespace casefile {

void Tidy(store::Db& db, const scheme::Scheme& scheme, core::Day today) {
  db.Prepare("UPDATE submission SET sealed_code = NULL WHERE sealed_code IS NOT NULL AND sent_on < ?1 - 1")
      .Bind(core::DayNumber(today))
      .Run();
  ForgetDrafts(db, today, scheme.DraftDays());
  figures::ForgetFeedbackWords(db, today);
}

}  // namespace casefile

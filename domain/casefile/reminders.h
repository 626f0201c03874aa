// Telling by mail those in charge of a case that a day on which something is due comes near, or is past.
//
// That day is sealed in the case's header, where the worker cannot read it: each filing and each act leaves
// it for the worker too, sealed to its key, in the same transaction. The worker works out whom to tell and
// when, in the scheme's working days:
//   deadline_near        to those in charge, on the last working day that leaves three working days;
//   deadline_late        to those in charge, on the first working day after;
//   deadline_substitute  two working days later, to the substitutes of the collectivité who do not hold the
//                        case (those who do are in charge, and were told).
// A mail says nothing of the case, and several cases of one morning make one mail of a kind.
//
// The same row tells the worker, sealed in the same way, by which rule the case is kept and since when
// (domain/retention, erasure.h).
#pragma once
#include <string_view>

#include "domain/casefile/casefile.h"

namespace casefile {

// At filing. What the worker was left is told from the day after `today` on.
void StartReminders(store::Db& db, std::int64_t case_id, const Header& header,
                    std::string_view worker_public_key, core::Day today);
// After an act: what the case leaves the worker now.
void RenewReminders(store::Db& db, std::int64_t case_id, const Header& header);

// Leaves the worker what a case says of its keeping where it has not yet: one closed before migration 0013.
void CatchUpKeeping(store::Db& db, std::int64_t case_id, const Header& header);

// For the worker, as often as it likes: looks at each case once a day and queues the mails. A day on which it
// did not run is told the next time. A row that the worker's key does not open is passed over.
void QueueReminders(store::Db& db, const vault::KeyPair& worker, const scheme::Scheme& scheme,
                    core::Day today);

// For the worker, before it sends: erases the reminders that wait (for a relay that was down, say) and that
// no case of their account makes true any more.
void TakeBackReminders(store::Db& db, const vault::KeyPair& worker, const scheme::Scheme& scheme,
                       core::Day today);

}  // namespace casefile

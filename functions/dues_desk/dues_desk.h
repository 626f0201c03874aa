// The cotisations of a year, for a manager: members asked, chased, frozen; bills issued, corrected, credited,
// paid; bordereaux as PDF and the état liquidatif for the finance software. Sees no case. Refuses whoever is
// no manager.
#pragma once
#include "runtime/contract/function.h"

namespace dues_desk {

rt::Function Make(rt::Env& env);

}  // namespace dues_desk

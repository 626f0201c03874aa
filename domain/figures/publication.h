// Years whose figures the CDG shows to its steering committee. Threads, errors: as domain/access.
#pragma once
#include <cstdint>
#include <vector>

#include "lib/core/time.h"
#include "lib/store/db.h"

namespace figures {

std::vector<std::int64_t> Published(store::Db& db);  // newest first
void Publish(store::Db& db, std::int64_t year, core::Day today);
void Unpublish(store::Db& db, std::int64_t year);

}  // namespace figures

// The state of conformity with the RGAA, from content/audit/rgaa.json alone: the mention at the foot of every
// page and the accessibility statement can never disagree.
//
// The file: {"reference", "audit": {"date", "auditor", "pages": […], "derogations"?: […], "exemptions"?:
// […]}, "criteria": [{"number", "theme", "wording", "checks": […], "person", "status", "date", "note"?}]}. A
// status is not_audited, conform, not_conform or not_applicable.
//
// « Totalement conforme »: every applicable criterion is met; « partiellement »: one half at least; « non
// conforme »: fewer, or no valid audit: never made, not finished, or older than three years (arrêté du 20
// septembre 2019, RGAA, obligations).
#pragma once
#include <string>

#include "lib/core/time.h"
#include "lib/json/value.h"
#include "site/problem.h"

namespace site {

// Told as problems: a status, a day or a criterion that is none. `words`: content/fr/messages/site.json.
// Gives the model of the statement: {"mention", "state", "reason", "audited", "audited_on", "auditor",
// "rate", "conform", "applicable", "failures", "themes", …}.
json::Value Statement(const json::Value& audit, const json::Value& words, core::Day today,
                      Problems& problems);

}  // namespace site

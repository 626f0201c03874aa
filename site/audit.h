// The state of conformity with the RGAA, from what is known of the sample alone (site/verdicts.h): the
// mention at the foot of every page, the statement and the grid can never disagree.
//
// « Totalement conforme »: every applicable criterion is met; « partiellement »: one half at least; « non
// conforme »: fewer, or no valid audit: never made, not finished, or older than three years (arrêté du 20
// septembre 2019, RGAA, obligations). Until an audit is finished its rate is that of what was judged, and
// said to be so.
#pragma once
#include "lib/sheet/sheet.h"
#include "site/verdicts.h"

namespace site {

// `audit`: its derogations and exemptions. `words`: content/fr/messages/site.json. Gives the model of the
// statement:
// {"mention", "state", "reason", "finished", "begun", "day", "auditor", "rate", "met", "applicable",
// "judged", "waiting", "failures", "to_judge", "themes", "pages", …}.
json::Value Statement(const Examined& examined, const json::Value& audit, const json::Value& words,
                      core::Day today);

// The grid: {"pages", "themes": [{"theme", "caption_id", "criteria": [{"number", "wording", "note", "how",
// "all", "cells"}]}]}.
json::Value Grid(const Examined& examined, const json::Value& words);
// The same as a spreadsheet: the grid, what the pages are, what the letters mean.
sheet::Book GridBook(const Examined& examined, const json::Value& words);

}  // namespace site

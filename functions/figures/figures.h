// The figures of the dispositif: a collectivité's for its référents, the CDG's for its managers, the
// published ones for the steering committee; as a page, as files, as the tables of the rapport social unique,
// and as a yearly report to complete.
#pragma once
#include "runtime/contract/function.h"

// (The pages' own words stand in figures_page: figures is also the room of the domain.)
namespace figures {

// GET ?of=<cdg or collectivité>&year=2026&format=<ods, xlsx, csv, pdf, rsu_ods, rsu_xlsx, bilan_odt,
// bilan_pdf> POST action=publish|unpublish, year: by a manager.
rt::Function Make(rt::Env& env);

}  // namespace figures

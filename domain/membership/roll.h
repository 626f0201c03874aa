// The whole list of members as a table: what a spreadsheet holds of it, and what comes back from one.
//
// Columns, in any order, whatever their capitals and accents: nom, nature (KindInRoll()), siret, affiliee
// (oui or non), adresse, code_postal, ville, contact, fonction, courriel, telephone, code_service,
// engagement, effectif, compte_le, source, premier_jour, referent_courriel, referent_fonction,
// referent_telephone. Only nom has to be there; a column that is not there leaves what is known as it is. The
// last three are of an account that reads for the member already: its address finds it; the list tells one,
// the first référent by login.
//
// Columns that the list tells, and that nothing is read from, because they follow from the papers: etat,
// dernier_jour, deliberation_numero, deliberation_date, comite_informe_le, politique_lue_par,
// politique_lue_le.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "domain/membership/life.h"
#include "domain/membership/membership.h"
#include "lib/store/db.h"

namespace membership {

using Cells = std::vector<std::string>;

Cells ReadColumns();      // those that are read
Cells ToldOnlyColumns();  // those that are not
Cells RollColumns();      // the former, then the latter
// The word for a kind of Kinds() in the column nature. What is read may be the kind's own word as well.
std::string KindInRoll(const std::string& kind);
// One line for each member, whatever its state, as RollColumns() has them.
std::vector<Cells> Roll(store::Db& db, core::Day today);

struct RollLine {
  std::size_t number = 0;  // of the file, from 1
  Cells cells;
};

struct Fault {
  std::size_t line = 0;
  std::string column;  // empty: the line itself
  std::string code;    // key of the message catalogue
};

struct TakenIn {
  int added = 0, changed = 0;  // a member of which the file says nothing new is neither, and keeps no event
  std::vector<Fault> faults;   // in the order of the lines
};
// The first line names the columns. A line is the member that has its SIRET, or else its name; a new one is
// effective from premier_jour on, or has asked to join when there is none. The state of a known one stays.
// Inside the caller's transaction, which is not to be committed when there are faults: every line is looked
// at, whatever the others are. Faults of the columns: "roll.columns" (no nom), "roll.column" (unknown),
// "roll.column_twice"; of a line: "roll.cells" (more cells than columns), "roll.twice" (a member that stood
// above), "roll.yes_no", "roll.day", "roll.number", "roll.headcount" (effectif without compte_le),
// "roll.referent" (nobody with that address reads for it, or no address beside what is told), and what Add,
// Describe, SetHeadcount and people::SetContact refuse.
TakenIn TakeIn(store::Db& db, const std::vector<RollLine>& lines, const By& by);

}  // namespace membership

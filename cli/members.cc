// The list of members as a whole: taken in from a spreadsheet, given out to one.
#include <fstream>

#include "cli/commands.h"
#include "domain/casefile/journal.h"
#include "domain/membership/roll.h"
#include "lib/json/value.h"
#include "lib/sheet/sheet.h"

namespace cli {
namespace {

std::vector<membership::RollLine> ReadLines(Context& context, const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Usage(path + " ne peut pas être lu");
  const auto rows = Value(context, sheet::Read(std::string(std::istreambuf_iterator<char>(in), {})));
  std::vector<membership::RollLine> lines;
  for (const auto& row : rows) lines.push_back({row.line, row.cells});
  return lines;
}

void Import(Context& context, const std::string& path) {
  const auto lines = ReadLines(context, path);
  auto db = OpenDatabase(context);
  store::Transaction transaction(db);
  const auto taken = membership::TakeIn(db, lines, {"administrator", context.now()});
  if (!taken.faults.empty()) {
    std::string errors;
    for (const auto& fault : taken.faults)
      errors += "  ligne " + std::to_string(fault.line) +
                (fault.column.empty() ? "" : ", colonne " + fault.column) + " : " +
                Sentence(context.config, {core::Kind::kInvalid, fault.column, fault.code}) + "\n";
    throw Usage("rien n'a été repris :\n" + errors);
  }
  const auto entry = json::Value::MakeObject({{"what", "members_imported"}, {"who", "administrator"}});
  casefile::Append(db, {context.now(), 0, 0, entry}, nullptr);
  transaction.Commit();
  context.out = "Collectivités ajoutées : " + std::to_string(taken.added) +
                ". Mises à jour : " + std::to_string(taken.changed) +
                ".\nRefaites le site pour que leurs pages existent.\n";
}

void Export(Context& context, const std::string& format) {
  if (format != "csv" && format != "ods") throw Usage("--format : csv ou ods, pas « " + format + " »");
  auto db = OpenDatabase(context);
  sheet::Table table;
  table.title = "Collectivités";
  table.columns = membership::RollColumns();
  for (auto& line : membership::Roll(db, core::LocalDay(context.now()))) {
    auto& row = table.rows.emplace_back();
    for (auto& cell : line) row.emplace_back(std::move(cell));
  }
  const sheet::Book book{.title = table.title, .made_at = context.now(), .tables = {table}};
  context.out = sheet::Write(book, format)->bytes;
}

}  // namespace

int Member(Context& context, const Words& words) {
  const auto& action = words.Plain(0, "l'action : import ou export");
  if (action == "import") {
    words.Only(2, {});
    Import(context, words.Plain(1, "le fichier, CSV ou ODS"));
  } else if (action == "export") {
    words.Only(1, {"--format"});
    Export(context, words.Option("--format", "csv"));
  } else {
    throw Usage("member : l'action est import ou export, pas « " + action + " »");
  }
  return 0;
}

}  // namespace cli

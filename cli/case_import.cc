// Taking over the open files of another dispositif (« reprise d'historique »).
#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <set>

#include "cli/commands.h"
#include "domain/access/access.h"
#include "domain/casefile/code.h"
#include "domain/casefile/filing.h"
#include "domain/casefile/journal.h"
#include "domain/report/answers.h"
#include "lib/core/text.h"
#include "lib/core/typed.h"
#include "lib/sheet/sheet.h"

namespace cli {
namespace {

constexpr const char* kNumber = "number";
constexpr std::array kOwn{kNumber, "received_on", "state", "acknowledged_on", "state_on"};
constexpr std::array kLists{"kinds", "criteria", "identity.audience"};
constexpr std::size_t kLongestNumber = 100;

template <class List>
bool Has(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// What every line is checked against.
struct Import {
  const scheme::Scheme& scheme;
  form::Card card;  // of a report
  people::Collectivite place;
  core::Day today;
  std::vector<casefile::NewCase> reports = {};
  std::vector<std::size_t> lines = {};  // of each report
  std::set<std::string> numbers = {};
  std::string errors = {};  // a line for each

  void Fault(std::size_t line, const std::string& column, const std::string& sentence) {
    errors +=
        "  ligne " + std::to_string(line) + (column.empty() ? "" : ", " + column) + " : " + sentence + "\n";
  }
};

// The cells under the names of their columns; a list's words are separated by spaces.
form::Fields Named(Import& import, const sheet::Row& head, const sheet::Row& row) {
  form::Fields fields;
  if (row.cells.size() > head.cells.size()) import.Fault(row.line, "", "plus de cellules que de colonnes");
  for (std::size_t i = 0; i < std::min(head.cells.size(), row.cells.size()); ++i) {
    const std::string& name = head.cells[i];
    const std::string cell(core::Trim(row.cells[i]));
    if (cell.empty()) continue;
    if (!Has(kLists, name)) {
      fields.Add(name, cell);
      continue;
    }
    for (std::size_t at = 0, end = 0; end != std::string::npos; at = end + 1) {
      end = cell.find(' ', at);
      if (const auto word = cell.substr(at, end - at); !word.empty()) fields.Add(name, word);
    }
  }
  fields.Set("collectivite", import.place.slug);
  return fields;
}

std::string CheckNumber(Import& import, const sheet::Row& row, const form::Fields& fields) {
  const std::string& number = fields.Get(kNumber);
  if (number.empty())
    import.Fault(row.line, kNumber, "donnez le numéro du dossier dans l'ancien dispositif");
  else if (core::Length(number) > kLongestNumber)
    import.Fault(row.line, kNumber, "100 caractères au plus");
  else if (!import.numbers.insert(number).second)
    import.Fault(row.line, kNumber, "« " + number + " » figure déjà plus haut");
  return number;
}

casefile::TakenDown CheckCourse(Import& import, const sheet::Row& row, const form::Fields& fields) {
  casefile::TakenDown taken;
  taken.who = "administrator";
  taken.how = "import";
  taken.former_number = CheckNumber(import, row, fields);
  const auto day = [&](const char* column) {
    const auto read = core::ReadDay(fields.Get(column));
    if (!read)
      import.Fault(row.line, column, "écrivez un jour ainsi : 24/11/2026");
    else if (*read > import.today)
      import.Fault(row.line, column, "ce jour n'est pas encore arrivé");
    return read;
  };
  const auto received = day("received_on");
  taken.received_on = received.value_or(import.today);
  if (fields.Has("acknowledged_on")) taken.acknowledged_on = day("acknowledged_on");
  if (taken.acknowledged_on && received && *taken.acknowledged_on < *received)
    import.Fault(row.line, "acknowledged_on", "ce jour vient avant celui de la réception");
  if (fields.Has("state_on")) taken.state_on = day("state_on");
  if (taken.state_on && *taken.state_on < taken.acknowledged_on.value_or(taken.received_on))
    import.Fault(row.line, "state_on", "ce jour vient avant celui de l'accusé de réception");
  const auto states = import.scheme.States();
  const std::string first = fields.Has("acknowledged_on") ? "acknowledged" : "received";
  taken.state = fields.Has("state") && fields.Get("state") != "received" ? fields.Get("state") : first;
  if (taken.state == "closed") {
    import.Fault(row.line, "state", "un dossier clos ne se reprend pas : retirez cette ligne");
  } else if (!Has(states, taken.state)) {
    std::string all;
    for (const auto& state : states)
      if (state != "closed") all += (all.empty() ? std::string() : std::string(", ")) + state;
    import.Fault(row.line, "state", "l'état est l'un de : " + all);
  } else if (taken.state != "received" && !fields.Has("acknowledged_on")) {
    import.Fault(row.line, "acknowledged_on",
                 "donnez le jour de l'accusé de réception : le dossier est plus avancé");
  }
  return taken;
}

void ReadRow(Import& import, const sheet::Row& head, const sheet::Row& row) {
  const auto fields = Named(import, head, row);
  auto taken = CheckCourse(import, row, fields);
  auto answers = report::Normal(import.card, fields);
  // The same file gives the same key: it is taken over once.
  const auto key = import.place.slug + "\n" + taken.former_number;
  answers.Set("idempotency_key", "import:" + vault::Hex(vault::Hash("import", key)));
  auto refusals = import.card.Check(answers);
  for (const auto& refusal : report::CheckTogether(import.scheme, answers))
    if (std::none_of(refusals.begin(), refusals.end(),
                     [&](const auto& r) { return r.field == refusal.field; }))
      refusals.push_back(refusal);
  for (const auto& refusal : refusals) import.Fault(row.line, refusal.field, import.card.Sentence(refusal));
  if (!import.errors.empty()) return;
  auto made = report::Compose(answers, import.place.id);
  made.taken_down = std::move(taken);
  import.reports.push_back(std::move(made));
  import.lines.push_back(row.line);
}

void ReadRows(const Context& context, Import& import, const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Usage(path + " ne peut pas être lu");
  const auto rows = Value(context, sheet::Read(std::string(std::istreambuf_iterator<char>(in), {})));
  if (rows.size() < 2) throw Usage(path + " : il faut une ligne de titres, puis une ligne par dossier");
  auto head = rows.front();
  const auto names = import.card.Names();
  for (auto& name : head.cells) {
    name = core::Trim(name);
    if (!Has(kOwn, name) && (!Has(names, name) || name == "collectivite" || name == "idempotency_key"))
      import.Fault(head.line, "",
                   "la colonne « " + name + " » n'existe pas ; voir le guide de l'administrateur");
  }
  for (const char* needed : {kNumber, "received_on"})
    if (!Has(head.cells, needed)) import.Fault(head.line, "", std::string("il manque la colonne ") + needed);
  if (import.errors.empty())
    for (std::size_t i = 1; i < rows.size(); ++i) ReadRow(import, head, rows[i]);
  if (!import.errors.empty()) throw Usage("rien n'a été repris :\n" + import.errors);
}

// To hand over: nobody can find these codes again.
std::string CodesOf(const Import& import, const std::vector<casefile::Filed>& filed) {
  std::string codes = "ancien numéro;numéro;code de suivi provisoire";
  for (std::size_t i = 0; i < filed.size(); ++i) {
    if (filed[i].replayed) continue;
    std::string former = import.reports[i].taken_down->former_number;
    for (auto at = former.find('"'); at != std::string::npos; at = former.find('"', at + 2))
      former.insert(at, 1, '"');
    codes += "\n\"" + former + "\";" + filed[i].number + ";" + casefile::GroupCode(filed[i].code);
  }
  return codes;
}

void TakeOver(Context& context, store::Db& db, Import& import, const std::string& path) {
  const auto worker = ReadWorkerKey(context.config);
  std::size_t made = 0;
  const auto keep = [&](const std::vector<casefile::Filed>& filed) {
    made = std::count_if(filed.begin(), filed.end(), [](const auto& one) { return !one.replayed; });
    if (made == 0) return;
    const auto entry = json::Value::MakeObject(
        {{"what", "cases_imported"}, {"who", "administrator"}, {"detail", std::to_string(made)}});
    casefile::Append(db, {context.now(), 0, 0, entry}, nullptr);
    WriteNew(path, CodesOf(import, filed), 0600);
  };
  const auto filed = casefile::FileAll(db, import.scheme, import.reports, worker, import.today, keep);
  if (!filed) {
    import.Fault(import.lines[filed.error().index], filed.error().refusal.field,
                 import.card.Sentence(filed.error().refusal));
    throw Usage("rien n'a été repris :\n" + import.errors);
  }
  context.out = "Dossiers repris : " + std::to_string(made) +
                ". Déjà repris auparavant : " + std::to_string(filed->size() - made) + ".\n";
  if (made > 0)
    context.out += "Les codes de suivi provisoires sont dans " + path +
                   " : remettez à chaque personne le sien, puis effacez ce fichier.\n";
}

}  // namespace

int Case(Context& context, const Words& words) {
  if (const auto& action = words.Plain(0, "l'action : import"); action != "import")
    throw Usage("case : l'action est import, pas « " + action + " »");
  words.Only(2, {"--collectivite", "--codes"});
  const auto& file = words.Plain(1, "le fichier à reprendre");
  const auto slug = words.Needed("--collectivite"), codes = words.Needed("--codes");
  const auto scheme = scheme::Scheme::Read(context.config.SchemeFile(), context.config.SchemesFolder());
  if (!Has(scheme.Options(), "history_import"))
    throw Usage("le dispositif « " + scheme.Name() +
                " » ne prévoit pas de reprise d'historique ; si votre convention la prévoit, ajoutez "
                "l'option history_import à son fichier");
  auto db = OpenDatabase(context);
  auto place = people::FindCollectivite(db, slug);
  if (!place)
    throw Usage("aucune collectivité n'a l'adresse « " + slug + " » ; voir vigie collectivite list");
  Import import{scheme, form::Card::Read(context.config.share_dir + "/content/fr/forms/report.json"), *place,
                core::LocalDay(context.now())};
  ReadRows(context, import, file);
  TakeOver(context, db, import, codes);
  return 0;
}

}  // namespace cli

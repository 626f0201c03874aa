// The yearly campaign of the cotisations, from the server.
#include <filesystem>
#include <fstream>
#include <map>

#include "cli/commands.h"
#include "domain/campaign/statement.h"
#include "lib/core/typed.h"
#include "lib/sheet/sheet.h"

namespace cli {
namespace {

core::Day DayIn(const std::string& typed) {
  const auto day = core::ReadDay(typed);
  if (!day) throw Usage("« " + typed + " » n'est pas un jour : écrivez JJ/MM/AAAA");
  return *day;
}

void Export(Context& context, store::Db& db, const scheme::Scheme& scheme, int year,
            const std::string& file) {
  const auto bills = campaign::Bills(db, year);
  const auto say = [&](const std::string& key) {
    return Sentence(context.config, {core::Kind::kInvalid, "", key});
  };
  sheet::Book book;
  book.title = say("campaign.statement") + " " + std::to_string(year);
  book.made_at = context.now();
  book.tables = {campaign::Statement(scheme, bills, say)};
  const auto dot = file.rfind('.');
  const auto made = sheet::Write(book, dot == std::string::npos ? "" : file.substr(dot + 1));
  if (!made) throw Usage("le nom du fichier se termine par .ods, .xlsx ou .csv");
  if (std::filesystem::exists(file)) throw Usage(file + " existe déjà");
  std::ofstream written(file, std::ios::binary);
  if (!(written << made->bytes).flush()) throw std::runtime_error(file + " ne peut pas être écrit");
  context.out = "Lignes écrites : " + std::to_string(bills.size()) + ".\n";
}

void List(Context& context, store::Db& db, const scheme::Scheme& scheme, int year, bool as_json) {
  json::Value list = json::Array();
  for (const auto& line : campaign::Lines(db, scheme, year)) {
    const auto due = line.answer ? line.answer->due_cents : std::nullopt;
    list.Push(json::Value::MakeObject(
        {{"slug", line.member.slug},
         {"headcount", line.headcount ? json::Value(line.headcount->agents) : json::Value()},
         {"due_cents", due ? json::Value(*due) : json::Value()},
         {"state", line.state},
         {"bill", line.bill ? json::Value(*line.bill) : json::Value()}}));
    if (!as_json)
      context.out +=
          line.member.slug + " ; " + (line.headcount ? std::to_string(line.headcount->agents) : "–") + " ; " +
          (due ? dues::Euros(*due) : "–") + " ; " +
          Sentence(context.config, {core::Kind::kInvalid, "", "campaign.state." + line.state}) + "\n";
  }
  if (as_json) context.out = json::Write(list) + "\n";
}

// What is done with one bill that was issued.
void OnBill(Context& context, store::Db& db, const scheme::Scheme& scheme, const Words& words, int year,
            const campaign::By& by) {
  const auto action = words.Plain(0, "l'action");
  const auto typed = words.Plain(2, "le numéro de l'appel, par exemple 7");
  const auto read = core::ReadWhole(typed);
  if (!read) throw Usage("« " + typed + " » n'est pas le numéro d'un appel : écrivez par exemple 7");
  const int n = static_cast<int>(*read);
  if (action == "pay" || action == "unpay") {
    const auto on = action == "pay" ? std::optional(DayIn(words.Needed("--on"))) : std::nullopt;
    Value(context, campaign::MarkPaid(db, year, n, on, by));
    context.out = on ? "Payé le " + core::FrenchDay(*on) + ".\n" : "Noté comme non payé.\n";
  } else if (action == "credit") {
    const auto amount = words.Needed("--amount");
    const auto cents = core::ReadCents(amount);
    if (!cents) throw Usage("« " + amount + " » n'est pas un montant : écrivez par exemple 12,50");
    const int credit = Value(context, campaign::Credit(db, year, n, *cents, words.Needed("--reason"), by));
    context.out = "Avoir " + campaign::NumberOf(year, credit) + ".\n";
  } else {
    const auto agents = core::ReadWhole(words.Needed("--agents"));
    if (!agents) throw Usage("--agents : un nombre d'agents, en chiffres");
    const auto bill =
        Value(context, campaign::Correct(db, scheme, year, n, *agents, words.Needed("--reason"), by));
    context.out = bill ? "Nouvel appel " + campaign::NumberOf(year, *bill) + ".\n" : "Plus rien n'est dû.\n";
  }
}

// How many words each action takes, and its options.
const std::map<std::string, std::pair<std::size_t, std::vector<std::string>>>& Actions() {
  static const std::map<std::string, std::pair<std::size_t, std::vector<std::string>>> all{
      {"open", {2, {"--due"}}},
      {"ask", {2, {}}},
      {"freeze", {2, {}}},
      {"issue", {2, {}}},
      {"list", {2, {"--json"}}},
      {"export", {3, {}}},
      {"pay", {3, {"--on"}}},
      {"unpay", {3, {}}},
      {"credit", {3, {"--amount", "--reason"}}},
      {"correct", {3, {"--agents", "--reason"}}}};
  return all;
}

}  // namespace

int Dues(Context& context, const Words& words) {
  constexpr const char* kActions = "open, ask, freeze, issue, list, export, pay, unpay, credit ou correct";
  const auto action = words.Plain(0, std::string("l'action : ") + kActions);
  const auto known = Actions().find(action);
  if (known == Actions().end()) throw Usage(std::string("dues : les actions sont ") + kActions);
  const int year = YearIn(words.Plain(1, "l'année"));
  words.Only(known->second.first, known->second.second);
  const auto scheme = scheme::Scheme::Read(context.config.SchemeFile(), context.config.SchemesFolder());
  auto db = OpenDatabase(context);
  if (action == "export") return Export(context, db, scheme, year, words.Plain(2, "le fichier")), 0;
  if (action == "list") return List(context, db, scheme, year, words.Has("--json")), 0;
  const campaign::By by{0, "", context.now()};
  store::Transaction transaction(db);
  if (action == "open") {
    Value(context, campaign::Open(db, year, DayIn(words.Needed("--due")), by));
    context.out = "Campagne ouverte.\n";
  } else if (action == "ask") {
    const int mails = Value(context, campaign::Ask(db, scheme, year, ReadWorkerKey(context.config), by));
    context.out = "Courriels à partir : " + std::to_string(mails) + ".\n";
  } else if (action == "freeze") {
    Value(context, campaign::Freeze(db, scheme, year, by));
    context.out = "Effectifs arrêtés.\n";
  } else if (action == "issue") {
    context.out =
        "Appels émis : " + std::to_string(Value(context, campaign::Issue(db, scheme, year, by))) + ".\n";
  } else {
    OnBill(context, db, scheme, words, year, by);
  }
  transaction.Commit();
  return 0;
}

}  // namespace cli

#include "domain/paperwork/paperwork.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "lib/document/manuscript.h"
#include "lib/json/value.h"

namespace paperwork {
namespace {

using Values = std::vector<std::string>;

Values One(std::string value) { return value.empty() ? Values{} : Values{std::move(value)}; }

Values Texts(const json::Value& list, const char* key) {
  Values out;
  if (list.IsArray())
    for (const auto& each : list.Items()) out.push_back(each.Text(key));
  return out;
}

std::string Time(const scheme::Keeping& keeping) {
  if (keeping.count == 0) return "sans délai";
  const bool months = keeping.unit == scheme::Unit::kMonths;
  return std::to_string(keeping.count) + "\u00a0" + (months ? "mois" : keeping.count > 1 ? "jours" : "jour");
}

std::string ReadText(const config::Config& config, const std::string& paper) {
  const auto path = config.share_dir + "/content/fr/conservation/" + paper + ".md";
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in || text.str().empty()) throw std::runtime_error(path + " cannot be read");
  return text.str();
}

std::string Place(const Erased& erased, std::int64_t id) {
  for (const auto& [place, name] : erased.places)
    if (place == id) return name;
  return {};
}

std::string Years(const casefile::Lot& lot) {
  const auto from = core::IsoDay(lot.received_from).substr(0, 4),
             to = core::IsoDay(lot.received_to).substr(0, 4);
  return from == to ? from : from + "–" + to;
}

// What a lot is: its rule, or the collectivité that left.
std::string Nature(const Of& of, const Erased& erased, const casefile::Lot& lot) {
  const auto label = ReasonLabel(of.config, lot.reason);
  return lot.collectivite_id ? label + " : " + Place(erased, lot.collectivite_id) : label;
}

// The table of what was erased, in the place of the line « [[lots]] ».
document::Table Lots(const Of& of, const std::string& paper, const Erased& erased) {
  document::Table table;
  table.row_headers = true;
  if (paper == "certificate") {
    table.columns = {{"Effacés le", 2},
                     {"Règle", 3.3},
                     {"Dossiers", 1.9, true},
                     {"Reçus du, au", 3},
                     {"Empreinte du journal", 4}};
    for (const auto& each : erased.all)
      table.rows.push_back(
          {document::Text(core::FrenchDay(each.erased_on)), Nature(of, erased, each.lot),
           std::to_string(each.lot.cases),
           core::FrenchDay(each.lot.received_from) + ", " + core::FrenchDay(each.lot.received_to),
           each.journal_hash});
    return table;
  }
  table.columns = {
      {"Nature des documents", 5}, {"Dates extrêmes", 2}, {"Dossiers", 1.2, true}, {"Éliminés le", 2.4}};
  for (const auto& each : erased.all)
    table.rows.push_back({document::Text("Dossiers de signalement, " + Nature(of, erased, each.lot)),
                          Years(each.lot), std::to_string(each.lot.cases), core::FrenchDay(each.erased_on)});
  return table;
}

std::string Number(const Erased& erased) {
  std::int64_t cases = 0;
  for (const auto& each : erased.all) cases += each.lot.cases;
  return std::to_string(cases);
}

document::Words WordsOf(const Of& of, const Erased& erased) {
  const auto& data = of.scheme.Data();
  const auto& rules = data["retention"]["rules"];
  document::Words words{{"operator", One(of.scheme.Operator())},
                        {"service", One(of.scheme.Name())},
                        {"address", One(of.config.base_url)},
                        {"email", One(data["contacts"].Text("email"))},
                        {"phone", One(data["contacts"].Text("phone"))},
                        {"today", One(core::FrenchDay(core::LocalDay(of.now)))},
                        {"publics", Texts(data["publics"], "label")},
                        {"controllers", {}},
                        {"readers", {}},
                        {"providers", Texts(data["providers"], "name")},
                        {"retention_text", One(data["retention"].Text("text"))},
                        {"retention_source", One(data["retention"].Text("source"))},
                        {"anonymity_text", One(data["anonymity"].Text("text"))},
                        {"employer_text", One(data["employer_learns"].Text("text"))},
                        {"channels_text", One(data["channels"].Text("text"))},
                        {"small_cells", One(std::to_string(of.config.small_cells))},
                        {"mail_relay", One(of.config.mail_host)},
                        {"voice", One(of.config.voice_secret_file.empty() ? "" : "oui")},
                        {"cases", One(Number(erased))},
                        {"grace", One(std::to_string(retention::kGrace.count()))}};
  for (const auto& [rule, value] : rules.Members())
    words["keep_" + rule] = One(Time(of.scheme.KeepingOf(rule)));
  if (of.scheme.KeepingOf("archive").count == 0) words["keep_archive"] = {};
  for (const auto& [role, label] : data["role_labels"].Members()) words["readers"].push_back(label.String());
  const auto& controllers = data["data_protection"]["controllers"];
  const auto who = Texts(controllers, "who"), what = Texts(controllers, "of");
  for (std::size_t i = 0; i < who.size(); ++i) words["controllers"].push_back(who[i] + " : " + what[i]);
  return words;
}

bool IsMark(const document::Block& block) {
  const auto* paragraph = std::get_if<document::Paragraph>(&block);
  return paragraph && paragraph->text.spans.size() == 1 && paragraph->text.spans[0].text == "[[lots]]";
}

// A cell: quoted where its text has what parts cells.
std::string CsvCell(const std::string& text) {
  if (text.find_first_of(";\"\r\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + "\"";
}

}  // namespace

const std::vector<std::string>& Papers() {
  static const std::vector<std::string> papers{"register", "impact", "certificate", "elimination"};
  return papers;
}

bool IsPaper(std::string_view paper) {
  return std::find(Papers().begin(), Papers().end(), paper) != Papers().end();
}

bool NeedsErasures(std::string_view paper) { return paper == "certificate" || paper == "elimination"; }

Erased ReadErased(store::Db& db) {
  Erased erased{casefile::Erasures(db), {}};
  for (const auto& each : erased.all)
    if (each.lot.collectivite_id)
      erased.places.emplace_back(each.lot.collectivite_id,
                                 people::CollectiviteName(db, each.lot.collectivite_id));
  return erased;
}

document::PdfDocument Write(const Of& of, const std::string& paper, const Erased& erased) {
  auto manuscript = document::ReadManuscript(ReadText(of.config, paper), WordsOf(of, erased));
  document::PdfDocument out{.title = manuscript.front["title"],
                            .subject = manuscript.front["subject"],
                            .author = of.scheme.Operator(),
                            .date = of.now};
  out.letterhead = of.scheme.Operator() + "\n" + of.scheme.Name();
  out.footer = manuscript.front["footer"];
  out.blocks = std::move(manuscript.blocks);
  for (auto& block : out.blocks)
    if (IsMark(block)) block = Lots(of, paper, erased);
  return out;
}

std::string EliminationCsv(const Of& of, const Erased& erased) {
  std::string out =
      "\xEF\xBB\xBFService producteur;Nature des documents;Date la plus ancienne;Date la plus récente;Nombre "
      "de "
      "dossiers;Éliminés le;Empreinte du journal\r\n";
  for (const auto& each : erased.all) {
    const auto& lot = each.lot;
    const std::string cells[] = {of.scheme.Operator(),
                                 "Dossiers de signalement, " + Nature(of, erased, lot),
                                 core::IsoDay(lot.received_from),
                                 core::IsoDay(lot.received_to),
                                 std::to_string(lot.cases),
                                 core::IsoDay(each.erased_on),
                                 each.journal_hash};
    for (const auto& cell : cells) out += CsvCell(cell) + (&cell == &cells[6] ? "\r\n" : ";");
  }
  return out;
}

std::string ReasonLabel(const config::Config& config, std::string_view reason) {
  const auto messages = json::ReadFile(config.share_dir + "/content/fr/messages/retention.json");
  const auto label = messages.Text("retention.reason." + std::string(reason));
  return label.empty() ? std::string(reason) : label;
}

}  // namespace paperwork

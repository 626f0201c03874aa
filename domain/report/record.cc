#include "domain/report/record.h"

#include <algorithm>

#include "lib/vault/vault.h"

namespace report {
namespace {

std::string Fingerprint(const casefile::Case& file, const json::Value& rows) {
  std::string text = file.Number() + "\n" + core::IsoDay(file.ReceivedOn()) + "\n";
  for (const auto& row : rows.Items()) text += row.Text("label") + "\n" + row.Text("value") + "\n";
  return vault::Hex(vault::Sha256(text));
}

}  // namespace

Record RecordOf(const form::Card& card, const casefile::Case& file) {
  const auto fields = form::ParseJson(json::Write(file.Report()));
  json::Value rows = fields ? card.Answers(*fields) : json::Value(json::Array());
  auto sha256 = Fingerprint(file, rows);
  return {std::move(rows), std::move(sha256)};
}

json::Value SignatureOf(const Record& record, std::string_view name) {
  json::Value rows = json::Array();
  for (const auto& row : record.rows.Items())
    rows.Push(json::Value::MakeObject({{"label", row["label"]}, {"value", row["value"]}}));
  return json::Value::MakeObject({{"name", name}, {"sha256", record.sha256}, {"rows", rows}});
}

std::optional<SignedRecord> SignedRecordOf(const form::Card& card, const casefile::Case& file) {
  std::optional<SignedRecord> last;
  for (const auto& paper : file.Papers()) {
    if (paper.act != "sign_record") continue;
    last = SignedRecord{RecordOf(card, file), paper.content.Text("name"), paper.made_on,
                        paper.content.Text("sha256")};
    if (paper.content.Has("rows"))
      last->record = {paper.content["rows"], Fingerprint(file, paper.content["rows"])};
  }
  return last;
}

bool RecordGoesTo(const scheme::Scheme& scheme, const casefile::Case& file) {
  if (file.Who().IsReporter()) return true;
  const auto roles = scheme.Data()["course"]["documents"]["record"]["to"];
  const auto is_mine = [&](const json::Value& role) { return role.String() == file.Who().role; };
  return std::any_of(roles.Items().begin(), roles.Items().end(), is_mine) && file.Identity();
}

}  // namespace report

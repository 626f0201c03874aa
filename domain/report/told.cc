#include "domain/report/told.h"

#include <cctype>

#include "domain/report/answers.h"

namespace report {

json::Value Hidden(const form::Fields& answers) {
  json::Value hidden = json::Array();
  for (const auto& [name, value] : answers.Items())
    hidden.Push(json::Value::MakeObject({{"name", name}, {"value", value}}));
  return hidden;
}

json::Value CountingAnswers(const form::Card& card, const form::Fields& answers) {
  json::Value rows = json::Array();
  const auto all = card.Answers(answers);
  for (const auto& row : all.Items())
    if (Counts(answers, row.Text("field"))) rows.Push(row);
  return rows;
}

std::string ReaderSentence(const scheme::Scheme& scheme, const Words& words, const std::string& role) {
  const std::string label = scheme.Data()["role_labels"].Text(role);
  if (label.empty()) return words("report.reader." + role);
  const bool apart = role == "substitute";
  return label + ". " + words(apart ? "report.reader_note.substitute" : "report.reader_note");
}

std::string AudienceName(const scheme::Scheme& scheme, const Words& words, const std::string& audience) {
  std::string name = audience == "provider" ? scheme.RoleLabel(audience) : "";
  if (name.empty()) return words("report.audience." + audience);
  name[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(name[0])));
  return name;
}

void SetReaders(json::Value& model, const scheme::Scheme& scheme, const Words& words,
                const form::Fields& answers) {
  json::Value readers = json::Array();
  for (const auto& role : CaseReaders(scheme, ConcernsAuthority(answers), Audiences(answers)))
    readers.Push(ReaderSentence(scheme, words, role));
  json::Value names = json::Array();
  for (const auto& who : IdentityReaders(scheme, answers)) {
    const bool audience = who == "referent" || who == "provider" || who == "employer";
    names.Push(audience ? AudienceName(scheme, words, who) : ReaderSentence(scheme, words, who));
  }
  const bool read = !names.Items().empty();
  const std::string& mode = answers.Get("identity.mode");
  const bool typed =
      answers.Has("identity.name") || answers.Has("identity.email") || answers.Has("identity.phone");
  model.Set("readers", std::move(readers));
  model.Set("identity_sentence",
            words(mode == "sealed" && read ? "report.identity.first_reader" : "report.identity." + mode));
  model.Set("has_identity_readers", read).Set("identity_readers", std::move(names));
  model.Set("name_dropped", typed && mode == "anonymous");
}

}  // namespace report

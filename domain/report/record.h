// The record (fiche de signalement): the report's answers under the labels of its form, as the reporter reads
// and signs them. A signature keeps the answers beside the name, so that they stay what was signed.
#pragma once
#include <optional>
#include <string>

#include "domain/casefile/casefile.h"
#include "domain/scheme/scheme.h"
#include "lib/form/card.h"

namespace report {

struct Record {
  json::Value rows;    // of Card::Answers; of a signature, "label" and "value" alone
  std::string sha256;  // of the number of the case, the day of its receipt (2026-11-24), and each label and
                       // value, one line each
};
// As it would be signed now. `card`: of the report's form.
Record RecordOf(const form::Card& card, const casefile::Case& file);

// The answers of the act sign_record.
json::Value SignatureOf(const Record& record, std::string_view name);

struct SignedRecord {
  Record record;     // as it was signed: the fingerprint is worked out again from its rows
  std::string name;  // as typed; empty for someone to whom the identity was not released
  core::Day on;
  std::string sha256;  // that was signed
  bool IsIntact() const { return record.sha256 == sha256; }
};
// The last signature; none before there is one.
std::optional<SignedRecord> SignedRecordOf(const form::Card& card, const casefile::Case& file);

// Whether whoever opened the case is given the signed record: its reporter; and of the roles that the scheme
// names (course.documents.record.to), those to whom the name was released.
bool RecordGoesTo(const scheme::Scheme& scheme, const casefile::Case& file);

}  // namespace report

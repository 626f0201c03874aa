// What the pages before and after sending tell of a report: its answers, and who will read them.
#pragma once
#include <functional>
#include <string>

#include "domain/scheme/scheme.h"
#include "lib/form/card.h"
#include "lib/form/fields.h"
#include "lib/json/value.h"

namespace report {

// The message catalogue: the sentence of a key.
using Words = std::function<std::string(const std::string& key)>;

// What goes back and forth without the server keeping it: [{"name", "value"}].
json::Value Hidden(const form::Fields& answers);
// The rows of a check page, without the answers that do not count.
json::Value CountingAnswers(const form::Card& card, const form::Fields& answers);

// The person behind a role, as the scheme calls them, and what binds them.
std::string ReaderSentence(const scheme::Scheme& scheme, const Words& words, const std::string& role);
// An audience in the middle of a sentence: "votre employeur, par le référent", "la cellule d’écoute".
std::string AudienceName(const scheme::Scheme& scheme, const Words& words, const std::string& audience);
// Who will read the report, and who the name, in sentences: sets readers, identity_sentence,
// has_identity_readers, identity_readers and name_dropped (a name was typed, and will not be kept).
void SetReaders(json::Value& model, const scheme::Scheme& scheme, const Words& words,
                const form::Fields& answers);

}  // namespace report

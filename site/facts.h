// What the texts of the pages may say of the dispositif without knowing which one it is: everything comes
// from the scheme's file and from the report's card, so that a page holds for every scheme.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "site/input.h"

namespace site {

struct Facts {
  // {operator}, {anonymity_text}, {deadline.acknowledge}: "7 jours ouvrés"… An empty text is one that the
  // scheme does not give.
  std::map<std::string, std::string> texts;
  // {*readers}, {*phase_title}, {*criteria}…; see site/passages.h.
  std::map<std::string, std::vector<std::string>> lists;
  // What a passage may depend on: the words of scheme::Scheme::OfferWords(), the yes and no of the scheme's
  // channels (free_phone, voice_server…), whole_scope (it deals with every kind of facts), scope.<kind>,
  // summary_before_consent, asks_authority, records_no_answer, join_any_time, certificate, dues_free.
  std::map<std::string, bool> words;

  // Whether `word` holds: a word above, or a text or a list that is not empty. `known` tells whether there is
  // such a word at all.
  bool Holds(const std::string& word, bool& known) const;
};

// Throws std::runtime_error when a role that reads first has no label.
Facts FactsOf(const Input& input);

// The labels of the roles that receive a report first, in the scheme's order. Throws like FactsOf.
std::vector<std::string> ReaderLabels(const scheme::Scheme& scheme, bool concerns_authority);

// The publics that may write today: one may have been admitted for a time only.
std::vector<std::string> PublicLabels(const scheme::Scheme& scheme, core::Day today);

}  // namespace site

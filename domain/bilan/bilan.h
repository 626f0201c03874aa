// The figures of a year in words, for whoever may see them: tables, spreadsheets, the tables of the rapport
// social unique, and the yearly report to complete.
//
// Threads: a Teller may be shared by all; the rest as domain/access. Errors: as domain/figures and lib/sheet.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "domain/figures/feedback.h"
#include "domain/figures/page.h"
#include "domain/learning/figures.h"
#include "domain/provider/incidents.h"
#include "domain/scheme/scheme.h"
#include "domain/services/services.h"
#include "lib/config/config.h"
#include "lib/document/late_printer.h"
#include "lib/form/card.h"

namespace bilan {

// The message catalogue: the sentence of a key.
using Words = std::function<std::string(const std::string& key)>;

// What figures are told with. Built once; `of_config` and what `words` needs must outlive it.
struct Teller {
  Teller(const config::Config& of_config, Words of_words, std::string of_service);
  std::string Say(const std::string& key) const { return words("figures." + key); }

  const config::Config& config;
  Words words;
  std::string service;  // the name of the site, under what is printed
  scheme::Scheme scheme;
  form::Card report, feedback, members;  // their labels name what is counted; members: what they are asked
  services::Catalogue catalogue;
  std::vector<learning::Course> courses;
  document::LatePrinter printer;
};

// ---- who sees what

struct Visitor {
  store::Db& db;
  people::Account account;
  vault::KeyPair keys;
  core::Instant now;
  bool IsManager() const;
};

struct Choice {
  figures::Scope scope;
  std::string of, name;  // "cdg" or the collectivité's slug
};
// Whose figures the visitor may see: the CDG first. A collectivité's two scopes are one choice.
std::vector<Choice> ChoicesFor(const Teller& teller, const Visitor& visitor);

// What the figures of a choice are made of. Of a collectivité that the CDG's managers see beside all others,
// the whole too, and every collectivité: what is shown of one depends on what all show
// (domain/figures/parts).
struct Counted {
  std::vector<json::Value> own;
  std::vector<json::Value> whole;
  std::vector<std::vector<json::Value>> parts;  // none: the choice is seen by itself
  std::size_t at = 0;                           // of the choice, among the parts
};
// What the visitor's keys open of the choice; none while nobody has given them its key.
std::optional<Counted> CountedFor(const Teller& teller, const Visitor& visitor, const Choice& choice);

// Newest first, this year and the last among them; for whoever sees the CDG's figures as a member of the
// steering committee alone, the published ones.
std::vector<std::int64_t> YearsFor(const Visitor& visitor, const Choice& choice, const Counted& counted);

// What one visitor looks at.
struct Shown {
  std::string of, name;
  core::Instant made_at;
  figures::Page page;
  std::vector<learning::Figure> courses;
  std::optional<figures::Feedback> feedback;  // of the CDG's figures; its words for managers alone
  std::optional<figures::Page> members;       // what members think of it; of the CDG's figures
  std::vector<provider::Count> incidents;     // with the providers, that year; of the CDG's figures alone
  std::int64_t bodies = 0, agents = 0;  // members on the last day of the year, or today; of the CDG's figures
  bool is_part = false;                 // of a collectivité, seen beside all others (Counted)
};
Shown ShownFor(const Teller& teller, const Visitor& visitor, const Choice& choice, const Counted& counted,
               std::int64_t year);

// ---- in words

std::string TitleOf(const Teller& teller, const std::string& table);
std::string LabelOf(const Teller& teller, const std::string& table, const std::string& word);
std::string ServiceLabel(const Teller& teller, const std::string& line);
std::string CountText(const Teller& teller, const std::optional<std::int64_t>& count);

// What people think of the dispositif, one after the other of whom it is shown: "feedback" of reporters,
// "members". Both what it is told with and what is shown must outlive it.
struct Opinions {
  std::string of;
  const form::Card& card;
  const figures::Page& page;
  const std::vector<std::string>* words;  // that reporters added; none of members, who are read by name
};
std::vector<Opinions> OpinionsIn(const Teller& teller, const Shown& shown);
std::string AnswerOf(const Teller& teller, const Opinions& opinions, const std::string& table,
                     const std::string& word);

// As a program reads them (docs/openapi.json).
json::Value PageJson(const Teller& teller, const Shown& shown);

struct File {
  std::string type, name, bytes;
};
// "ods", "xlsx", "csv", "pdf", "rsu_ods", "rsu_xlsx", "bilan_odt", "bilan_pdf"; none when there is no such
// format.
std::optional<File> FileOf(const Teller& teller, const Shown& shown, const std::string& format);

}  // namespace bilan

// The papers of a membership, filled when they are asked for: content/fr/membership/<paper>.md.
#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "domain/dues/dues.h"
#include "functions/members/office.h"
#include "lib/core/sentence.h"
#include "lib/core/text.h"
#include "lib/document/manuscript.h"
#include "lib/office/office.h"
#include "runtime/contract/attachment.h"

namespace members {
namespace {

using Values = std::vector<std::string>;

Values One(std::string value) { return value.empty() ? Values{} : Values{std::move(value)}; }
Values If(bool holds) { return holds ? Values{"yes"} : Values{}; }
Values DayOf(const std::optional<core::Day>& day) { return day ? One(core::FrenchDay(*day)) : Values{}; }

Values TextsOf(const json::Value& list) {
  Values out;
  if (!list.IsArray()) return out;
  for (const auto& item : list.Items()) out.push_back(item.String());
  return out;
}

// « du Centre », « au Centre »: a name with the article that its first word wants.
void SetArticles(document::Words& words, const std::string& name) {
  const auto folded = core::Fold(name);
  const auto first = folded.substr(0, folded.find(' '));
  const bool vowel = std::string_view("aeiouyh").find(folded.substr(0, 1)) != std::string_view::npos;
  constexpr std::string_view kFeminine[] = {"ville",   "metropole", "communaute", "commune",
                                            "mission", "cellule",   "mairie"};
  const bool feminine = std::find(std::begin(kFeminine), std::end(kFeminine), first) != std::end(kFeminine);
  words["operator_du"] = {(vowel ? "de l’" : feminine ? "de la " : "du ") + name};
  words["operator_au"] = {(vowel ? "à l’" : feminine ? "à la " : "au ") + name};
}

struct Paper {
  const Visit& visit;
  const membership::Member& member;
  membership::Life life;
  document::Words words;
  const json::Value& Scheme() const { return visit.office.scheme.Data(); }
  Values Or(std::string value) const {
    return {value.empty() ? visit.Say("members.paper.blank") : std::move(value)};
  }
};

void SetBody(Paper& paper) {
  const auto& member = paper.member;
  const auto& place = member.place;
  std::string address = place.address, contact = member.contact.name;
  if (const auto city = core::Trim(place.postcode + " " + place.city); !city.empty())
    address += (address.empty() ? "" : ", ") + std::string(city);
  for (const auto& part : {member.contact.function, member.contact.email, member.contact.phone})
    if (!part.empty()) contact += (contact.empty() ? "" : ", ") + part;
  auto& words = paper.words;
  words["member"] = {member.name};
  words["kind"] = {paper.visit.Say("membership.kind." + member.kind)};
  words["siret"] = paper.Or(member.siret);
  words["address"] = paper.Or(address);
  words["contact"] = One(contact);
  words["deliberation"] = {};
  if (paper.life.deliberated_on)
    words["deliberation"] = {
        core::Filled(paper.visit.Say("members.paper.numbered"),
                     {{"%n", paper.life.deliberation}, {"%d", core::FrenchDay(*paper.life.deliberated_on)}})};
}

// What it pays for a whole year, on the headcount that is known.
void SetFee(Paper& paper) {
  const auto& visit = paper.visit;
  auto& words = paper.words;
  const auto count = membership::HeadcountOn(visit.db, paper.member.collectivite_id, visit.Today());
  const auto agents = !count               ? std::string()
                      : count->agents == 1 ? visit.Say("members.paper.agent")
                                           : core::Filled(visit.Say("members.paper.agents"),
                                                          {{"%n", std::to_string(count->agents)}});
  words["headcount"] = paper.Or(agents);
  words["headcount_day"] = paper.Or(count ? core::FrenchDay(count->reference) : "");
  words["headcount_source"] = paper.Or(count ? count->source : "");
  const auto year = std::chrono::year_month_day{paper.member.effective_on.value_or(visit.Today())}.year();
  const auto& told = paper.Scheme()["dues"];
  const auto& own = told["everyone"].IsNull()
                        ? told[paper.member.affiliated ? "affiliated" : "non_affiliated"]
                        : told["everyone"];
  const auto kind = own.Text("kind");
  std::optional<std::int64_t> cents;
  if (count)
    if (const auto fee = dues::Compute(visit.office.scheme, {.headcount = count->agents,
                                                             .affiliated = paper.member.affiliated,
                                                             .year = static_cast<int>(year),
                                                             .effect = {}}))
      cents = fee->yearly_fee_cents;
  const bool inside = kind == "additional_contribution", free = kind == "free";
  words["free"] = If(free);
  words["fee_inside"] = If(inside);
  words["fee"] = !free && !inside && cents ? Values{dues::Euros(*cents)} : Values{};
  words["fee_unknown"] = If(!free && !inside && !cents);
}

void SetRules(Paper& paper) {
  const auto& rules = paper.visit.office.rules;
  const auto& told = paper.Scheme()["membership"];
  auto& words = paper.words;
  const auto clauses = TextsOf(told["clauses"]);
  const bool nullity = std::find(clauses.begin(), clauses.end(), "nullity") != clauses.end();
  words["start_text"] = {told["start"].Text("text")};
  words["notice_text"] = {told["notice"].Text("text")};
  words["end"] = {core::FrenchDay(rules.end)};
  words["renewed"] = If(rules.renewed);
  words["fixed_end"] = If(!rules.renewed);
  words["extension"] = One(told.Text("extension"));
  words["first"] = DayOf(paper.member.effective_on);
  words["chosen"] = paper.member.effective_on ? Values{} : DayOf(paper.life.chosen);
  words["ends_with_provider"] = If(rules.ends_with_provider);
  words["nullity"] = If(nullity);
  words["policy"] = If(rules.policy_read);
  words["provider_signs"] =
      If(std::find(rules.parties.begin(), rules.parties.end(), "provider") != rules.parties.end());
  words["originals"] = One(told["originals"].IsNull() ? "" : told.Text("originals"));
  words["documents"] = TextsOf(told["documents"]);
  words["information"] = TextsOf(told["information_by"]);
  words["leaving"] = {
      core::Filled(paper.visit.Say(rules.leaving.unit == scheme::Unit::kMonths ? "members.paper.months"
                                                                               : "members.paper.days"),
                   {{"%n", std::to_string(rules.leaving.count)}})};
}

void SetScheme(Paper& paper) {
  const auto& data = paper.Scheme();
  auto& words = paper.words;
  const auto name = paper.visit.office.scheme.Operator();
  words["operator"] = {name};
  SetArticles(words, name);
  const auto& voted = data["membership"]["deliberation_of_operator"];
  const auto on = core::ParseDay(voted.Text("date"));
  const auto number = voted.Text("number");
  const auto text = paper.visit.Say(number.empty() ? "members.paper.on" : "members.paper.numbered");
  words["operator_deliberation"] =
      on ? Values{core::Filled(text, {{"%n", number}, {"%d", core::FrenchDay(*on)}})} : Values{};
  Values providers, controllers;
  if (data["providers"].IsArray())
    for (const auto& one : data["providers"].Items()) providers.push_back(one.Text("name"));
  if (const auto& list = data["data_protection"]["controllers"]; list.IsArray())
    for (const auto& one : list.Items()) controllers.push_back(one.Text("who") + " – " + one.Text("of"));
  words["providers"] = providers.empty() ? Values{name} : std::move(providers);
  words["controllers"] = std::move(controllers);
  words["sanctions_contact"] = One(data["sanctions"].Text("contact"));
  words["court"] = {data["court"].Text("name")};
  words["amicable"] = If(data["court"].Text("amicable_first") == "true");
}

void SetEnd(Paper& paper) {
  auto& words = paper.words;
  words["last"] = DayOf(paper.member.ends_on);
  words["given_back"] = DayOf(paper.life.given_back_on);
  words["erase_from"] = DayOf(paper.life.erase_on);
  words["erased"] = DayOf(paper.life.erased_on);
  words["who"] = {};
  for (const auto& event : membership::Events(paper.visit.db, paper.member.collectivite_id))
    if (event.what == "erase" && words["who"].empty()) words["who"] = One(event.who);
}

// A frame for each party, with what is known of its signature.
document::Signatures Frames(const Paper& paper, const std::string& name) {
  const auto& rules = paper.visit.office.rules;
  document::Signatures frames;
  for (const auto& party : name == "certificate" ? rules.certificate_flow : rules.parties) {
    std::string lines = paper.visit.Say("members.paper.to_sign");
    for (const auto& one : paper.life.signatures)
      if (one.paper == name && one.party == party)
        lines = one.name + (one.function.empty() ? "" : ", " + one.function) + "\n" +
                core::Filled(paper.visit.Say("members.paper.signed"), {{"%d", core::FrenchDay(one.on)}});
    frames.parties.push_back({paper.visit.Say("members.paper.for." + party), lines});
  }
  return frames;
}

document::PdfDocument Fill(Paper& paper, const std::string& name) {
  const auto stem = name.substr(0, name.find('-'));
  if (stem == "amendment") {
    const auto n = std::stoul(name.substr(name.find('-') + 1));
    paper.words["number"] = {std::to_string(n)};
    paper.words["subject"] = {paper.life.amendments.at(n - 1).subject};
  }
  const auto& env = paper.visit.office.env;
  const auto path = env.config.share_dir + "/content/fr/membership/" + stem + ".md";
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  if (!(text << in.rdbuf())) throw std::runtime_error("cannot read " + path);
  auto manuscript = document::ReadManuscript(text.str(), paper.words);
  document::PdfDocument document{.title = manuscript.front["title"],
                                 .subject = manuscript.front["subject"],
                                 .author = paper.visit.office.scheme.Operator(),
                                 .date = paper.visit.now};
  document.footer = paper.member.name;
  document.blocks = std::move(manuscript.blocks);
  if (stem != "erasure") document.blocks.push_back(Frames(paper, name));
  return document;
}

}  // namespace

std::vector<std::string> Papers(const Visit& visit, const membership::Member& member,
                                const membership::Life& life) {
  std::vector<std::string> papers;
  if (member.state == membership::State::kErased) return {"erasure"};
  if (life.convention_on) {
    papers.emplace_back("convention");
    if (visit.office.rules.certificate) papers.emplace_back("certificate");
  }
  for (const auto& one : life.amendments) papers.push_back("amendment-" + std::to_string(one.n));
  return papers;
}

rt::Response ShowPaper(const Visit& visit, const membership::Member& member, const std::string& paper,
                       const std::string& format) {
  Paper filled{visit, member, membership::LifeOf(visit.db, member.collectivite_id), {}};
  const auto there = Papers(visit, member, filled.life);
  if (std::find(there.begin(), there.end(), paper) == there.end() || (format != "odt" && format != "pdf"))
    return rt::Refused(visit.office.env, visit.request,
                       {core::Kind::kNotFound, "paper", "members.paper_unknown"});
  SetBody(filled);
  SetFee(filled);
  SetRules(filled);
  SetScheme(filled);
  SetEnd(filled);
  const auto document = Fill(filled, paper);
  const auto name = member.slug + "-" + visit.Say("members.file." + paper.substr(0, paper.find('-'))) +
                    (paper.starts_with("amendment-") ? paper.substr(9) : "") + "." + format;
  if (format == "pdf") return rt::Attachment("application/pdf", visit.office.printer.Print(document), name);
  return rt::Attachment("application/vnd.oasis.opendocument.text", office::WriteOdt(document), name);
}

}  // namespace members

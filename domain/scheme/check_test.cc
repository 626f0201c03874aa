#include <algorithm>

#include "domain/scheme/scheme_fixture.h"

namespace scheme {
namespace {

// A delivered file with one passage changed, and what is said of it.
class Faulty : public OwnFolder {
 protected:
  std::string With(const std::string& id, const std::string& from, const std::string& to) {
    std::ifstream in(kDelivered + "/" + id + ".json");
    std::ostringstream read;
    read << in.rdbuf();
    std::string text = read.str();
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << id << " no longer has " << from;
    if (at != std::string::npos) text.replace(at, from.size(), to);
    return Said(Write("mine", text));
  }
};

TEST_F(Faulty, TheKeyAtFaultIsNamed) {
  struct Row {
    std::string id, from, to, path;
  };
  const Row rows[] = {
      {"cdg62", R"("operator": )", R"("opérateur": )", "opérateur: expected no such key"},
      {"cdg62", R"("operator": )", R"("theme": {"font": "x"}, "operator": )",
       "theme.font: expected no such key"},
      {"cdg62", R"("operator": )", R"("theme": {"logo": "", "light": {}}, "operator": )",
       "theme.logo: expected a text"},
      {"cdg62", R"("operator": )", R"("theme": {"dark": "#000000"}, "operator": )",
       "theme.dark: expected colours by their names"},
      {"cdg62", R"("mode": "allowed")", R"("mode": "anonymous")",
       "anonymity.mode: expected one of allowed, identified_to_provider, identified"},
      {"cdg62", R"("witness_may_stay_anonymous": true)", R"("witness_may_stay_anonymous": "yes")",
       "anonymity.witness_may_stay_anonymous: expected true or false"},
      {"cdg62", R"("concerns_authority": ["substitute"])", R"("concerns_authority": ["referent"])",
       "first_readers.concerns_authority: "},
      {"cdg62", R"("ordinary": ["referent"])", R"("ordinary": ["manager"])",
       "first_readers.ordinary[0]: expected one of referent, substitute, provider"},
      {"cdg69", R"("ordinary": ["provider"])", R"("ordinary": ["referent"])",
       "first_readers.ordinary: expected the provider"},
      {"cdg62", R"("steps": [)", R"("étapes": [)", "easy.étapes: expected no such key"},
      {"cdg62", R"("id": "acknowledged")", R"("id": "seen")", "states: expected \"received\" first"},
      {"cdg62", R"("id": "withdrawn")", R"("id": "measures")",
       "outcomes[5].id: expected an id that stands once"},
      {"cdg62", R"("callback": true)", R"("callback": false)", "channels.sign_language: expected false"},
      {"cdg62", R"("cents": 200)", R"("cents": 2.5)",
       "dues.everyone.cents: expected an amount in whole cents"},
      {"cdg62", R"("kind": "per_agent")", R"("kind": "per_head")",
       "dues.everyone.kind: expected one of per_agent"},
      {"cdg45", R"("from": 31)", R"("from": 32)",
       "dues.affiliated.bands[1].from: expected the headcount that follows"},
      {"cdg45", R"("from": 51)", R"("from": 50)",
       "dues.affiliated.bands[2].from: expected the headcount that follows"},
      {"cdg45", R"("from": 501, "to": null)", R"("from": 501, "to": 900)",
       "dues.affiliated.bands[5].to: expected null"},
      {"cdg69", R"("per_agent_cents": 100)", R"("per_agent_cents": 100, "cents": 1)",
       "dues.affiliated.bands[5]: expected either"},
      {"cdg60", R"("reason": "missing_in_source")", R"("why": "?")",
       "dues.non_affiliated.reason: expected one of missing_in_source"},
      {"cdg62", R"("by": "referent")", R"("by": "maire")", "phases[1].by: expected one of reporter"},
      {"cdg62", R"("date": "2024-12-17")", R"("date": "17/12/2024")", "source.date: expected a day"},
  };
  for (const auto& row : rows) {
    const auto said = With(row.id, row.from, row.to);
    EXPECT_NE(said.find(row.path), std::string::npos) << row.to << "\n" << said;
  }
}

TEST_F(Faulty, TheKeyAtFaultIsNamedInWhatTheOfficeNeeds) {
  struct Row {
    std::string id, patch, said;
  };
  const Row rows[] = {
      {"cdg45", R"("dues": {"collection": {"iban": "FR61 3000 1006 15C4 5400 0000 052"}})",
       "dues.collection.iban: expected an IBAN whose check digits"},
      {"cdg45", R"("dues": {"collection": {"iban": "FR61"}})", "dues.collection.iban: expected an IBAN"},
      {"cdg45", R"("seats": {"referent": "town_hall"})",
       "seats.referent: expected one of body, cdg, provider"},
      {"amacod", R"("seats": {"referent": "body"})",
       "seats.referent: expected no such key; known here: provider, authority"},
      {"cdg45", R"("scope": ["mobbing"])", "scope[0]: expected one of physical_violence"},
      {"cdg45", R"("membership": {"certificate_flow": null})",
       "membership.certificate_flow: expected a list"},
      {"cdg45", R"("membership": {"notice": {"by": "pigeon"}})",
       "membership.notice.by: expected one of registered_letter"},
      {"cdg62", R"("membership": {"reminders": {"term": 400}})", "membership.reminders.term: expected"},
      {"cdg62", R"("membership": {"reminders": {"birthday": 3}})", "membership.reminders.birthday"},
      {"cdg62", R"("membership": {"change_notice_days": -1})", "membership.change_notice_days: expected"},
      {"cdg62", R"("membership": {"deliberation_of_operator": {"date": null}})",
       "membership.deliberation_of_operator.date: expected a value, or null with a"},
      {"amacod", R"("membership": {"start": {"day": null}})", "membership.start.day: expected a day"},
      {"cdg62", R"("data_protection": {"controllers": null})",
       "data_protection.controllers: expected a value, or null with a"},
      {"cdg62", R"("sanctions": {"contact": ""})", "sanctions.contact: expected a text"},
      {"cdg62", R"("prices": {"vat": {"per_mille": 0, "source": "…"}})",
       "prices.vat.per_mille: expected a whole number from 1 to 300"},
      {"cdg62", R"("prices": {"vat": {"exempt": "…", "per_mille": 200, "source": "…"}})",
       "prices.vat.per_mille: expected nothing"},
      {"amacod",
       R"("providers": [{"name": "A", "lots": ["services"], "identity": {"siret": "1", "vat_number": "FR12345678901",
          "address": "a", "postcode": "21000", "city": "Dijon"}}])",
       "providers[0].identity.siret: expected 14 digits"},
      {"cdg62", R"("sanctions": {"answer": null})", "sanctions.answer: expected"},
      {"cdg62", R"("sanctions": {"answer": {"unit": "months"}})", "sanctions.answer.unit: expected one of days"},
      {"cdg62", R"("sanctions": {"penalty": ""})", "sanctions.penalty: expected a text"},
      {"cdg69", R"("commitments": [])", "commitments: expected"},
      {"cdg69", R"("commitments": [{"id": "a", "lot": "services", "text": "…", "source": "…", "clock": "tea"}])",
       "commitments[0].clock: expected one of receipt"},
      {"amacod", R"("commitments": [{"id": "a", "lot": "tool", "text": "…", "source": "…"}])",
       "commitments[0].lot: expected a lot that one of the providers holds"},
      {"cdg69", R"("governance": {"meetings_per_year": 0})",
       "governance.meetings_per_year: expected a whole number from 1 to 12"},
      {"cdg69", R"("options": [{"id": "cinema", "label": "…"}])",
       "options[0].id: expected one of history_import"},
      {"cdg69", R"("kit": ["balloon"])", "kit[0]: expected one of flyer"},
      {"cdg62", R"("publication": {"names": "oui"})", "publication.names: expected true or false"},
      {"cdg69", R"("providers": [{"name": "Cabinet", "lots": ["lot 1"]}])",
       "providers[0].lots[0]: expected one of tool, services"},
      {"cdg62", R"("prices": {"lines": {"psychological": {"cents": null}}})",
       "prices.lines.psychological.cents: expected a value, or null with a"},
      {"cdg62", R"("prices": {"lines": {"psychological": {"cents": 1.5}}})",
       "prices.lines.psychological.cents: expected an amount in whole cents"},
      {"cdg62", R"("prices": {"lines": {"report": {"contains": {"massage": 1}}}})",
       "prices.lines.report.contains.massage: expected the id of a line of unit package"},
      {"cdg62", R"("prices": {"lines": {"report": {"contains": {"legal_3": 1}}}})",
       "prices.lines.report.contains.legal_3: expected the id of a line"},
      {"cdg62", R"("prices": {"lines": {"report": {"contains": {"mediation": 1}}}})",
       "prices.lines.report.contains.mediation: expected the id of a line"},
      {"cdg62", R"("prices": {"lines": {"report": {"group": "treats"}}})",
       "prices.lines.report.group: expected one of the keys of prices.groups"},
      {"cdg62", R"("prices": {"lines": {"kit": {"included": true}}})", "prices.lines.kit.cents (from "},
      {"cdg62", R"("prices": {"lines": {"kit": {"doubt": null}}})",
       "prices.lines.kit.doubt: expected a text"},
      {"cdg62", R"("prices": {"lines": {"inquiry_10": {"hearings": {"from": 7}}}})",
       "prices.lines.inquiry_10.hearings.from: expected the number that follows"},
      {"cdg62", R"("prices": {"amounts": "unknown"})", "prices.reason: expected a text"},
      {"cdg69", R"("statistics": {"dimensions": ["shoe_size"]})",
       "statistics.dimensions[0]: expected one of kind"},
  };
  for (const auto& row : rows) {
    const auto said = Said(Write("cdg99", "{\"extends\": \"" + row.id + "\", " + row.patch + "}"));
    EXPECT_NE(said.find(row.said), std::string::npos) << row.patch << "\n" << said;
  }
}

TEST_F(Faulty, EveryFaultIsToldAtOnce) {
  const auto said = With("cdg62", R"("contacts": {)", R"("contacts": {"fax": "", )");
  EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 0) << said;
  const auto all = Said(Write("empty", "{}"));
  for (const char* key :
       {"id: ", ": anonymity: ", ": first_readers: ", ": states: ", ": dues: ", ": retention: "})
    EXPECT_NE(all.find(key), std::string::npos) << key;
}

}  // namespace
}  // namespace scheme

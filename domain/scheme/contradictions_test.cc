// Where the five conventions contradict each other, the answer of each is data.
#include <algorithm>
#include <functional>

#include "domain/scheme/scheme_fixture.h"

namespace scheme {
namespace {

// The answers of cdg62, cdg60, cdg45, cdg69 and amacod.
template <class Answer>
void Expect(const std::vector<Answer>& answers, const std::function<Answer(const Scheme&)>& of) {
  const char* const ids[] = {"cdg62", "cdg60", "cdg45", "cdg69", "amacod"};
  for (std::size_t i = 0; i < answers.size(); ++i) EXPECT_EQ(of(Delivered(ids[i])), answers[i]) << ids[i];
}

using Words = std::vector<std::string>;

std::string Listed(const Words& words) {
  std::string list;
  for (const auto& word : words) list += (list.empty() ? "" : " ") + word;
  return list;
}

std::string IdsOf(const json::Value& list) {
  Words ids;
  for (const auto& item : list.Items()) ids.push_back(item.IsString() ? item.String() : item.Text("id"));
  return Listed(ids);
}

TEST(Contradictions, C1Anonymity) {
  Expect<std::string>({"allowed", "allowed", "allowed", "identified_to_provider", "identified"},
                      [](const Scheme& scheme) { return scheme.Data()["anonymity"].Text("mode"); });
  Expect<bool>({true, true, true, true, false},
               [](const Scheme& scheme) { return scheme.WitnessMayStayAnonymous(); });
}

TEST(Contradictions, C2WhoReadsFirst) {
  Expect<std::string>({"referent", "referent", "provider", "provider", "provider"},
                      [](const Scheme& scheme) { return Listed(scheme.FirstReaders(false)); });
}

TEST(Contradictions, C3WhoDecidesThatAReportIsAdmissible) {
  Expect<std::string>({"referent", "referent", "provider", "provider", "provider"},
                      [](const Scheme& scheme) { return scheme.ActNamed("qualify")->by.front(); });
  Expect<std::string>(
      {"intake assessment treatment", "intake assessment treatment", "assessment consent treatment",
       "assessment support treatment", "assessment consent treatment"},
      [](const Scheme& scheme) { return IdsOf(scheme.Data()["phases"]); });
}

TEST(Contradictions, C4WhereTheReferentSits) {
  Expect<std::string>({"body", "body", "cdg", "body", ""},
                      [](const Scheme& scheme) { return scheme.Seat("referent"); });
}

TEST(Contradictions, C5WhoReceivesTheConclusionsAndAsksTheAuthority) {
  Expect<std::string>(
      {"referent", "referent", "referent", "referent", "authority"},
      [](const Scheme& scheme) { return IdsOf(scheme.Data()["conclusions"]["to"]["ordinary"]); });
  Expect<std::string>({"", "", "referent substitute", "provider", ""}, [](const Scheme& scheme) {
    const auto* act = scheme.ActNamed("ask_authority");
    return act ? Listed(act->by) : "";
  });
}

TEST(Contradictions, C6WhatTheEmployerLearnsBeforeConsent) {
  Expect<std::string>(
      {"nothing", "nothing", "nothing", "anonymised_summary", "nothing"},
      [](const Scheme& scheme) { return scheme.Data()["employer_learns"].Text("before_consent"); });
}

TEST(Contradictions, C7WhatTheFeeIncludes) {
  Expect<std::int64_t>({0, 0, 3, 0, 5}, [](const Scheme& scheme) {
    const auto& lines = scheme.Data()["prices"]["lines"].Members();
    return std::count_if(lines.begin(), lines.end(),
                         [](const auto& line) { return line.second["included"] == json::Value(true); });
  });
}

TEST(Contradictions, C8TheFeeItsHeadcountAndItsProration) {
  Expect<std::string>(
      {"per_agent", "additional_contribution", "bands", "bands", "free"}, [](const Scheme& scheme) {
        return scheme.Dues()[scheme.Dues().Has("everyone") ? "everyone" : "affiliated"].Text("kind");
      });
  Expect<std::string>(
      {"december_31_before", "december_31_before", "december_31_before", "january_1_of_joining_year", ""},
      [](const Scheme& scheme) { return scheme.Dues().Text("headcount_reference"); });
  Expect<std::string>({"none", "none", "days_to_year_end", "days_to_year_end", "none"},
                      [](const Scheme& scheme) { return scheme.Dues()["proration"].Text("kind"); });
}

TEST(Contradictions, C9Notice) {
  Expect<std::string>(
      {"3 anniversary", "3 anniversary", "2 any_time_after_meeting", "3 anniversary", "3 before_term"},
      [](const Scheme& scheme) {
        const auto& notice = scheme.Data()["membership"]["notice"];
        return notice.Text("months") + " " + notice.Text("when");
      });
}

TEST(Contradictions, C10Start) {
  Expect<std::string>({"first_of_month_after_receipt", "first_of_month_after_receipt",
                       "first_of_chosen_month", "chosen_day_or_receipt", "fixed_day"},
                      [](const Scheme& scheme) { return scheme.Data()["membership"]["start"].Text("rule"); });
}

TEST(Contradictions, C11PartiesAndCertificate) {
  Expect<std::int64_t>({3, 3, 2, 2, 2}, [](const Scheme& scheme) {
    return static_cast<std::int64_t>(scheme.Data()["membership"]["parties"].Items().size());
  });
  Expect<bool>({false, false, true, true, false},
               [](const Scheme& scheme) { return scheme.Data()["membership"]["certificate"].Bool(); });
}

TEST(Contradictions, C12KeptCaseByCaseWhateverIsPrinted) {
  Expect<bool>({true, true, false, true, false}, [](const Scheme& scheme) {
    return scheme.Data()["retention"].Text("printed").find("durée de la présente convention") !=
           std::string::npos;
  });
  Expect<int>({2, 2, 2, 2, 2}, [](const Scheme& scheme) { return scheme.KeepingOf("no_follow_up").count; });
}

TEST(Contradictions, C13WhoMayReport) {
  Expect<std::string>({"staff external", "staff", "staff", "staff", "staff former_staff candidates"},
                      [](const Scheme& scheme) { return IdsOf(scheme.Data()["publics"]); });
  const auto amacod = Delivered("amacod");
  const auto& candidates = amacod.Data()["publics"].Items().back();
  EXPECT_EQ(candidates.Text("from") + " " + candidates.Text("until"), "2017-10-01 2018-12-31");
}

TEST(Contradictions, C14AnInquiryIsCarriedOutNotOnlyWritten) {
  Expect<std::string>({"scoping hearings restitution", "scoping hearings restitution",
                       "scoping hearings restitution", "scoping hearings restitution", ""},
                      [](const Scheme& scheme) {
                        Words steps;
                        if (const auto& all = scheme.Data()["course"]["inquiry_steps"]; all.IsObject())
                          for (const auto& [id, label] : all.Members()) steps.push_back(id);
                        return Listed(steps);
                      });
}

TEST(Contradictions, C15LotsAndTheirHolders) {
  Expect<std::string>({"tool services", "tool services", "tool services", "tool | services", "services"},
                      [](const Scheme& scheme) {
                        std::string lots;
                        for (const auto& provider : scheme.Data()["providers"].Items())
                          lots += (lots.empty() ? "" : " | ") + IdsOf(provider["lots"]);
                        return lots;
                      });
}

TEST(Contradictions, C16WhoAnswersForTheData) {
  Expect<std::int64_t>({2, 2, 0, 2, 0}, [](const Scheme& scheme) {
    const auto& controllers = scheme.Data()["data_protection"]["controllers"];
    return controllers.IsArray() ? static_cast<std::int64_t>(controllers.Items().size()) : 0;
  });
}

}  // namespace
}  // namespace scheme

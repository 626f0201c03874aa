// Orders of prestations: from the wish to what is due.
#include "domain/casefile/orders.h"

#include "domain/access/trades.h"
#include "domain/casefile/case_fixture.h"
#include "domain/casefile/evidence.h"

namespace casefile {
namespace {

using Strings = std::vector<std::string>;

struct Orders : Fixture {
  Filed filed = Start();

  Filed Start() {
    const auto fresh = FileOne();
    EXPECT_TRUE(AsReader(referent, fresh).Do(scheme, "assess", json::Object(), 0, now));
    return fresh;
  }
  void Use(const std::string& id) {
    scheme = scheme::Scheme::Read(std::string(VIGIE_SOURCE_DIR) + "/content/schemes/" + id + ".json",
                                  std::string(VIGIE_SOURCE_DIR) + "/content/schemes");
  }
  static json::Value Content(const std::string& text) { return json::Parse(text).value(); }
  // "" when it was done.
  std::string Do(const Person& person, const std::string& act, const std::string& content = "{}") {
    const auto done = AsReader(person, filed).Do(scheme, act, Content(content), 0, now);
    return done ? "" : done.error().code;
  }
  Order Only(const Person& person) { return AsReader(person, filed).Orders(scheme).at(0); }
  // An order sent to the provider, who accepted it.
  void Accepted(const std::string& lines) {
    ASSERT_EQ(Do(referent, "request_service", "{\"lines\": " + lines + ", \"text\": \"Un secret\"}"), "");
    ASSERT_EQ(Do(referent, "order_service",
                 "{\"order\": 1, \"expert\": " + std::to_string(provider.account.id) + "}"),
              "");
    ASSERT_EQ(Do(provider, "accept_service", R"({"order": 1})"), "");
  }
  std::string Adviser(const Person& person) {
    const auto advisers = AsReader(person, filed).GetHeader().advisers;
    return std::find(advisers.begin(), advisers.end(), person.account.id) == advisers.end() ? "no" : "yes";
  }
};

TEST_F(Orders, GoFromTheWishToWhatIsDueForWhatWasReallyDelivered) {
  EXPECT_EQ(Do(referent, "request_service", R"({"lines": {}})"), "service.required");
  EXPECT_EQ(Do(referent, "request_service", R"({"lines": {"dance": 1}})"), "service.unknown");
  EXPECT_EQ(Do(referent, "order_service", R"({"order": 1})"), "order.unknown");
  ASSERT_EQ(Do(referent, "request_service", R"({"lines": {"conclusions": 1, "group": 2, "training": 1}})"),
            "");
  EXPECT_EQ(Only(referent).state, "asked");
  EXPECT_EQ(Only(referent).estimate.cents, 40000 + 2 * 48000);
  EXPECT_EQ(Only(referent).estimate.doubtful, Strings{"group"});
  EXPECT_EQ(Only(referent).estimate.unknown, Strings{"training"});
  ASSERT_EQ(Do(referent, "agree_service",
               R"({"order": 1, "decision": "yes", "who": "Mme la maire", "agreed_on": "2026-03-02"})"),
            "");
  EXPECT_EQ(Only(referent).agreement.Text("who"), "Mme la maire");
  const auto expert = std::to_string(provider.account.id);
  EXPECT_EQ(Do(referent, "order_service", R"({"order": 1, "expert": 999})"), "expert.unknown");
  ASSERT_EQ(Do(referent, "order_service", "{\"order\": 1, \"expert\": " + expert + "}"), "");
  EXPECT_EQ(Only(provider).provider, "Qualisocial") << "the order let its expert in";
  EXPECT_EQ(Do(referent, "accept_service", R"({"order": 1})"), "act.not_yours");
  EXPECT_EQ(Do(provider, "deliver_service", R"({"order": 1, "lines": {"group": 1}})"), "order.not_now");
  ASSERT_EQ(Do(provider, "accept_service", R"({"order": 1})"), "");
  EXPECT_EQ(Do(provider, "deliver_service", R"({"order": 1, "lines": {"kit": 1}})"), "lines.not_ordered");
  EXPECT_EQ(Do(provider, "deliver_service", R"({"order": 1, "lines": {"group": 51}})"), "quantity.too_large");
  EXPECT_EQ(Do(provider, "deliver_service", R"({"order": 1, "lines": {"group": 1}, "files": ["no"]})"),
            "files.unknown");
  ASSERT_EQ(Do(provider, "deliver_service", R"({"order": 1, "lines": {"conclusions": 1, "group": 1}})"), "");
  ASSERT_TRUE(Only(referent).due);
  EXPECT_EQ(Only(referent).due->cents, 40000 + 48000);
  EXPECT_EQ(Do(referent, "cancel_service", R"({"order": 1})"), "order.not_now");
  ASSERT_EQ(Do(referent, "settle_service", R"({"order": 1, "invoice": "F-12"})"), "");
  EXPECT_EQ(Only(referent).state, "settled");
  EXPECT_EQ(Only(referent).steps.size(), 6u);
  EXPECT_EQ(Only(referent).steps[3].name, "Personne provider");
  Strings journal;
  for (const auto& event : AsReader(referent, filed).History())
    if (event.what == "act") journal.push_back(event.detail);
  EXPECT_EQ(journal.back(), "settle_service\n1");
}

TEST_F(Orders, TheProviderComesOnlyWhenItIsOrderedAndReadsOnlyWhatIsAddressedToIt) {
  const auto second = Add("provider", 1);
  people::SetTrades(db, second.account.id, {{"services", "lawyer"}});
  people::SetTrades(db, provider.account.id, {{"services", "psychologist"}});
  ASSERT_EQ(Do(referent, "request_service", R"({"lines": {"psychological": 3}})"), "");
  EXPECT_FALSE(AsReader(referent, filed).LetIn(scheme, provider.account.id, now));
  const auto experts = AsReader(referent, filed).Experts(scheme, Only(referent), Today());
  ASSERT_EQ(experts.size(), 1u);
  EXPECT_EQ(experts[0].id, provider.account.id);
  ASSERT_EQ(Do(referent, "order_service", R"({"order": 1})"), "");
  ASSERT_TRUE(AsReader(referent, filed).LetIn(scheme, provider.account.id, now));
  ASSERT_TRUE(AsReader(referent, filed).LetIn(scheme, second.account.id, now));
  EXPECT_EQ(AsReader(provider, filed).Orders(scheme).size(), 1u);
  EXPECT_TRUE(AsReader(second, filed).Orders(scheme).empty()) << "a lawyer is not asked to listen";
  EXPECT_EQ(Do(second, "accept_service", R"({"order": 1})"), "order.not_addressed");
  people::SetTrades(db, provider.account.id, {{"tool", "psychologist"}});
  EXPECT_EQ(Do(provider, "accept_service", R"({"order": 1})"), "order.not_addressed") << "the other lot";
}

TEST_F(Orders, AnInquiryCountsItsHearingsAndIsPaidAtTheirSize) {
  Accepted(R"({"inquiry_5": 1})");
  const auto step = [&](const char* id, int hearings) {
    return Do(provider, "note_inquiry",
              std::string(R"({"order": 1, "held_on": "2026-03-02", "step": ")") + id +
                  "\", \"hearings\": " + std::to_string(hearings) + "}");
  };
  EXPECT_EQ(step("dance", 0), "step.unknown");
  ASSERT_EQ(step("scoping", 0), "");
  ASSERT_EQ(step("hearings", 4), "");
  ASSERT_EQ(step("hearings", 3), "");
  EXPECT_EQ(Only(referent).Hearings(), 7);
  EXPECT_EQ(Do(provider, "deliver_service", R"({"order": 1, "lines": {"inquiry_10": 1}})"), "lines.inquiry");
  ASSERT_EQ(step("restitution", 0), "");
  EXPECT_EQ(Do(provider, "deliver_service", R"({"order": 1, "lines": {"inquiry_5": 1}})"), "lines.hearings");
  EXPECT_EQ(Expected(services::CatalogueOf(scheme), Only(provider))[0].line, "inquiry_10");
  ASSERT_EQ(Do(provider, "deliver_service", R"({"order": 1, "lines": {"inquiry_10": 1}})"), "");
  EXPECT_EQ(Only(referent).due->cents, 685000);
}

TEST_F(Orders, OnlyAnInquiryHasSteps) {
  Accepted(R"({"group": 1})");
  EXPECT_EQ(Do(provider, "note_inquiry", R"({"order": 1, "step": "scoping"})"), "order.not_now");
  const auto file = AsReader(provider, filed);
  EXPECT_EQ(file.StepsNow(scheme, Only(provider)), (Strings{"deliver_service", "cancel_service"}));
}

TEST_F(Orders, WhereTheSchemeWantsTheAuthoritysAgreementNoOrderLeavesWithoutIt) {
  ASSERT_EQ(Do(referent, "request_service", R"({"lines": {"psychological": 1}})"), "");
  scheme = scheme::Scheme::Read(
      [this] {
        const auto own = folder + "/own.json";
        std::ofstream(own) << R"({"extends": "cdg62", "course": {"orders": {"agreement": "required"}}})";
        return own;
      }(),
      std::string(VIGIE_SOURCE_DIR) + "/content/schemes");
  EXPECT_EQ(Do(referent, "order_service", R"({"order": 1})"), "order.needs_agreement");
  EXPECT_EQ(AsReader(referent, filed).StepsNow(scheme, Only(referent)),
            (Strings{"agree_service", "cancel_service"}));
  ASSERT_EQ(Do(referent, "agree_service", R"({"order": 1, "decision": "yes"})"), "");
  EXPECT_EQ(Do(referent, "order_service", R"({"order": 1})"), "");
  ASSERT_EQ(Do(referent, "request_service", R"({"lines": {"psychological": 1}})"), "");
  ASSERT_EQ(Do(referent, "agree_service", R"({"order": 2, "decision": "no"})"), "");
  EXPECT_EQ(AsReader(referent, filed).Orders(scheme).at(1).state, "cancelled");
}

TEST_F(Orders, WhoeverHelpedTheAgentTakesNoOrderOfAdviceToTheAuthority) {
  const auto own = folder + "/own.json";
  std::ofstream(own) << R"({"extends": "cdg62", "prices": {"lines": {"meeting": {"for_authority": true}}}})";
  scheme = scheme::Scheme::Read(own, std::string(VIGIE_SOURCE_DIR) + "/content/schemes");
  Accepted(R"({"legal_3": 1})");
  EXPECT_EQ(Adviser(provider), "yes");
  ASSERT_EQ(Do(referent, "request_service", R"({"lines": {"meeting": 1}})"), "");
  ASSERT_EQ(Do(referent, "order_service", R"({"order": 2})"), "");
  EXPECT_EQ(Do(provider, "accept_service", R"({"order": 2})"), "act.needs.not_adviser");
}

TEST_F(Orders, AReportIsForThoseWhoReadTheCaseAndNothingOfItIsReadableOnTheDisk) {
  Accepted(R"({"group": 1})");
  const auto file = AsReader(provider, filed);
  const auto sink = EvidenceSink::ForCase(pool, file, now);
  form::Fields fields;
  sink->Begin(fields, "file", "compte-rendu-tres-secret.pdf");
  ASSERT_TRUE(sink->Write("%PDF-1.4 le contenu secret"));
  sink->End(fields);
  const auto kept = fields.Get("evidence.kept");
  ASSERT_FALSE(kept.empty());
  ASSERT_EQ(Do(provider, "deliver_service",
               "{\"order\": 1, \"lines\": {\"group\": 1}, \"files\": [\"" + kept + "\"]}"),
            "");
  EXPECT_EQ(Only(referent).files, Strings{kept});
  EXPECT_TRUE(AsReader(referent, filed).OpenEvidence(pool, kept, now));
  EXPECT_TRUE(AsReporter(filed).Evidence().empty());
  EXPECT_FALSE(AsReporter(filed).OpenEvidence(pool, kept, now));
  for (const char* word : {"compte-rendu", "contenu secret", "Un secret", "group", "deliver_service"})
    EXPECT_EQ(FileWith(word), "") << word;
}

TEST_F(Orders, ReportsLeaveTheReporterTheirRoom) {
  const auto add = [&](const Case& file) {
    const auto sink = EvidenceSink::ForCase(pool, file, now);
    form::Fields fields;
    sink->Begin(fields, "file", "a.pdf");
    sink->Write("%PDF-1.4");
    sink->End(fields);
    return fields.Has("evidence.kept");
  };
  for (int i = 0; i < kMaxFiles; ++i) ASSERT_TRUE(add(AsReader(referent, filed)));
  EXPECT_FALSE(add(AsReader(referent, filed)));
  EXPECT_TRUE(add(AsReporter(filed)));
}

}  // namespace
}  // namespace casefile

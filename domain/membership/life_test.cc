#include "domain/membership/life.h"

#include "domain/access/access.h"
#include "domain/membership/membership_fixture.h"
#include "lib/vault/vault.h"

namespace membership {
namespace {

Rules Delivered(const std::string& id) {
  const auto schemes = std::string(VIGIE_SOURCE_DIR) + "/content/schemes";
  return Rules::Of(scheme::Scheme::Read(schemes + "/" + id + ".json", schemes));
}

struct LifeOfAMember : Fixture {
  Rules rules = Delivered("cdg62");
  core::Instant now = core::Instant{Day("2026-02-02")} + std::chrono::hours(10);
  std::int64_t id = 0;

  LifeOfAMember() { vault::Start(); }
  void Today(std::string_view iso) { now = core::Instant{Day(iso)} + std::chrono::hours(10); }
  By Robin() const { return {"Robin Estelard", now}; }

  void Asked() { id = Ask(db, Valmeuse(), {}, Robin()).value().collectivite_id; }
  // "done", or the refusal: "<field>: <code>".
  std::string Try(Act act, const Told& told = {}) {
    store::Transaction transaction(db);
    const auto done = Do(db, rules, id, act, told, Robin());
    if (!done) return done.error().field + ": " + done.error().code;
    transaction.Commit();
    return "done";
  }
  Told Noted() const {
    Told told;
    told.number = "2026-012";
    told.on = Day("2026-01-20");
    told.policy = Day("2026-01-21");
    told.name = "Dany Ostrevant";
    return told;
  }
  Told Signed(const std::string& party, std::string_view on, const std::string& paper = "convention") const {
    Told told;
    told.paper = paper;
    told.party = party;
    told.name = "Signataire";
    told.function = "maire";
    told.on = Day(on);
    if (party == "body" && paper == "convention") told.received = told.on;
    return told;
  }
  Told On(std::string_view day) const {
    Told told;
    told.on = Day(day);
    return told;
  }
  Told Saying(const std::string& text) const {
    Told told;
    told.text = text;
    return told;
  }
  // A member since 1 March 2026 (cdg62), today.
  void Effective() {
    Asked();
    ASSERT_EQ(Try(Act::kAccept), "done");
    ASSERT_EQ(Try(Act::kNote, Noted()), "done");
    for (const auto& party : rules.parties) ASSERT_EQ(Try(Act::kSign, Signed(party, "2026-02-02")), "done");
    Today("2026-03-01");
    Advance(db, now);
    ASSERT_EQ(Now().state, State::kEffective);
  }
  Member Now() { return FindMember(db, id).value(); }
  Act Next() { return ActsNow(rules, Now(), LifeOf(db, id), core::LocalDay(now)).front(); }
  bool AgentsFindIt() { return people::FindCollectivite(db, Now().slug).has_value(); }
};

TEST_F(LifeOfAMember, GoesFromTheRequestToTheErasingOfItsData) {
  Asked();
  EXPECT_EQ(Now().state, State::kAsked);
  EXPECT_EQ(LifeOf(db, id).asked_on, Day("2026-02-02"));
  EXPECT_EQ(Next(), Act::kAccept);
  ASSERT_EQ(Try(Act::kAccept), "done");
  EXPECT_EQ(Next(), Act::kNote);
  ASSERT_EQ(Try(Act::kNote, Noted()), "done");
  EXPECT_EQ(Next(), Act::kSign);
  ASSERT_EQ(Try(Act::kSign, Signed("body", "2026-02-02")), "done");
  EXPECT_EQ(Now().state, State::kConvention) << "the two others have not signed";
  EXPECT_EQ(Now().effective_on, Day("2026-03-01"));
  ASSERT_EQ(Try(Act::kSign, Signed("cdg", "2026-02-02")), "done");
  ASSERT_EQ(Try(Act::kSign, Signed("provider", "2026-02-02")), "done");
  EXPECT_EQ(Now().state, State::kSigned);
  EXPECT_EQ(Now().ends_on, Day("2027-06-27")) << "the contract's end";
  EXPECT_FALSE(AgentsFindIt());
  EXPECT_EQ(Next(), Act::kNotify);
  ASSERT_EQ(Try(Act::kNotify, On("2026-02-02")), "done");

  Today("2026-02-28");
  EXPECT_EQ(Advance(db, now), 0);
  Today("2026-03-01");
  EXPECT_EQ(Advance(db, now), 1);
  EXPECT_EQ(Advance(db, now), 0) << "once";
  EXPECT_EQ(Now().state, State::kEffective);
  EXPECT_TRUE(AgentsFindIt());

  Today("2026-12-01");
  ASSERT_EQ(Try(Act::kNotice, On("2026-11-30")), "done");
  EXPECT_EQ(Now().state, State::kLeaving);
  EXPECT_EQ(Now().ends_on, Day("2027-02-28"));
  EXPECT_EQ(LifeOf(db, id).erase_on, Day("2027-06-01"));
  Today("2027-02-28");
  Advance(db, now);
  EXPECT_TRUE(AgentsFindIt()) << "served to the end of the last day";
  Today("2027-03-01");
  Advance(db, now);
  EXPECT_EQ(Now().state, State::kLeft);
  EXPECT_FALSE(AgentsFindIt());
  EXPECT_EQ(Next(), Act::kGiveBack);
  ASSERT_EQ(Try(Act::kGiveBack, On("2027-03-01")), "done");
  EXPECT_EQ(Try(Act::kErase), ": membership.act.left") << "not before its day";
  Today("2027-06-01");
  EXPECT_EQ(Next(), Act::kErase);
  ASSERT_EQ(Try(Act::kErase), "done");
  EXPECT_EQ(Now().state, State::kErased);
  EXPECT_EQ(LifeOf(db, id).erased_on, Day("2027-06-01"));

  std::vector<std::string> words;
  for (const auto& event : Events(db, id)) words.push_back(event.what);
  EXPECT_EQ(words, (std::vector<std::string>{"erase", "give_back", "ended", "notice", "began", "notify",
                                             "sign", "sign", "sign", "note", "accept", "asked"}));
}

TEST_F(LifeOfAMember, WhatIsErasedNamesNobodyAnyMore) {
  Effective();
  auto add = [&](const char* login, bool elsewhere) {
    const auto account = people::AddAccount(db, login, "Une personne", "p@exemple.fr").value();
    EXPECT_TRUE(people::Assign(db, account, "referent", id));
    if (elsewhere) {
      const auto ardelle = Add(db, Named("Ardelle", State::kEffective)).value().collectivite_id;
      EXPECT_TRUE(people::Assign(db, account, "referent", ardelle));
    }
    return account;
  };
  const auto here = add("ici", false), both = add("ailleurs", true);
  ASSERT_EQ(Try(Act::kNotice, On("2026-03-01")), "done");
  Today("2027-06-01");
  Advance(db, now);
  ASSERT_EQ(Try(Act::kErase), "done");
  const auto one = Now();
  EXPECT_EQ(one.contact.name + one.contact.email + one.contact.phone + one.contact.function, "");
  EXPECT_EQ(one.name, "Commune de Valmeuse") << "a body is nobody";
  const auto life = LifeOf(db, id);
  EXPECT_EQ(life.policy_reader, "");
  for (const auto& signature : life.signatures) EXPECT_EQ(signature.name + signature.function, "");
  for (const auto& event : Events(db, id)) EXPECT_EQ(event.detail, "");
  EXPECT_FALSE(people::FindAccount(db, here)->active);
  EXPECT_TRUE(people::FindAccount(db, both)->active);
  EXPECT_EQ(people::FindAccount(db, both)->assignments.size(), 1u);
}

TEST_F(LifeOfAMember, IsNotErasedWhileACaseIsThere) {
  Effective();
  ASSERT_EQ(Try(Act::kNotice, On("2026-03-01")), "done");
  Today("2027-06-01");
  Advance(db, now);
  db.Prepare(
        "INSERT INTO case_file (number, collectivite_id, received_on, header, report, identity, locator, "
        "salt, "
        "reporter_public, reporter_secret, reporter_case_key, reporter_identity_key) "
        "VALUES ('x', ?1, 1, x'', x'', x'', '', x'', x'', x'', x'', x'')")
      .Bind(id)
      .Run();
  EXPECT_EQ(Try(Act::kErase), ": membership.erase.cases");
  EXPECT_EQ(Now().state, State::kLeft);
}

TEST_F(LifeOfAMember, TheBodySignsOnceWhatMustComeBeforeHasCome) {
  Asked();
  Try(Act::kAccept);
  EXPECT_EQ(Try(Act::kSign, Signed("body", "2026-02-02")), "party: membership.deliberation.required");
  auto noted = Noted();
  noted.policy.reset();
  noted.name.clear();
  ASSERT_EQ(Try(Act::kNote, noted), "done");
  EXPECT_EQ(Try(Act::kSign, Signed("body", "2026-02-02")), "party: membership.policy.missing");
  ASSERT_EQ(Try(Act::kNote, Noted()), "done");
  EXPECT_EQ(Try(Act::kSign, Signed("body", "2026-01-19")), "on: membership.deliberation.after");
  EXPECT_EQ(Try(Act::kSign, Signed("body", "2026-02-03")), "on: membership.day.future");
  auto told = Signed("body", "2026-02-01");
  told.received = Day("2026-01-31");
  EXPECT_EQ(Try(Act::kSign, told), "received: membership.received.early");
  told.received.reset();
  EXPECT_EQ(Try(Act::kSign, told), "received: membership.received.required");
  told.name = " ";
  EXPECT_EQ(Try(Act::kSign, told), "name: membership.name.required");
  EXPECT_EQ(Try(Act::kSign, Signed("king", "2026-02-01")), "party: membership.party.required");
  EXPECT_TRUE(LifeOf(db, id).signatures.empty());
  EXPECT_FALSE(Now().effective_on);
}

TEST_F(LifeOfAMember, APaperThatComesLateMovesTheDayThatWasTyped) {
  rules = Delivered("cdg69");
  Today("2025-05-05");
  Told wished;
  wished.chosen = Day("2025-01-01");
  id = Ask(db, Valmeuse(), wished, Robin()).value().collectivite_id;
  Try(Act::kAccept);
  Today("2025-09-08");
  auto noted = Noted();
  noted.number = "26-2025";
  noted.on = Day("2025-06-16");
  noted.policy = Day("2025-06-16");
  ASSERT_EQ(Try(Act::kNote, noted), "done");
  ASSERT_EQ(Try(Act::kSign, Signed("cdg", "2025-09-08")), "done");
  ASSERT_EQ(Try(Act::kSign, Signed("body", "2025-09-08")), "done");
  EXPECT_EQ(Now().effective_on, Day("2025-09-08"));
  EXPECT_EQ(Now().state, State::kEffective) << "its first day is today";
  const auto certificate = ToSign(rules, Now(), LifeOf(db, id));
  ASSERT_EQ(certificate.size(), 3u);
  EXPECT_EQ(certificate[0].paper + " " + certificate[0].party, "certificate provider");
  ASSERT_EQ(Try(Act::kSign, Signed("provider", "2025-09-08", "certificate")), "done");
  EXPECT_EQ(ToSign(rules, Now(), LifeOf(db, id)).size(), 2u);
}

TEST_F(LifeOfAMember, AnActOutOfItsOrderIsRefusedAndChangesNothing) {
  Asked();
  for (const auto act : {Act::kSign, Act::kNotify, Act::kAmend, Act::kNotice, Act::kEnd, Act::kKeep,
                         Act::kGiveBack, Act::kErase, Act::kAskAgain})
    EXPECT_EQ(Try(act, On("2026-02-01")), ": membership.act.asked") << Word(act);
  EXPECT_EQ(Now().state, State::kAsked);
  EXPECT_EQ(Events(db, id).size(), 1u);
  id += 1;
  EXPECT_EQ(Try(Act::kAccept), ": membership.unknown");
}

TEST_F(LifeOfAMember, IsRefusedWithAReasonAndMayAskAgain) {
  Asked();
  EXPECT_EQ(Try(Act::kDecline), "text: membership.text.required");
  ASSERT_EQ(Try(Act::kDecline, Saying("hors du département")), "done");
  EXPECT_EQ(Try(Act::kAccept), ": membership.act.refused");
  EXPECT_EQ(Events(db, id).front().detail, "hors du département");
  ASSERT_EQ(Try(Act::kAskAgain), "done");
  EXPECT_EQ(Now().state, State::kAsked);
}

TEST_F(LifeOfAMember, IsAcceptedWhereTheSchemeIsOpenToIt) {
  rules.open_to = {"non_affiliated"};
  Asked();
  EXPECT_EQ(Try(Act::kAccept), "affiliated: membership.not_open_to");
}

TEST_F(LifeOfAMember, TakesItsNoticeBackAsLongAsItIsThere) {
  Effective();
  ASSERT_EQ(Try(Act::kNotice, On("2026-03-01")), "done");
  ASSERT_EQ(Try(Act::kKeep), "done");
  EXPECT_EQ(Now().state, State::kEffective);
  EXPECT_EQ(Now().ends_on, Day("2027-06-27"));
  EXPECT_FALSE(LifeOf(db, id).erase_on);
  ASSERT_EQ(Try(Act::kNotice, On("2026-03-01")), "done");
  Today("2027-03-01");
  Advance(db, now);
  EXPECT_EQ(Try(Act::kKeep), ": membership.act.left");
}

TEST_F(LifeOfAMember, EndsByRightWithTheProviderOnlyWhereTheSchemeSaysSo) {
  Effective();
  auto told = On("2026-05-31");
  EXPECT_EQ(Try(Act::kEnd, told), "text: membership.text.required");
  told.text = "le marché est résilié";
  EXPECT_EQ(Try(Act::kEnd,
                [&] {
                  auto early = told;
                  early.on = Day("2026-02-01");
                  return early;
                }()),
            "on: membership.end.early");
  ASSERT_EQ(Try(Act::kEnd, told), "done");
  EXPECT_EQ(Now().ends_on, Day("2026-05-31"));
  ASSERT_EQ(Try(Act::kKeep), "done");
  rules.ends_with_provider = false;
  EXPECT_EQ(Try(Act::kEnd, told), ": membership.act.effective");
}

TEST_F(LifeOfAMember, MayBeTakenOverAsItStands) {
  Asked();
  EXPECT_EQ(Try(Act::kAdopt, On("2026-02-03")), "on: membership.day.future");
  ASSERT_EQ(Try(Act::kAdopt, On("2025-04-01")), "done");
  EXPECT_EQ(Now().state, State::kEffective);
  EXPECT_EQ(Now().effective_on, Day("2025-04-01"));
  EXPECT_TRUE(AgentsFindIt());
}

TEST_F(LifeOfAMember, AnAmendmentIsSignedByThePartiesOfTheConvention) {
  Effective();
  EXPECT_EQ(Try(Act::kAmend), "text: membership.text.required");
  ASSERT_EQ(Try(Act::kAmend, Saying("effectif porté à 42 agents")), "done");
  ASSERT_EQ(Try(Act::kAmend, Saying("changement de dénomination")), "done");
  EXPECT_EQ(ToSign(rules, Now(), LifeOf(db, id)).size(), 6u);
  ASSERT_EQ(Try(Act::kSign, Signed("body", "2026-03-01", "amendment-2")), "done");
  EXPECT_EQ(ToSign(rules, Now(), LifeOf(db, id)).size(), 5u);
  EXPECT_EQ(LifeOf(db, id).amendments.at(1).subject, "changement de dénomination");
}

TEST_F(LifeOfAMember, NotesComeInAnyOrderAndKeepWhatWasNoted) {
  Asked();
  Told committee;
  committee.committee = Day("2026-01-10");
  ASSERT_EQ(Try(Act::kNote, committee), "done");
  ASSERT_EQ(Try(Act::kNote, Noted()), "done");
  EXPECT_EQ(LifeOf(db, id).committee_on, Day("2026-01-10"));
  EXPECT_EQ(LifeOf(db, id).deliberation, "2026-012");
  committee.committee = Day("2026-02-03");
  EXPECT_EQ(Try(Act::kNote, committee), "committee: membership.day.future");
  Told half;
  half.number = "12";
  EXPECT_EQ(Try(Act::kNote, half), "on: membership.on.required");
  half = {};
  half.policy = Day("2026-01-10");
  EXPECT_EQ(Try(Act::kNote, half), "name: membership.name.required");
}

}  // namespace
}  // namespace membership

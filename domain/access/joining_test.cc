// From an invitation to an account that has keys.
#include <gtest/gtest.h>

#include <set>

#include "domain/access/access_fixture.h"

namespace people {
namespace {

using namespace std::chrono_literals;

struct Joining : Fixture {};

TEST_F(Joining, AnInvitationMakesAReaderAndWorksOnce) {
  const auto id = Add("jeanne");
  EXPECT_TRUE(Readers(db, place.id, {"referent"}).empty());
  const auto token = Invite(db, id, now);
  ASSERT_TRUE(FindInvitation(db, token, now));
  EXPECT_EQ(FindInvitation(db, token, now)->login, "jeanne");
  ASSERT_TRUE(Accept(token));
  EXPECT_TRUE(FindAccount(db, id)->joined);
  EXPECT_EQ(Readers(db, place.id, {"referent"}).size(), 1u);
  EXPECT_FALSE(FindInvitation(db, token, now));
  EXPECT_EQ(CodeOf(Accept(token)), "invitation.unknown");
}

TEST_F(Joining, AnInvitationIsGoodForSevenDays) {
  const auto token = Invite(db, Add("jeanne"), now);
  now += 7 * 24h - 1s;
  EXPECT_TRUE(FindInvitation(db, token, now));
  now += 1s;
  EXPECT_FALSE(FindInvitation(db, token, now));
  EXPECT_EQ(Accept(token).error(), (core::Refusal{core::Kind::kNotFound, "", "invitation.unknown"}));
}

TEST_F(Joining, ANewInvitationReplacesTheEarlierOneOfThisAccountOnly) {
  const auto id = Add("jeanne");
  const auto other = Invite(db, Add("paul"), now);
  const auto first = Invite(db, id, now), second = Invite(db, id, now);
  EXPECT_NE(first, second);
  EXPECT_EQ(CodeOf(Accept(first)), "invitation.unknown");
  EXPECT_TRUE(Accept(second));
  EXPECT_TRUE(Accept(other));
  EXPECT_FALSE(FindInvitation(db, "", now));
  EXPECT_FALSE(FindInvitation(db, "invente", now));
}

TEST_F(Joining, WhatIsRefusedLeavesTheInvitationGood) {
  const auto id = Add("jeanne");
  const auto token = Invite(db, id, now);
  EXPECT_EQ(CodeOf(Accept(token, "court")), "password.too_short");
  EXPECT_EQ(CodeOf(Accept(token, "Personne.Essai.1")), "password.personal");
  const auto late = vault::TotpCode(InvitationTotp(token), now - 5min);
  EXPECT_EQ(AcceptInvitation(db, token, kPassword, late, now).error(),
            (core::Refusal{core::Kind::kInvalid, "totp", "totp.wrong"}));
  EXPECT_FALSE(FindAccount(db, id)->joined);
  EXPECT_TRUE(Accept(token));
}

TEST_F(Joining, OfTwoWhoAcceptAtTheSameTimeOneWins) {
  const auto token = Invite(db, Add("jeanne"), now);
  const auto code = vault::TotpCode(InvitationTotp(token), now);
  const auto accept = [&](store::Db& own) {
    return AcceptInvitation(own, token, kPassword, code, now).has_value();
  };
  EXPECT_EQ(AtOnce(4, accept), 1);
  EXPECT_EQ(Count("recovery"), 5);
}

TEST_F(Joining, TheOneTimeSecretDependsOnTheTokenAlone) {
  EXPECT_EQ(InvitationTotp("un"), InvitationTotp("un"));
  EXPECT_NE(InvitationTotp("un"), InvitationTotp("deux"));
  EXPECT_EQ(InvitationTotp("un").size(), 20u);
}

TEST_F(Joining, TheCodeThatWasUsedToJoinDoesNotSignIn) {
  const auto token = Invite(db, Add("jeanne"), now);
  ASSERT_TRUE(Accept(token));
  const auto totp = InvitationTotp(token);
  EXPECT_FALSE(SignIn(db, "jeanne", kPassword, vault::TotpCode(totp, now), now));
  now += 30s;
  EXPECT_TRUE(SignIn(db, "jeanne", kPassword, vault::TotpCode(totp, now), now));
}

TEST_F(Joining, GivesFiveRecoveryCodesThatCanBeReadAndDiffer) {
  const auto member = Join("jeanne");
  EXPECT_EQ(std::set<std::string>(member.recovery_codes.begin(), member.recovery_codes.end()).size(), 5u);
  EXPECT_EQ(RecoveryCodesLeft(db, member.id), 5);
  for (const auto& code : member.recovery_codes) {
    EXPECT_EQ(code.size(), 34u) << code;
    EXPECT_EQ(code.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567-"), std::string::npos) << code;
  }
}

// A case with a grant of each kind, a note and a wish to be called back, as far as the tables go.
void AddTraces(Fixture& fixture, std::int64_t account_id) {
  fixture.db.Exec(
      "INSERT OR IGNORE INTO case_file (id, number, collectivite_id, received_on, header, report, identity, "
      "locator, salt, reporter_public, reporter_secret, reporter_case_key, reporter_identity_key)"
      " VALUES (1, 'AAAA-BBBB', 1, 20000, x'00', x'00', x'00', '123456', x'00', x'00', x'00', x'00', x'00')");
  for (const char* insert :
       {"INSERT INTO case_grant (account_id, case_id, sealed_key) VALUES (?1, 1, x'00')",
        "INSERT INTO identity_grant (account_id, case_id, sealed_key) VALUES (?1, 1, x'00')",
        "INSERT INTO note (account_id, case_id, written_on, sealed) VALUES (?1, 1, 20000, x'00')",
        "INSERT INTO callback (account_id, case_id, public_id, asked_on, sealed) VALUES (?1, 1, 'x', 20000, "
        "x'00')"})
    fixture.db.Prepare(insert).Bind(account_id).Run();
}

TEST_F(Joining, JoiningAgainForgetsWhatTheFormerKeysOpenedAndNothingOfOthers) {
  const auto member = Join("jeanne"), neighbour = Join("paul");
  AddTraces(*this, member.id);
  AddTraces(*this, neighbour.id);
  const auto keys = Enter(member)->keys;
  const auto cookie = OpenSession(db, SessionKind::kDesk, member.id, keys.secret_key, now);
  const auto token = Invite(db, member.id, now);
  EXPECT_TRUE(FindSession(db, SessionKind::kDesk, cookie, now)) << "an invitation alone changes nothing";

  const auto again = Accept(token, "une tout autre phrase longue").value();
  for (const char* table : {"case_grant", "identity_grant", "note", "callback"}) {
    EXPECT_EQ(Count(std::string(table) + " WHERE account_id = " + std::to_string(member.id)), 0) << table;
    EXPECT_EQ(Count(std::string(table) + " WHERE account_id = " + std::to_string(neighbour.id)), 1) << table;
  }
  EXPECT_FALSE(FindSession(db, SessionKind::kDesk, cookie, now));
  now += 1min;
  EXPECT_FALSE(Enter(member)) << "the former password and the former application";
  EXPECT_FALSE(Recover(db, "jeanne", member.recovery_codes[0], "une troisième phrase longue"));
  EXPECT_EQ(RecoveryCodesLeft(db, member.id), 5);
  const auto code = vault::TotpCode(InvitationTotp(token), now);
  const auto renewed = SignIn(db, "jeanne", "une tout autre phrase longue", code, now);
  ASSERT_TRUE(renewed);
  EXPECT_NE(renewed->keys.public_key, keys.public_key);
  EXPECT_TRUE(Recover(db, "jeanne", again.recovery_codes[0], "une troisième phrase longue"));
}

TEST_F(Joining, NothingSecretStandsInTheDatabaseInClear) {
  const auto id = Add("jeanne");
  const auto token = Invite(db, id, now);
  const auto joined = Accept(token).value();
  now += 1min;
  const auto totp = InvitationTotp(token);
  const auto entered = SignIn(db, "jeanne", kPassword, vault::TotpCode(totp, now), now).value();
  const auto cookie = OpenSession(db, SessionKind::kDesk, id, entered.keys.secret_key, now);
  const auto waiting = Invite(db, id, now);

  std::vector<std::string> secrets{
      kPassword, token, waiting, totp, vault::TotpBase32(totp), cookie, InvitationTotp(waiting)};
  secrets.emplace_back(entered.keys.secret_key.Bytes());
  for (const auto& code : joined.recovery_codes) {
    secrets.push_back(code);
    std::string bare = code;
    std::erase(bare, '-');
    secrets.push_back(bare);
  }
  for (const auto& secret : secrets) EXPECT_EQ(FilesWith(secret), "") << secret;
  EXPECT_NE(FilesWith("jeanne"), "") << "the search finds what is there";
}

}  // namespace
}  // namespace people

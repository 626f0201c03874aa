#include "lib/mail/mail.h"

#include <gtest/gtest.h>

namespace {

TEST(Mail, ComposesAMessageThatAnyReaderShows) {
  const auto text = mail::Compose(
      {"a@cdg.example", "b@ville.example", "Un message vous attend, é", "Bonjour", "vigie-7"}, 1700000000);
  EXPECT_NE(text.find("Message-ID: <vigie-7@cdg.example>\r\n"), std::string::npos);
  EXPECT_NE(text.find("Subject: =?UTF-8?B?VW4gbWVzc2FnZSB2b3VzIGF0dGVuZCwgw6k=?=\r\n"), std::string::npos);
  EXPECT_NE(text.find("Auto-Submitted: auto-generated\r\n"), std::string::npos);
  EXPECT_NE(text.find("Date: Tue, 14 Nov 2023 22:13:20 +0000\r\n"), std::string::npos);
  EXPECT_NE(text.find("\r\n\r\nQm9uam91cg==\r\n"), std::string::npos);
}

TEST(Mail, RefusesWhatCouldForgeAHeader) {
  EXPECT_TRUE(mail::IsAddress("prenom.nom@exemple.fr"));
  for (const auto* bad : {"", "sans-arobase", "@exemple.fr", "a@b", "a@b.fr\r\nBcc: x@y.fr", "a b@c.fr",
                          "a@b@c.fr", "<a@b.fr>"})
    EXPECT_FALSE(mail::IsAddress(bad)) << bad;
}

TEST(Mail, AskingAnAbsentRelayIsForLater) {
  const mail::Relay absent{"127.0.0.1", 1, "none", "", "", ""};
  EXPECT_EQ(mail::Send(absent, {"a@cdg.example", "b@ville.example", "s", "t", "1"}, 0).outcome,
            mail::Outcome::kLater);
}

}  // namespace

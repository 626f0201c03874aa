#include "lib/mail/mail.h"

#include <gtest/gtest.h>

namespace {

TEST(Mail, ComposesAMessageThatAnyReaderShows) {
  const auto text = mail::Compose({"a@cdg.example", "b@ville.example", "Un message vous attend, é", "Bonjour",
                                   "<p>Bonjour</p>", "vigie-7"},
                                  1700000000);
  EXPECT_NE(text.find("Message-ID: <vigie-7@cdg.example>\r\n"), std::string::npos);
  EXPECT_NE(text.find("Subject: =?UTF-8?B?VW4gbWVzc2FnZSB2b3VzIGF0dGVuZCwgw6k=?=\r\n"), std::string::npos);
  EXPECT_NE(text.find("Auto-Submitted: auto-generated\r\n"), std::string::npos);
  EXPECT_NE(text.find("Date: Tue, 14 Nov 2023 22:13:20 +0000\r\n"), std::string::npos);
  // RFC 2046, 5.1.4: the plainest first, the one to be preferred last.
  EXPECT_NE(text.find("\r\nContent-Type: multipart/alternative; boundary=\"=_vigie\"\r\n\r\n--=_vigie\r\n"
                      "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                      "Qm9uam91cg==\r\n--=_vigie\r\nContent-Type: text/html; charset=utf-8\r\n"),
            std::string::npos)
      << text;
  EXPECT_TRUE(text.ends_with("\r\n\r\nPHA+Qm9uam91cjwvcD4=\r\n--=_vigie--\r\n")) << text;
}

TEST(Mail, RefusesWhatCouldForgeAHeader) {
  EXPECT_TRUE(mail::IsAddress("prenom.nom@exemple.fr"));
  for (const auto* bad : {"", "sans-arobase", "@exemple.fr", "a@b", "a@b.fr\r\nBcc: x@y.fr", "a b@c.fr",
                          "a@b@c.fr", "<a@b.fr>"})
    EXPECT_FALSE(mail::IsAddress(bad)) << bad;
}

TEST(Mail, AskingAnAbsentRelayIsForLater) {
  const mail::Relay absent{"127.0.0.1", 1, "none", "", "", ""};
  EXPECT_EQ(mail::Send(absent, {"a@cdg.example", "b@ville.example", "s", "t", "h", "1"}, 0).outcome,
            mail::Outcome::kLater);
}

}  // namespace

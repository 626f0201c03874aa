#include "functions/record/record.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "domain/report/record.h"
#include "lib/document/pdf_audit.h"
#include "tests/support/fake_case.h"
#include "tests/support/pdf.h"

namespace {

struct Record : testing::Test {
  fake::World world;
  casefile::Filed filed = fake::FileNamed(world);
  rt::Function function = record::Make(world.Env());

  rt::Response Mine() { return function.handle(fake::Get({}, fake::ReporterCookie(world, filed))); }
  rt::Response AtDesk(const std::string& login) {
    return function.handle(fake::Get({{"case", filed.number}}, fake::DeskCookie(world, login)));
  }
  // As the agreement page does it; gives the fingerprint.
  std::string Sign() {
    auto db = world.Pool().Take();
    const auto scheme = fake::SchemeOf(world);
    auto reader = fake::AsReader(world, *db, "referent", filed);
    for (const char* act : {"assess", "qualify"})
      EXPECT_TRUE(reader.Do(scheme, act, json::Object(), 0, world.Now()));
    auto own = fake::AsReporter(*db, filed);
    EXPECT_TRUE(own.Release({"referent"}, json::Value(), core::LocalDay(world.Now())));
    const auto signed_now = report::RecordOf(rt::ReadCard(world.Env(), "report"), own);
    EXPECT_TRUE(
        own.Do(scheme, "sign_record", report::SignatureOf(signed_now, "Camille Fictive"), 0, world.Now()));
    return signed_now.sha256;
  }
};

// Copied text in one line.
std::string Flat(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\f'; }, ' ');
  return text;
}
void ExpectAll(const std::string& text, const std::vector<std::string>& parts) {
  for (const auto& part : parts) EXPECT_NE(text.find(part), std::string::npos) << part << "\nin\n" << text;
}

TEST_F(Record, OnceSignedGivesBothTheSameBytesWithAllThatWasSigned) {
  const auto sha256 = Sign();
  const auto mine = Mine(), theirs = AtDesk("referent");
  ASSERT_EQ(mine.status, 200);
  EXPECT_EQ(mine.type, "application/pdf");
  EXPECT_EQ(fake::Header(mine, "Cache-Control"), "no-store");
  EXPECT_EQ(fake::Header(mine, "Content-Disposition"),
            "attachment; filename=\"fiche-" + filed.number + ".pdf\"");
  EXPECT_EQ(theirs.body, mine.body);
  world.Later(std::chrono::hours{100 * 24});
  EXPECT_EQ(AtDesk("referent").body, mine.body) << "whenever it is asked";

  const tests::Pdf pdf(mine.body);
  EXPECT_EQ(document::AuditPdf(mine.body), std::vector<std::string>{});
  ExpectAll(pdf.Info(), {"Title:           Fiche de signalement\n", "Tagged:          yes"});
  auto text = Flat(pdf.Text());
  ExpectAll(text,
            {"Fiche de signalement", fake::SchemeOf(world).Operator(), fake::SchemeOf(world).Name(),
             "Commune de Saint-Romain", filed.number, "24 novembre 2026", "Il crie <b>chaque matin</b>.",
             "Camille Fictive", "Signée en ligne", "chiffrées avec la clé du dossier", "Page 1 sur 2"});
  std::erase(text, ' ');
  ExpectAll(text, {sha256});
  EXPECT_EQ(text.find("nonsigné"), std::string::npos);
}

TEST_F(Record, BeforeItIsSignedIsADraftForItsReporterAlone) {
  const auto draft = Mine();
  ASSERT_EQ(draft.status, 200);
  const auto text = Flat(tests::Pdf(draft.body).Text());
  ExpectAll(text, {"Fiche de signalement, projet non signé", "Projet, non signé.", "Il crie"});
  EXPECT_EQ(text.find("SHA-256"), std::string::npos);
  const auto refused = AtDesk("referent");
  EXPECT_EQ(refused.status, 404);
  EXPECT_TRUE(fake::Says(refused, "n’a pas signé de fiche"));
}

TEST(RecordCopy, StandsInForItWhereTheSchemeAsksForNoSignature) {
  fake::World world("cdg69");
  const auto filed = fake::FileNamed(world);
  const auto function = record::Make(world.Env());
  const auto copy = function.handle(fake::Get({}, fake::ReporterCookie(world, filed)));
  ExpectAll(Flat(tests::Pdf(copy.body).Text()), {"Copie d’un signalement", "ne demande pas de signature"});
}

// Someone else holds the case; the name was not released to them.
TEST_F(Record, TellsTheNameOfItsSignerToNobodyElse) {
  Sign();
  auto db = world.Pool().Take();
  const auto provider = world.Account("provider");
  const auto key = fake::AsReader(world, *db, "referent", filed).CaseKey();
  db->Prepare("INSERT INTO case_grant (case_id, account_id, sealed_key) VALUES (?1, ?2, ?3)")
      .Bind(filed.case_id, provider.id,
            store::Blob{vault::SealTo(world.Keys("provider").public_key, key.Bytes())})
      .Run();
  const auto refused = AtDesk("provider");
  EXPECT_EQ(refused.status, 404);
  EXPECT_TRUE(fake::Says(refused, "porte le nom de la personne"));
  for (const auto& paper : fake::AsReader(world, *db, "provider", filed).Papers())
    EXPECT_EQ(json::Write(paper.content).find("Camille"), std::string::npos) << paper.act;
}

// A signature says its answers, whatever becomes of the labels of the form.
TEST_F(Record, StaysWhatWasSigned) {
  const auto sha256 = Sign();
  auto db = world.Pool().Take();
  const auto own = fake::AsReporter(*db, filed);
  const auto other = rt::ReadCard(world.Env(), "message");
  const auto kept = report::SignedRecordOf(other, own).value();
  EXPECT_NE(report::RecordOf(other, own).sha256, sha256);
  EXPECT_EQ(kept.record.sha256, sha256);
  EXPECT_TRUE(kept.IsIntact());
}

TEST_F(Record, IsForThoseWhoHoldTheCase) {
  Sign();
  EXPECT_EQ(AtDesk("substitute").status, 404);
  EXPECT_EQ(function.handle(fake::Get({{"case", filed.number}}, fake::ReporterCookie(world, filed))).status,
            303);
  EXPECT_EQ(function.handle(fake::AsJson(fake::Get())).status, 403);
  EXPECT_EQ(fake::Header(function.handle(fake::Get()), "Location"), "/suivre/");
  const auto none = function.handle(fake::Get({{"case", filed.number}}));
  EXPECT_EQ(fake::Header(none, "Location"), "/connexion/");
}

}  // namespace

#include "functions/members/members_fixture.h"
#include "lib/archive/archive.h"
#include "tests/support/pdf.h"

namespace members {
namespace {

// The words of an ODT, one space for each white space.
std::string WordsOf(const std::string& odt) {
  std::string out;
  for (const auto& entry : archive::Unzip(odt)) {
    if (entry.name != "content.xml") continue;
    bool inside = false;
    for (const char c : entry.bytes) {
      inside = c == '<' || (inside && c != '>');
      if (c == '>') out += ' ';
      if (!inside && c != '>') out += c;
    }
  }
  std::string spaced;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const bool hard = out.compare(i, 2, "\u00a0") == 0, narrow = out.compare(i, 3, "\u202f") == 0;
    const bool white = out[i] == ' ' || out[i] == '\n' || hard || narrow;
    if (!white) spaced += out[i];
    if (white && !spaced.empty() && spaced.back() != ' ') spaced += ' ';
    i += narrow ? 2 : hard ? 1 : 0;
  }
  return spaced;
}

struct Papers : Office {
  using Office::Office;
  rt::Response Paper(const std::string& paper, const std::string& format = "odt") {
    return Get({{"member", "commune-de-valmeuse"}, {"paper", paper}, {"format", format}});
  }
  std::string Words(const std::string& paper) { return WordsOf(Paper(paper).body); }
  static bool Has(const std::string& text, const std::string& words) {
    return text.find(words) != std::string::npos;
  }
};

TEST_F(Papers, AreThereOnceTheConventionIs) {
  Added();
  EXPECT_EQ(Paper("convention").status, 404);
  ASSERT_EQ(Do({{"do", "accept"}}), 303);
  EXPECT_EQ(Paper("convention").status, 200);
  EXPECT_EQ(Paper("convention", "docx").status, 404);
  EXPECT_EQ(Paper("certificate").status, 404) << "this scheme has none";
  EXPECT_EQ(Paper("amendment-1").status, 404);
  EXPECT_EQ(Paper("../convention").status, 404);
}

TEST_F(Papers, TheConventionIsOfThreePartiesAndSaysTheirRules) {
  Added();
  ASSERT_EQ(Do({{"do", "headcount"}, {"agents", "250"}, {"reference", "31/12/2025"}, {"source", "déclaré"}}),
            303);
  ASSERT_EQ(Do({{"do", "accept"}}), 303);
  auto text = Words("convention");
  for (const char* said :
       {"Commune de Valmeuse, SIRET 21620099900011", "n° 2024-24 du 4 juin 2024", "n° [numéro] du [date]",
        "Qualisocial, titulaire du contrat", "250 agents, compté le 31 décembre 2025",
        "La participation pour une année entière est de 500,00 €", "avec un préavis de trois mois",
        "27 juin 2027", "tribunal administratif de Lille", "cherchent d’abord un accord",
        "Pour le porteur du dispositif", "Pour la collectivité", "Pour le prestataire", "3 mois après"})
    EXPECT_TRUE(Has(text, said)) << said << "\n" << text;
  Do({{"do", "note"}, {"number", "12"}, {"on", "02/11/2026"}, {"policy", "02/11/2026"}, {"name", "D. O."}});
  Do({{"do", "sign"},
      {"signed", "convention body"},
      {"name", "Sacha Lavernoy"},
      {"on", "03/11/2026"},
      {"received", "03/11/2026"}});
  text = Words("convention");
  EXPECT_TRUE(Has(text, "n° 12 du 2 novembre 2026") && Has(text, "commence le 1er décembre 2026"));
  EXPECT_TRUE(Has(text, "Sacha Lavernoy") && Has(text, "signé le 3 novembre 2026"));
}

TEST_F(Papers, ArePrintedToo) {
  Added();
  ASSERT_EQ(Do({{"do", "accept"}}), 303);
  const auto pdf = Paper("convention", "pdf");
  EXPECT_EQ(pdf.type, "application/pdf");
  EXPECT_TRUE(pdf.body.starts_with("%PDF"));
  EXPECT_EQ(fake::Header(pdf, "Content-Disposition"),
            "attachment; filename=\"commune-de-valmeuse-convention.pdf\"");
}

TEST_F(Papers, AnAmendmentSaysWhatItChanges) {
  Added();
  ASSERT_EQ(Do({{"do", "adopt"}, {"on", "01/03/2025"}}), 303);
  ASSERT_EQ(Do({{"do", "amend"}, {"text", "L’effectif est porté à 42 agents."}}), 303);
  EXPECT_TRUE(Has(Words("amendment-1"), "L’effectif est porté à 42 agents."));
  EXPECT_TRUE(Has(Words("amendment-1"), "Avenant n° 1"));
  EXPECT_EQ(Paper("convention").status, 404) << "it was not made here";
}

TEST_F(Papers, TheCertificateOfErasureNamesNobodyWhoWasErased) {
  Added();
  ASSERT_EQ(Do({{"do", "accept"}}), 303);
  Signed("03/11/2026");
  ASSERT_EQ(Paper("erasure").status, 404);
  world.Later(std::chrono::hours(24 * 30));
  cookie = "desk=" + world.SignIn("robin");
  {
    auto db = world.Pool().Take();
    membership::Advance(*db, world.Now());
  }
  ASSERT_EQ(Do({{"do", "end"}, {"on", "01/12/2026"}, {"text", "contrat résilié"}}), 303);
  world.Later(std::chrono::hours(24 * 120));
  cookie = "desk=" + world.SignIn("robin");
  {
    auto db = world.Pool().Take();
    membership::Advance(*db, world.Now());
  }
  ASSERT_EQ(Do({{"do", "erase"}, {"confirmed", "yes"}}), 303);
  const auto text = Words("erasure");
  EXPECT_TRUE(Has(text, "Commune de Valmeuse") && Has(text, "1er décembre 2026") &&
              Has(text, "Personne robin"))
      << text;
  EXPECT_FALSE(Has(text, "Ostrevant"));
  EXPECT_EQ(Paper("convention").status, 404);
}

struct PapersOfTwoParties : Papers {
  PapersOfTwoParties() : Papers("cdg69") {}
};
TEST_F(PapersOfTwoParties, HaveACertificateBesideTheConvention) {
  Added();
  ASSERT_EQ(Do({{"do", "accept"}, {"chosen", "01/01/2027"}}), 303);
  const auto convention = Words("convention"), certificate = Words("certificate");
  EXPECT_FALSE(Has(convention, "Pour le prestataire"));
  EXPECT_TRUE(Has(convention, "Premier jour souhaité : 1er janvier 2027")) << convention;
  EXPECT_TRUE(Has(certificate, "Pour le prestataire") && Has(certificate, "cabinet Strada avocats"));
  EXPECT_LT(certificate.find("Pour le prestataire"), certificate.find("Pour la collectivité"));
}

struct PapersOfCdg45 : Papers {
  PapersOfCdg45() : Papers("cdg45") {}
};
TEST_F(PapersOfCdg45, HaveItsClauseOfNullity) {
  Added();
  ASSERT_EQ(Do({{"do", "accept"}, {"chosen", "2025-03-01"}}), 303);
  EXPECT_TRUE(Has(Words("convention"), "les autres restent valables"));
}

struct PapersOfAFreeScheme : Papers {
  PapersOfAFreeScheme() : Papers("amacod") {}
};
TEST_F(PapersOfAFreeScheme, PromiseNoPayment) {
  Added();
  ASSERT_EQ(Do({{"do", "accept"}}), 303);
  const auto text = Words("convention");
  EXPECT_TRUE(Has(text, "aucune participation financière"));
  EXPECT_TRUE(Has(text, "reconduite tacitement"));
}

struct PapersOfAContractThatEnded : Office {
  PapersOfAContractThatEnded() : Office("cdg45") {}
};

TEST_F(PapersOfAContractThatEnded, AreShownWithAWarning) {
  Added();
  const auto page = Get({{"member", "commune-de-valmeuse"}});
  EXPECT_TRUE(fake::Says(page, "30 juin 2025 : ce jour est passé"));
}

}  // namespace
}  // namespace members

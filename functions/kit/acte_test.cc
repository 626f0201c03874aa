// The model acte against what the code général de la fonction publique asks of it (articles R135-1 to
// R135-9).
#include "functions/kit/kit_fixture.h"

namespace kit {
namespace {

struct Demand {
  const char* what;   // as the annex says it
  const char* code;   // the article of the code
  const char* where;  // the article of the acte; « Visas » and « En-tête » stand before the first
  std::vector<const char*> says;  // there
};

const std::vector<Demand> kDemands{
    {"Les trois procédures",
     "R135-1",
     "Article 1",
     {"recueil des signalements", "accompagnement et du soutien", "enquête administrative"}},
    {"Mutualisation : organisme et convention",
     "L452-43 et R135-2",
     "Article 2",
     {"confié au Centre de Gestion du Pas-de-Calais", "convention"}},
    {"Voies pour adresser le signalement : site, téléphone, courrier",
     "R135-3, 1°",
     "Article 3",
     {"en ligne", "signalement.cdg.example/c/saint-romain/", "par téléphone", "par courrier"}},
    {"Exposer les faits, fournir des documents",
     "R135-3, 2°",
     "Article 4",
     {"expose les faits", "quels qu’en soient la forme et le support"}},
    {"Moyens d’échanger, messagerie anonyme comprise",
     "R135-3, 3°",
     "Article 5",
     {"messagerie", "sans donner son nom"}},
    {"Référents et suppléants", "R135-3", "Article 6", {"Référent signalement", "Référent suppléant"}},
    {"Accusé de réception sans délai", "R135-4, 1°", "Article 7", {"sans délai de la réception"}},
    {"Manière de connaître les suites", "R135-4, 1°", "Article 7", {"saura les suites"}},
    {"Mesures de confidentialité",
     "R135-4, 2° et R135-10",
     "Article 8",
     {"identité de l’auteur", "personnes visées",
      "y compris à l’égard des personnes qui doivent en connaître"}},
    {"Mention du traitement automatisé",
     "R135-4",
     "Article 9",
     {"traitement automatisé de données personnelles"}},
    {"Nature du soutien et accès aux services",
     "R135-5",
     "Article 10",
     {"Ce qu’il apporte", "Comment y accéder"}},
    {"Transmission à l’autorité compétente",
     "R135-6",
     "Article 11",
     {"transmet le signalement", "protection fonctionnelle"}},
    {"Nature des mesures de protection", "R135-6", "Article 11", {"ces mesures sont notamment"}},
    {"Manière de s’assurer du traitement des faits",
     "R135-6",
     "Article 12",
     {"s’assure que les faits sont traités"}},
    {"Information du comité social et date",
     "R135-7",
     "Visas",
     {"comité social territorial", "en sa séance du [date]"}},
    {"Décision de l’autorité territoriale, numéro et date",
     "R135-7",
     "En-tête",
     {"Décision n° [numéro] du [date]", "L’autorité territoriale"}},
    {"Information des agents", "R135-8 et R135-9", "Article 14", {"informe les agents"}}};

struct Acte : KitTest {
  using KitTest::KitTest;
  // From the heading of an article to the next; what stands before the first for the rest.
  static std::string PartOf(const std::string& text, const std::string& article) {
    const bool named = article.starts_with("Article");
    const auto from = named ? text.find(article + " – ") : 0;
    if (from == std::string::npos) return {};
    const auto next = text.find(
        named ? "Article " + std::to_string(std::stoi(article.substr(8)) + 1) + " – " : "Article 1 – ", from);
    return text.substr(from, next - from);
  }
};

TEST_F(Acte, FulfilsWhatTheCodeAsksInBothFormats) {
  for (const char* format : {"odt", "docx"}) {
    const std::string text = WordsOf(Ask("acte", format).body);
    for (const Demand& demand : kDemands) {
      const std::string row = std::string(demand.what) + " " + demand.code + " " + demand.where;
      EXPECT_NE(text.find(row), std::string::npos) << format << ": the annex has no row « " << row << " »";
      const std::string part = PartOf(text, demand.where);
      for (const char* said : demand.says)
        EXPECT_NE(part.find(said), std::string::npos)
            << format << ", " << demand.where << " does not say « " << said << " »";
    }
  }
}

TEST_F(Acte, TheAnnexPromisesNothingElse) {
  const std::string page = Ask("acte", "").body;
  const auto annex = page.substr(page.find("Annexe – "));
  std::size_t rows = 0;
  for (auto at = annex.find("<th scope=\"row\">"); at != std::string::npos;
       at = annex.find("<th scope=\"row\">", at + 1))
    ++rows;
  EXPECT_EQ(rows, kDemands.size());
}

struct ActeOfAnIdentifiedScheme : Acte {
  ActeOfAnIdentifiedScheme() : Acte("amacod") {}
};
TEST_F(ActeOfAnIdentifiedScheme, PromisesNoAnonymityThatTheSchemeDoesNotGive) {
  const std::string text = WordsOf(Ask("acte", "odt").body);
  EXPECT_NE(PartOf(text, "Article 5").find("donne son nom au destinataire"), std::string::npos);
  EXPECT_EQ(text.find("sans donner son nom"), std::string::npos);
  EXPECT_EQ(text.find("messagerie anonyme"), std::string::npos);
}

}  // namespace
}  // namespace kit

#include <algorithm>

#include "domain/scheme/checker.h"

namespace scheme {
namespace {

bool Has(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Who may hold a grant from the first minute. Managers and the steering committee hold no case.
Checker::Words Readers() { return {"referent", "substitute", "provider"}; }

// Of a provider, as its invoices bear it.
void CheckIdentityOf(Checker& check, const Node& identity) {
  if (!check.Object(identity, {"siret", "vat_number", "address", "postcode", "city"})) return;
  const auto is_digits = [](const std::string& text) {
    return text.find_first_not_of("0123456789") == std::string::npos;
  };
  const auto siret = identity.value.Text("siret"), vat = identity.value.Text("vat_number"),
             postcode = identity.value.Text("postcode");
  if (siret.size() != 14 || !is_digits(siret))
    check.Fault(identity["siret"], "14 digits", "\"21620099900011\"");
  if (vat.size() != 13 || !vat.starts_with("FR"))
    check.Fault(identity["vat_number"], "FR and 11 characters", "\"FR12345678901\"");
  if (postcode.size() != 5 || !is_digits(postcode))
    check.Fault(identity["postcode"], "5 digits", "\"75001\"");
  for (const char* key : {"address", "city"}) check.Text(identity[key], "1 rue de l’Exemple");
}

void CheckIdentity(Checker& check, const Node& root) {
  if (const auto id = root["id"];
      !id.value.IsString() || id.value.String().empty() ||
      id.value.String().find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-") != std::string::npos)
    check.Fault(id, "a word of a-z, 0-9, _ and -", "\"cdg62\"");
  check.Text(root["name"], "Dispositif de signalement");
  check.Text(root["operator"], "Centre de Gestion du Pas-de-Calais");
  check.Text(root["operator_short"], "CDG62");
  if (check.Object(root["source"], {"title", "date"})) {
    check.Text(root["source"]["title"], "Convention d’adhésion au dispositif");
    check.Day(root["source"]["date"]);
  }
  check.Roles(root["scope"], {"physical_violence", "verbal_violence", "sexual_violence", "moral_harassment",
                              "sexual_harassment", "sexist_act", "discrimination", "threat", "intimidation"});
  check.Texts(root["legal_basis"], 1, "code général de la fonction publique, article L135-6");
  const auto contract = root["contract"];
  if (check.Object(contract, {"from", "until", "reason"}))
    for (const char* day : {"from", "until"})
      check.OrReason(contract, day, [&](const Node& node) { check.Day(node); });
  for (const auto& provider :
       check.List(root["providers"], 0, "[{\"lots\": [\"tool\", \"services\"], \"name\": \"…\"}]")) {
    if (!check.Object(provider, {"lots", "name", "trades", "identity"})) continue;
    check.Text(provider["name"], "Qualisocial");
    if (!provider["identity"].IsNull()) CheckIdentityOf(check, provider["identity"]);
    check.Roles(provider["lots"], {"tool", "services"});
    if (!provider["trades"].IsNull())
      check.Roles(provider["trades"], {"psychologist", "lawyer", "social_worker", "investigator",
                                       "project_lead", "mediator", "listener"});
  }
  if (check.Object(root["contacts"], {"phone", "phone_label", "email", "address", "service"}))
    for (const char* key : {"phone", "phone_label", "email", "address", "service"})
      check.TextOrEmpty(root["contacts"][key], "0 800 00 00 00");
  const auto publication = root["publication"];
  if (!publication.IsNull() && check.Object(publication, {"director", "host", "names"})) {
    if (!publication["director"].IsNull())
      check.TextOrEmpty(publication["director"], "le président du centre de gestion");
    if (!publication["host"].IsNull())
      check.TextOrEmpty(publication["host"], "l’hébergeur, son adresse et son téléphone");
    if (!publication["names"].IsNull()) check.Bool(publication["names"]);
  }
}

void CheckReaders(Checker& check, const Node& root) {
  const auto anonymity = root["anonymity"];
  std::string mode;
  if (check.Object(anonymity, {"mode", "witness_may_stay_anonymous", "text", "witness_text"})) {
    if (check.OneOf(anonymity["mode"], {"allowed", "identified_to_provider", "identified"}))
      mode = anonymity.value.Text("mode");
    check.Bool(anonymity["witness_may_stay_anonymous"]);
    check.Text(anonymity["text"], "Vous pouvez rester anonyme.");
    check.Text(anonymity["witness_text"], "Un témoin peut demander conseil sans se nommer.");
  }
  const auto readers = root["first_readers"];
  if (check.Object(readers, {"ordinary", "concerns_authority"})) {
    const auto ordinary = check.Roles(readers["ordinary"], Readers());
    if (mode == "identified_to_provider" && !Has(ordinary, "provider"))
      check.Fault(readers["ordinary"],
                  "the provider among them, since anonymity.mode is identified_to_provider",
                  "[\"provider\"]");
    if (Has(check.Roles(readers["concerns_authority"], Readers()), "referent"))
      check.Fault(readers["concerns_authority"],
                  "nobody who reads ordinary cases for the authority: not the referent", "[\"substitute\"]");
  }
  check.Roles(root["audiences"], {"referent", "provider", "employer"});
  if (!root["notices"].IsNull()) check.Texts(root["notices"], 0, "L’utiliser n’est pas obligatoire.");
  if (!root["conflict_rules"].IsNull())
    check.Texts(root["conflict_rules"], 0, "Qui a conseillé l’agent ne conseille pas l’autorité.");
  if (check.Object(root["role_labels"], {"referent", "substitute", "provider", "authority"})) {
    Checker::Words roles;
    for (const auto& [role, label] : root["role_labels"].value.Members()) {
      roles.push_back(role);
      check.Text(root["role_labels"][role], "Le référent signalement de votre collectivité");
    }
    if (check.Object(root["seats"], roles))
      for (const auto role : roles) check.OneOf(root["seats"][role], {"body", "cdg", "provider"});
  }
  if (check.Object(root["employer_learns"], {"before_consent", "text"})) {
    check.OneOf(root["employer_learns"]["before_consent"], {"nothing", "anonymised_summary"});
    check.Text(root["employer_learns"]["text"], "Votre employeur n’apprend rien sans votre accord.");
  }
  const auto easy = root["easy"];
  if (check.Object(easy, {"readers", "anonymity", "employer", "steps"}))
    for (const char* key : {"readers", "anonymity", "employer", "steps"})
      check.Texts(easy[key], 1, "Vous pouvez rester anonyme.");
  const auto conclusions = root["conclusions"];
  if (check.Object(conclusions, {"to", "asks_authority", "facts", "recommendations"})) {
    if (!conclusions["facts"].IsNull())
      check.Roles(conclusions["facts"], {"date", "quality", "age_band", "status", "category", "gender",
                                         "service", "reasons", "context", "characterisation"});
    if (!conclusions["recommendations"].IsNull())
      check.Roles(conclusions["recommendations"],
                  {"inquiry", "decisions", "support", "prevention", "remedy", "sanction", "article_40"});
    for (const char* when : {"ordinary", "concerns_authority"})
      check.Roles(conclusions["to"][when], {"referent", "substitute", "authority"});
    if (!conclusions["asks_authority"].IsNull())
      check.OneOf(conclusions["asks_authority"], {"referent", "provider"});
  }
}

void CheckAround(Checker& check, const Node& root) {
  const auto channels = root["channels"];
  if (check.Object(channels, {"callback", "callback_by", "sign_language", "free_phone", "voice_server",
                              "psychologist_before_report", "technical_help", "text"})) {
    for (const char* key : {"callback", "sign_language", "free_phone", "voice_server",
                            "psychologist_before_report", "technical_help"})
      check.Bool(channels[key]);
    check.TextOrEmpty(channels["text"], "Un psychologue peut vous rappeler.");
    if (channels.value.Text("callback") == "true") check.OneOf(channels["callback_by"], {"provider"});
    if (channels.value.Text("sign_language") == "true" && channels.value.Text("callback") == "false")
      check.Fault(channels["sign_language"], "false, since nobody calls back (channels.callback is false)",
                  "false");
  }
  check.Texts(root["reorientation"], 1, "médecine de prévention");
  const auto publics =
      check.List(root["publics"], 1, "[{\"id\": \"staff\", \"label\": \"Les agents de la collectivité\"}]");
  check.Ids(publics);
  for (const auto& each : publics) {
    if (!check.Object(each, {"id", "label", "from", "until"})) continue;
    check.OneOf(each["id"], {"staff", "external", "former_staff", "candidates", "interns"});
    check.Text(each["label"], "Les agents de la collectivité");
    for (const char* day : {"from", "until"})
      if (!each[day].IsNull()) check.Day(each[day]);
  }
  const auto court = root["court"];
  if (check.Object(court, {"name", "address", "amicable_first", "online", "reason", "to_confirm", "doubt"})) {
    check.OrReason(court, "name",
                   [&](const Node& name) { check.Text(name, "tribunal administratif de Lille"); });
    check.TextOrEmpty(court["address"], "5 rue Geoffroy-Saint-Hilaire, 59000 Lille");
    check.Bool(court["amicable_first"]);
    check.Text(court["online"], "https://www.telerecours.fr");
  }
}

// The look of the site; its generator checks colours and logo (site/theme.h).
void CheckTheme(Checker& check, const Node& theme) {
  if (theme.IsNull() || !check.Object(theme, {"logo", "light", "dark"})) return;
  if (!theme["logo"].IsNull()) check.Text(theme["logo"], "logo.svg");
  for (const char* mode : {"light", "dark"})
    if (const auto colours = theme[mode]; !colours.IsNull() && !colours.value.IsObject())
      check.Fault(colours, "colours by their names", "{\"action\": \"#0d5468\"}");
}

void CheckStatistics(Checker& check, const Node& statistics) {
  if (!check.Object(statistics, {"rsu", "dimensions", "yearly_report_to", "text"})) return;
  check.Bool(statistics["rsu"]);
  check.Roles(statistics["dimensions"],
              {"kind", "criteria", "gender", "age_band", "status", "category", "service", "quality", "origin",
               "sick_leave", "outcome", "public", "education", "area", "reason"});
  check.Roles(statistics["yearly_report_to"], {"body", "hr", "steering_committee", "staff_representatives"});
  check.Text(statistics["text"], "Un bilan anonyme chaque année.");
}

}  // namespace

void CheckScheme(Checker& check, const Node& root) {
  if (!check.Object(root,
                    {"id",          "name",           "operator",         "operator_short",  "source",
                     "scope",       "legal_basis",    "contract",         "providers",       "contacts",
                     "publication", "publics",        "anonymity",        "first_readers",   "role_labels",
                     "seats",       "audiences",      "employer_learns",  "conclusions",     "conflict_rules",
                     "notices",     "phases",         "states",           "outcomes",        "course",
                     "deadlines",   "alsace_moselle", "channels",         "reorientation",   "court",
                     "dues",        "prices",         "membership",       "data_protection", "sanctions",
                     "governance",  "label",          "purchasing_group", "employers",       "objectives",
                     "kit",         "courses",        "options",          "retention",       "statistics",
                     "easy",        "theme",          "commitments"}))
    return;
  CheckIdentity(check, root);
  CheckReaders(check, root);
  CheckStates(check, root);
  CheckCourse(check, root);
  CheckDeadlines(check, root);
  CheckAround(check, root);
  CheckDues(check, root["dues"]);
  CheckPrices(check, root["prices"]);
  CheckOffice(check, root);
  CheckRetention(check, root["retention"]);
  CheckStatistics(check, root["statistics"]);
  CheckTheme(check, root["theme"]);
}

}  // namespace scheme

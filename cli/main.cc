// vigie: the administrator's command.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>

#include "cli/commands.h"
#include "lib/vault/vault.h"

namespace {

constexpr const char* kHelp = R"(Usage : vigie [--config FICHIER] COMMANDE …

  migrate                                   créer la base, ou la mettre à jour
  keys init                                 créer les clés (expéditeur de courriels, attestations)
  collectivite add NOM [--slug S]           ajouter une collectivité
  collectivite list [--json]                les collectivités
  member import FICHIER                     reprendre une liste de collectivités (CSV ou ODS), entière ou pas du tout
  member export [--format csv|ods]          la liste des collectivités, sur la sortie
  account add LOGIN --name N --email E --role R [--collectivite S]…
                                            ajouter un compte ; imprime son lien d'invitation
                                            rôles : referent substitute provider authority manager committee
  account assign LOGIN --role R [--collectivite S]…
                                            donner un rôle de plus à un compte
  account list                              les comptes
  account invite LOGIN                      refaire l'invitation (l'ancien lien ne vaut plus)
  account disable LOGIN | enable LOGIN      fermer ou rouvrir un compte
  account digest LOGIN on|off               un seul courriel par jour, le matin, ou un à chaque nouvelle
  trade set LOGIN [--lot L] --trade M…      dire ce que fait un expert du prestataire (psychologist, lawyer…) ;
                                            sans métier, il reçoit toute commande de son lot
  trade list                                les experts et leurs métiers
  mail test ADRESSE                         envoyer un courriel d'essai, et dire ce qui ne va pas
  verify [--head EMPREINTE]                 vérifier la base et le journal
  backup FICHIER                            copier la base, en marche, et relire la copie
  restore FICHIER [--erased LISTE]… [--replace]
                                            remettre une sauvegarde en place, sans les dossiers effacés depuis
  purge [--dry-run]                         effacer ce qui a fait son temps (l'expéditeur le fait chaque jour),
                                            ou dire ce qui le serait
  doctor                                    dire ce qui va et ce qui ne va pas : sauvegarde, effacement, expéditeur
  paper register|impact|certificate|elimination DOSSIER
                                            écrire le registre des traitements, l'analyse d'impact, les
                                            attestations d'effacement, les bordereaux d'élimination
  case import FICHIER.csv --collectivite S --codes FICHIER
                                            reprendre les dossiers en cours d'un autre dispositif
  dues open ANNÉE --due JOUR                ouvrir la campagne des cotisations, à payer avant ce jour
  dues ask ANNÉE                            demander les effectifs qui manquent, par courriel
  dues freeze ANNÉE                         arrêter les effectifs
  dues issue ANNÉE                          émettre les appels ; ceux qui le sont déjà ne changent pas
  dues pay ANNÉE NUMÉRO --on JOUR           noter qu'un appel est payé
  dues unpay ANNÉE NUMÉRO                   noter qu'il ne l'est pas, après tout
  dues credit ANNÉE NUMÉRO --amount SOMME --reason MOTIF
                                            faire un avoir d'une somme
  dues correct ANNÉE NUMÉRO --agents N --reason MOTIF
                                            reprendre un appel, et en faire un autre sur le bon effectif
  dues list ANNÉE [--json]                  les collectivités, leur effectif et ce qu'elles doivent
  dues export ANNÉE FICHIER                 l'état liquidatif, en .ods, .xlsx ou .csv
  figures ANNÉE --login LOGIN [--of S] [--format F] [--out FICHIER]
                                            les chiffres de l'année, du CDG ou d'une collectivité, que ce compte
                                            peut ouvrir : en csv, ods, xlsx, pdf, json, rsu_ods, rsu_xlsx, odt ou
                                            bilan_pdf (bilan), sur la sortie ou dans un nouveau fichier. Le mot de
                                            passe et le code à usage unique sont demandés au terminal (sinon lus, un
                                            par ligne, sur l'entrée)
  learning figures [--json]                 les formations suivies, par collectivité (petits nombres cachés)
  logo set FICHIER [--collectivite S]       donner au kit le logo d'une collectivité, ou celui du centre de gestion
  logo remove [--collectivite S]            le retirer
  scheme check FICHIER                      vérifier le fichier d'un dispositif
  demo [--json]                             créer une démonstration dans une base vide, et l'imprimer
  help                                      cette page

La configuration est lue dans $VIGIE_CONF, sinon dans /etc/vigie/vigie.conf.
)";

struct Command {
  int (*run)(cli::Context&, const cli::Words&);
  bool configured = true;  // false: does without a configuration where there is none
};

const std::map<std::string, Command> kCommands{{"migrate", {cli::Migrate}},
                                               {"keys", {cli::Keys}},
                                               {"collectivite", {cli::Collectivite}},
                                               {"member", {cli::Member}},
                                               {"account", {cli::Account}},
                                               {"verify", {cli::Verify}},
                                               {"backup", {cli::Backup}},
                                               {"case", {cli::Case}},
                                               {"demo", {cli::Demo}},
                                               {"dues", {cli::Dues}},
                                               {"figures", {cli::Figures}},
                                               {"learning", {cli::Learning}},
                                               {"logo", {cli::Logo}},
                                               {"restore", {cli::Restore}},
                                               {"purge", {cli::Purge}},
                                               {"doctor", {cli::Doctor}},
                                               {"paper", {cli::Paper}},
                                               {"scheme", {cli::Scheme, false}},
                                               {"trade", {cli::Trade}},
                                               {"mail", {cli::Mail}}};

int Run(std::vector<std::string> words) {
  const char* env = std::getenv("VIGIE_CONF");
  std::string path = env && *env ? env : "/etc/vigie/vigie.conf";
  if (words.size() >= 2 && words[0] == "--config") {
    path = words[1];
    words.erase(words.begin(), words.begin() + 2);
  }
  if (words.empty()) throw cli::Usage("que faire ? Voir vigie help");
  if (words[0] == "help" || words[0] == "--help" || words[0] == "-h") {
    std::fputs(kHelp, stdout);
    return 0;
  }
  const auto command = kCommands.find(words[0]);
  if (command == kCommands.end())
    throw cli::Usage("« " + words[0] + " » n'est pas une commande ; voir vigie help");
  vault::Start();
  const bool read = command->second.configured || std::filesystem::exists(path);
  const auto config = read ? config::Read(path) : config::Config{};
  cli::Context context{config, core::SystemClock(), {}};
  words.erase(words.begin());
  const int status = command->second.run(context, cli::Words(words, {"--json", "--dry-run", "--replace"}));
  std::fwrite(context.out.data(), 1, context.out.size(), stdout);  // a file may be among what is printed
  return status;
}

}  // namespace

int main(int argc, char** argv) try { return Run({argv + 1, argv + argc}); } catch (const cli::Usage& usage) {
  std::fprintf(stderr, "vigie : %s\n", usage.what());
  return 2;
} catch (const std::exception& error) {
  std::fprintf(stderr, "vigie : %s\n", error.what());
  return 1;
}

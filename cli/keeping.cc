// What has had its time, and whether the server is looked after.
#include <filesystem>

#include "cli/commands.h"
#include "domain/casefile/erasure.h"
#include "domain/outbox/outbox.h"
#include "domain/paperwork/paperwork.h"
#include "domain/provider/incidents.h"

namespace cli {
namespace {

constexpr std::chrono::hours kLate{48};  // daily work that was not done for so long

scheme::Scheme ReadScheme(const Context& context) {
  return scheme::Scheme::Read(context.config.SchemeFile(), context.config.SchemesFolder());
}

std::string Lines(const Context& context, const casefile::Round& round) {
  std::string lines;
  for (const auto& lot : round.lots)
    lines += "  " + paperwork::ReasonLabel(context.config, lot.reason) + " : " + std::to_string(lot.cases) +
             " dossier(s), reçus du " + core::FrenchDay(lot.received_from) + " au " +
             core::FrenchDay(lot.received_to) + "\n";
  if (round.unknown)
    lines +=
        "Attention : " + std::to_string(round.unknown) +
        " dossier(s) dont la date n'est pas lisible avec keys/worker.key ; elle le redevient quand l'un de "
        "leurs lecteurs les ouvre, si la clé n'a pas changé.\n";
  return lines;
}

// Nothing when there are none.
std::string IncidentsLine(std::int64_t incidents) {
  return incidents ? "  incident(s) avec un prestataire : " + std::to_string(incidents) + "\n" : "";
}

// One line of the doctor: what it is, and what is wrong with it.
void Say(std::string& out, bool& well, bool good, const std::string& line) {
  out += (good ? "bien       " : "À REGARDER ") + line + "\n";
  well = well && good;
}

std::string When(std::optional<core::Instant> done) {
  return done ? "le " + core::FrenchTime(*done) : "jamais";
}

}  // namespace

int Purge(Context& context, const Words& words) {
  words.Only(0, {"--dry-run"});
  auto db = OpenDatabase(context);
  const auto worker = ReadWorkerPair(context.config);
  const auto scheme = ReadScheme(context);
  if (words.Has("--dry-run")) {
    const auto today = core::LocalDay(context.now());
    const auto round = casefile::DueFor(db, worker, scheme, today);
    const auto incidents = provider::DueToForget(db, scheme, today);
    context.out = round.Cases() || incidents ? "Seraient effacés aujourd'hui, rien ne l'est :\n"
                                             : "Rien n'est à effacer aujourd'hui.\n";
    context.out += Lines(context, round) + IncidentsLine(incidents);
    return 0;
  }
  const auto round = casefile::EraseDue(db, worker, scheme, casefile::ErasedList(context.config.data_dir),
                                        "administrator", context.now());
  const auto incidents = provider::Forget(db, scheme, context.now());
  casefile::Foretell(db, worker, scheme, core::LocalDay(context.now()));
  context.out = round.Cases() || incidents ? "Effacés :\n" : "Rien n'était à effacer aujourd'hui.\n";
  context.out += Lines(context, round) + IncidentsLine(incidents);
  if (round.Cases())
    context.out += "L'attestation et le bordereau : vigie paper certificate, vigie paper elimination.\n";
  if (!db.EmptyWal())
    context.out +=
        "Un programme lit en ce moment : l'expéditeur videra le journal d'écriture à son prochain tour.\n";
  return 0;
}

int Doctor(Context& context, const Words& words) {
  words.Only(0, {});
  auto db = OpenDatabase(context);
  const auto now = context.now();
  bool well = true;
  auto& out = context.out;
  const auto recent = [&](const char* what) {
    const auto done = casefile::Noted(db, what);
    return done && now - *done < kLate;
  };
  Say(out, well, recent("worker"),
      "expéditeur (vigie-worker) : dernier tour du jour " + When(casefile::Noted(db, "worker")));
  Say(out, well, recent("purge"),
      "effacement de ce qui a fait son temps : " + When(casefile::Noted(db, "purge")));
  Say(out, well, recent("backup"), "sauvegarde (vigie backup) : " + When(casefile::Noted(db, "backup")));
  const auto worker = ReadWorkerPair(context.config);
  const auto round = casefile::DueFor(db, worker, ReadScheme(context), core::LocalDay(now));
  Say(out, well, round.Cases() == 0,
      "dossiers qui ont fait leur temps et sont encore là : " + std::to_string(round.Cases()));
  Say(out, well, round.unknown == 0,
      "dossiers dont la date d'effacement n'est pas lisible : " + std::to_string(round.unknown));
  const casefile::ErasedList list(context.config.data_dir);
  const auto marks = list.Read();  // throws when it is damaged, and says what to do
  Say(out, well, true,
      "liste des dossiers effacés : " + std::to_string(marks.size()) + " ; à garder avec les sauvegardes (" +
          list.Path() + ")");
  const auto waiting = outbox::Overdue(db, core::LocalDay(now));
  Say(out, well, waiting == 0, "courriels qui attendent depuis plus d'un jour : " + std::to_string(waiting));
  Say(out, well, store::Pool(context.config.Database()).HasRoom(), "place sur le disque");
  const auto before = context.config.Database() + ".before";
  if (std::filesystem::exists(before))
    Say(out, well, false,
        "une base d'avant une restauration est encore là, avec ce qui a été effacé depuis : " + before);
  return well ? 0 : 1;
}

}  // namespace cli

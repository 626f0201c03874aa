#include <algorithm>

#include "cli/demo.h"
#include "domain/casefile/evidence.h"

namespace cli {
namespace {

using core::Instant;

class Story {
 public:
  Story(DemoWorld& world, store::Db& db, std::size_t place, int days_ago)
      : world_(world), db_(db), place_(place), day_(core::LocalDay(world.context.now())) {
    day_ -= std::chrono::days(days_ago);
    filing_.collectivite_id = world.places[place].id;
    filing_.report = json::Value::MakeObject({{"quality", "victim"}, {"concerns_authority", "no"}});
    filing_.idempotency_key = vault::RandomToken();
  }

  Story& Says(std::string_view field, json::Value value) {
    filing_.report.Set(field, std::move(value));
    return *this;
  }
  Story& Named(const char* name, const char* email) {
    filing_.identity = json::Value::MakeObject({{"name", name}, {"email", email}});
    return *this;
  }
  Story& ConcernsAuthority() {
    filing_.concerns_authority = true;
    return Says("concerns_authority", "yes");
  }
  Story& Released() {
    filing_.released_to = {world_.scheme.Audiences().front()};
    return *this;
  }
  Story& Callback() {
    if (world_.scheme.OffersCallback())
      filing_.callback =
          json::Value::MakeObject({{"mode", "phone"}, {"phone", "06 00 00 00 00"}, {"slot", "evening"}});
    return *this;
  }

  Story& File() {
    // Where the scheme asks for a name, every story has one.
    const bool named = !filing_.identity.IsNull();
    if (!named && world_.scheme.GetAnonymity() != scheme::Anonymity::kAllowed)
      Named("Dominique Exemple", "dominique@exemple.fr");
    filed_ =
        Value(world_.context, casefile::File(db_, world_.scheme, filing_, world_.worker_public_key, day_));
    world_.cases.Push(json::Value::MakeObject(
        {{"number", filed_.number}, {"code", filed_.code}, {"collectivite", world_.places[place_].slug}}));
    return *this;
  }

  // Ten o'clock, some days after the filing.
  Instant At(int days) const { return Instant{day_ + std::chrono::days(days)} + std::chrono::hours(10); }
  core::Day On(int days) const { return day_ + std::chrono::days(days); }

  casefile::Case Reader() const {
    const auto role = world_.scheme.FirstReaders(filing_.concerns_authority).front();
    const auto& person = world_.people.at(role == "provider" ? role : role + "-" + std::to_string(place_));
    return Value(world_.context,
                 casefile::Case::OpenAsReader(db_, person.account, person.keys, filed_.number));
  }
  casefile::Case Reporter() const {
    const auto unlocked = Value(world_.context, casefile::Unlock(db_, filed_.code.substr(0, 6), filed_.code));
    return Value(world_.context,
                 casefile::Case::OpenAsReporter(
                     db_, {unlocked.case_id, vault::KeyPair::FromSecret(unlocked.secret_key)}));
  }
  void Attach(const std::string& name, std::string_view text) const {
    const auto reporter = Reporter();
    auto sink = casefile::EvidenceSink::ForCase(world_.pool, reporter, At(0));
    form::Fields fields;
    sink->Begin(fields, "file", name);
    sink->Write(text);
    sink->End(fields);
    if (!fields.Has("evidence.kept")) throw std::runtime_error("demo: the file was not kept");
  }
  void Acknowledge(int days) const { Value(world_.context, Reader().Acknowledge(0, At(days))); }
  void Answer(std::string_view text, int days) const {
    Value(world_.context, Reader().Post(text, "", At(days)));
  }
  void Write(std::string_view text, int days) const {
    Value(world_.context, Reporter().Post(text, "", At(days)));
  }
  // The first state of the scheme in which a case is worked on.
  void Advance(int days) const {
    const auto states = world_.scheme.States();
    const auto next = std::find_if(states.begin(), states.end(), [](const auto& id) {
      return id != "received" && id != "acknowledged" && id != "closed";
    });
    if (next != states.end())
      Value(world_.context,
            Reader().SetState(world_.scheme, *next, "Premier échange avec la personne.", 0, At(days)));
  }

  const DemoWorld& World() const { return world_; }

 private:
  DemoWorld& world_;
  store::Db& db_;
  std::size_t place_;
  core::Day day_;
  casefile::NewCase filing_;
  casefile::Filed filed_;
};

json::Value Kinds(std::initializer_list<const char*> kinds) {
  json::Value list = json::Array();
  for (const char* kind : kinds) list.Push(kind);
  return list;
}

void Recent(DemoWorld& world, store::Db& db) {
  Story(world, db, 0, 0)
      .Says("kinds", Kinds({"moral_harassment"}))
      .Says("facts",
            "Depuis l’été, mon responsable ne me parle plus que par notes collées sur mon écran. Mes congés "
            "sont refusés sans raison, et je ne suis plus "
            "invitée aux réunions de service. Je dors mal et j’ai peur du lundi.")
      .Says("when", "depuis juin, presque chaque semaine")
      .Says("where", "au secrétariat")
      .File();
  Story late(world, db, 0, 14);
  late.Says("kinds", Kinds({"verbal_violence"}))
      .Says("quality", "witness")
      .Says("origin", "user")
      .Says("facts",
            "Un usager insulte régulièrement la personne de l’accueil. Vendredi, il a jeté un dossier par "
            "terre en criant.")
      .Says("where", "à l’accueil")
      .File();
  Story urgent(world, db, 0, 1);
  urgent.Says("kinds", Kinds({"threat", "intimidation"}))
      .Says("facts",
            "J’ai trouvé un mot dans mon casier : « tu vas regretter d’avoir parlé ». Je crois savoir qui "
            "l’a écrit.")
      .Says("immediate_danger", "yes")
      .File();
  urgent.Attach("mot-dans-le-casier.txt",
                "Copie du mot trouvé mardi matin : « tu vas regretter d’avoir parlé ».\n");
}

void UnderWay(DemoWorld& world, store::Db& db) {
  Story asked(world, db, 1, 20);
  asked.Says("kinds", Kinds({"sexist_act"}))
      .Says("facts",
            "En réunion, les mêmes remarques reviennent sur les femmes de l’équipe. Quand je réponds, on me "
            "dit que je n’ai pas d’humour.")
      .Named("Sam Exemple", "sam@exemple.fr")
      .File();
  asked.Acknowledge(2);
  asked.Answer("Merci d’avoir écrit. Avez-vous des dates, ou des personnes qui ont entendu ces remarques ?",
               2);
  asked.Write("Oui, deux collègues étaient là le 3. Je préfère ne pas donner leurs noms pour l’instant.", 4);
  Value(world.context,
        asked.Reader().AskIdentity("Pour vous rencontrer avec la psychologue, si vous le souhaitez.", 0,
                                   asked.At(6)));

  Story released(world, db, 1, 40);
  released.Says("kinds", Kinds({"discrimination"}))
      .Says("criteria", Kinds({"pregnancy"}))
      .Says("facts",
            "Mon remplacement a été annoncé le jour où j’ai dit que j’étais enceinte. On m’a expliqué que le "
            "poste demandait de la disponibilité.")
      .Named("Claude Exemple", "claude@exemple.fr")
      .Released()
      .File();
  released.Acknowledge(1);
  released.Advance(5);

  Story callback(world, db, 1, 5);
  callback.Says("kinds", Kinds({"other"}))
      .Says("facts",
            "Je ne sais pas si cela compte, mais je ne vais plus bien au travail et j’aimerais en parler à "
            "quelqu’un.")
      .Callback()
      .File();
}

void Special(DemoWorld& world, store::Db& db) {
  Story(world, db, 2, 3)
      .Says("kinds", Kinds({"moral_harassment", "verbal_violence"}))
      .Says("facts",
            "Le vice-président m’humilie devant les équipes à chaque comité. Personne n’ose rien dire.")
      .Says("origin", "elected")
      .ConcernsAuthority()
      .File();
  Story closed(world, db, 2, 75);
  closed.Says("kinds", Kinds({"verbal_violence"}))
      .Says("facts", "Des insultes entre deux équipes du centre technique, devant les apprentis.")
      .Says("quality", "witness")
      .File();
  closed.Acknowledge(1);
  closed.Advance(3);
  closed.Write("Depuis la réunion, l’ambiance est meilleure. Merci.", 30);
  Value(world.context,
        closed.Reader().Close(
            world.scheme, world.scheme.Outcomes().front(),
            "Les équipes ont été reçues et les règles rappelées par écrit. Revenez ici si cela recommence.",
            0, closed.At(35)));
}

}  // namespace

void MakeDemoCases(DemoWorld& world, store::Db& db) {
  Special(world, db);
  UnderWay(world, db);
  Recent(world, db);
}

}  // namespace cli

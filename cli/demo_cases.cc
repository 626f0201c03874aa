#include <algorithm>
#include <functional>
#include <list>
#include <optional>
#include <stdexcept>

#include "cli/demo.h"
#include "domain/casefile/evidence.h"

namespace cli {
namespace {

using core::Instant;

bool Has(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// One case, as it goes.
class Tale {
 public:
  Tale(DemoWorld& world, const json::Value& told)
      : world_(world), told_(told), place_(world.places.at(told.Text("collectivite"))) {}

  void File(Instant at) {
    const auto& scheme = world_.scheme;
    const auto& report = told_["report"];
    const bool witness = report.Text("quality") == "witness" && scheme.WitnessMayStayAnonymous();
    casefile::NewCase filing;
    filing.collectivite_id = place_.id;
    filing.concerns_authority = ConcernsAuthority();
    filing.report = report;
    filing.anonymous =
        !told_["anonymous"].IsNull() && (scheme.GetAnonymity() == scheme::Anonymity::kAllowed || witness);
    filing.identity = filing.anonymous ? json::Value(json::Object()) : told_["identity"];
    filing.notify_address = told_.Text("notify");
    if (scheme.OffersCallback()) filing.callback = told_["callback"];
    filing.idempotency_key = vault::RandomToken();
    Attach(filing.idempotency_key, core::LocalDay(at));
    filed_ = Value(world_.context,
                   casefile::File(world_.db, scheme, filing, world_.worker_public_key, core::LocalDay(at)));
    world_.cases.Push(json::Value::MakeObject({{"number", filed_.number},
                                               {"code", filed_.code},
                                               {"collectivite", place_.slug},
                                               {"about", told_.Text("about")}}));
  }

  void Act(const json::Value& act, Instant at) {
    if (act.Text("by") == "reporter")
      ActAsReporter(act, at);
    else
      ActAsReader(act, at);
  }

 private:
  bool ConcernsAuthority() const { return told_["report"].Text("concerns_authority") == "yes"; }

  void Attach(const std::string& token, core::Day day) {
    if (told_["evidence"].IsNull()) return;
    const auto sink = casefile::EvidenceSink::ForDraft(world_.pool, day);
    form::Fields fields;
    fields.Set("idempotency_key", token);
    for (const auto& file : told_["evidence"].Items()) {
      sink->Begin(fields, "file", file.Text("name"));
      sink->Write(file.Text("text"));
      sink->End(fields);
    }
    if (fields.Has("evidence.refused"))
      throw std::runtime_error("content/fr/demonstration.json: " + fields.Get("evidence.refused"));
  }

  void ActAsReader(const json::Value& act, Instant at) {
    const auto& scheme = world_.scheme;
    const auto& person = DemoReader(world_, place_.id, ConcernsAuthority());
    auto file = Value(world_.context,
                      casefile::Case::OpenAsReader(world_.db, person.account, person.keys, filed_.number));
    file.View(at);
    file.MarkRead(core::LocalDay(at));
    const auto what = act.Text("what"), outcome = act.Text("outcome");
    if (what == "message") Value(world_.context, file.Post(act.Text("text"), "", at));
    if (what == "ask_identity") Value(world_.context, file.AskIdentity(act.Text("reason"), 0, at));
    if (what == "note") Value(world_.context, file.AddNote(act.Text("text"), at));
    // What the scheme has, and lets be done in this state: each goes its own way.
    for (const auto& possible : file.ActsNow(scheme, core::LocalDay(at)))
      if (possible.act->id == what && possible.missing.empty() && what != "close") {
        Value(world_.context,
              file.Do(scheme, what, act["content"].IsNull() ? json::Object() : act["content"], 0, at));
        break;
      }
    if (what == "close")
      Value(world_.context,
            file.Do(scheme, "close",
                    json::Value::MakeObject(
                        {{"outcome", Has(scheme.Outcomes(), outcome) ? outcome : scheme.Outcomes().front()},
                         {"reason", act.Text("reason")}}),
                    0, at));
  }

  void ActAsReporter(const json::Value& act, Instant at) {
    if (!own_key_)
      own_key_ = Value(world_.context, casefile::Unlock(world_.db, filed_.code.substr(0, 6), filed_.code))
                     .secret_key;
    auto file = Value(
        world_.context,
        casefile::Case::OpenAsReporter(world_.db, {filed_.case_id, vault::KeyPair::FromSecret(*own_key_)}));
    file.MarkRead(core::LocalDay(at));
    if (act.Text("what") == "message") Value(world_.context, file.Post(act.Text("text"), "", at));
    if (act.Text("what") == "release")
      Value(world_.context, file.Release({Audience()}, json::Value(), core::LocalDay(at)));
  }

  // To whom a name goes next: who reads the case, or, where they know it from the start, the employer.
  std::string Audience() const {
    const auto reader = world_.scheme.FirstReaders(false).front();
    return world_.scheme.GetAnonymity() == scheme::Anonymity::kAllowed &&
                   Has(world_.scheme.Audiences(), reader)
               ? reader
               : "employer";
  }

  DemoWorld& world_;
  const json::Value& told_;
  const people::Collectivite& place_;
  casefile::Filed filed_;
  std::optional<vault::Key> own_key_;  // the reporter's, once the code opened it
};

struct Step {
  core::Day day;
  std::function<void(Instant)> take;
};

}  // namespace

void MakeDemoCases(DemoWorld& world) {
  const auto now = world.context.now();
  const auto today = core::LocalDay(now);
  std::list<Tale> tales;
  std::vector<Step> steps;
  for (const auto& told : world.story["cases"].Items()) {
    auto& tale = tales.emplace_back(world, told);
    const auto filed_on = today - std::chrono::days(told["days_ago"].Int());
    steps.push_back({filed_on, [&tale](Instant at) { tale.File(at); }});
    if (told["acts"].IsNull()) continue;
    for (const auto& act : told["acts"].Items())
      steps.push_back(
          {filed_on + std::chrono::days(act["day"].Int()), [&tale, &act](Instant at) { tale.Act(act, at); }});
  }
  // In the order in which it happened, so that the journal reads as a real one.
  std::stable_sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) { return a.day < b.day; });
  auto at = Instant{};
  for (const auto& step : steps) {
    at = std::min(now, std::max(at + std::chrono::minutes(7), Instant{step.day} + std::chrono::hours(8)));
    step.take(at);
  }
}

}  // namespace cli

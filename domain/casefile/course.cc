// What may be done in a case, and doing it.
#include <algorithm>
#include <stdexcept>

#include "domain/casefile/case_state.h"
#include "domain/casefile/joining.h"
#include "lib/core/text.h"

namespace casefile {
namespace {

// Acts by which a provider's expert stands on the agent's side: the conventions keep such an expert from
// advising the authority in the same case.
bool AdvisesAgent(std::string_view act) {
  return act == "interview" || act == "qualify" || act == "action_plan" || act == "support" ||
         act == "report_admissibility" || act == "conclude";
}

// True when a word of a name, an address or a number of this identity stands in the text.
bool NamesSomeone(const json::Value& identity, std::string_view text) {
  const auto words = core::Words(text);
  for (const auto& [field, value] : identity.Members())
    for (const auto& part : core::Words(value.String()))
      if (part.size() > 2 && std::find(words.begin(), words.end(), part) != words.end()) return true;
  return false;
}

}  // namespace

std::vector<std::string> ClocksEndedBy(std::string_view act) {
  if (act == "acknowledge") return {"acknowledge"};
  if (act == "qualify" || act == "reorient") return {"admissibility"};
  if (act == "record_answer" || act == "record_no_answer" || act == "choose_treatment")
    return {"authority_reminder", "authority_answer"};
  return {};
}

bool WritesLetter(std::string_view act) {
  return act == "ask_victim" || act == "summarise_for_employer" || act == "inform_authority" ||
         act == "ask_authority";
}

bool Case::State::VictimAgrees() const {
  // Taken over with the file.
  if (const auto taken = header.consents.find("victim"); taken != header.consents.end())
    return taken->second == "given";
  const auto letters = Letters();
  return std::any_of(letters.begin(), letters.end(), [](const auto& letter) {
    return letter.content.Text("act") == "ask_victim" && letter.answer.Text("agree") == "yes";
  });
}

bool Case::State::Advised() const {
  const auto& all = header.advisers;
  return std::find(all.begin(), all.end(), actor.account_id) != all.end();
}

bool Case::State::Holds(const scheme::Scheme& scheme, std::string_view condition, core::Day today) const {
  const auto dot = std::min(condition.find('.'), condition.size());
  const auto kind = condition.substr(0, dot);
  const std::string what(condition.substr(std::min(dot + 1, condition.size())));
  if (kind == "done") return Has(header.done, what);
  if (kind == "consent")
    return what == "victim" ? VictimAgrees()
                            : header.consents.contains(what) && header.consents.at(what) == "given";
  if (kind == "victim_agreement") return header.quality == "victim" || VictimAgrees();
  if (kind == "ordinary") return !header.concerns_authority;
  if (kind == "not_adviser") return !Advised() && !AdvisedInLinked();
  if (kind == "overdue") return header.clocks.contains(what) && header.clocks.at(what) < today;
  if (kind != "identity") throw std::logic_error("condition " + std::string(condition));
  const bool from_the_start =
      what == "provider" && header.has_identity && scheme.GetAnonymity() != scheme::Anonymity::kAllowed;
  return from_the_start || Has(header.released_to, what);
}

std::vector<ActNow> Case::ActsNow(const scheme::Scheme& scheme, core::Day today) const {
  std::vector<ActNow> acts;
  for (const auto& act : scheme.Acts()) {
    if (!Has(act.by, state_->actor.role) || !Has(act.in, state_->header.state)) continue;
    ActNow now{&act, {}};
    for (const auto& condition : act.needs)
      if (!state_->Holds(scheme, condition, today)) now.missing.push_back(condition);
    acts.push_back(std::move(now));
  }
  return acts;
}

// Whether the act may be done at all; acknowledges the report on the way.
core::Result<void> Case::State::Enter(const scheme::Scheme& scheme, const scheme::Act& act,
                                      core::Instant now) {
  const auto conflict = [](const std::string& code) {
    return core::Refuse(core::Kind::kConflict, "act", code);
  };
  if (!Has(act.by, actor.role)) return core::Refuse(core::Kind::kForbidden, "act", "act.not_yours");
  if (act.id == "acknowledge" && header.acknowledged_on) return conflict("case.acknowledged_before");
  if (act.id == "close" && header.closed_on) return conflict("case.closed_before");
  const auto* acknowledge = scheme.ActNamed("acknowledge");
  if (!Has(act.in, header.state) && header.state == "received" && acknowledge &&
      Has(acknowledge->by, actor.role))
    Record(scheme, *acknowledge, json::Object(), now);
  if (!Has(act.in, header.state)) return conflict("act.not_now");
  for (const auto& condition : act.needs)
    if (!Holds(scheme, condition, core::LocalDay(now)))
      return core::Refuse(core::Kind::kConflict, condition,
                          "act.needs." + condition.substr(0, condition.find('.')));
  return {};
}

// What an act is beside its paper, its clocks and its state.
core::Result<void> Case::State::Effect(const scheme::Scheme& scheme, const scheme::Act& act,
                                       const json::Value& content, core::Day today) {
  if (act.id == "close" || act.id == "withdraw") {
    header.outcome = act.id == "close" ? content.Text("outcome") : "withdrawn";
    // A duplicate is of another case, which only Together::Join knows.
    const bool joined = header.outcome == kDuplicate;
    if (!Has(scheme.Outcomes(), header.outcome) || joined == header.duplicate_of.empty())
      return core::Refuse("outcome", "outcome.unknown");
    header.reason = content.Text("reason");
    header.closed_on = today;
    header.kept_as = scheme.KeptAs(header.outcome);
    header.kept_since = today;
    header.clocks.clear();
  } else if (act.id == "reopen") {
    header.outcome.clear();
    header.duplicate_of.clear();
    header.closed_on.reset();
    header.kept_as.clear();
    header.kept_since.reset();
    header.clocks = {{"feedback", scheme.Due("feedback", today)}};
  } else if (act.id == "ask_consent") {
    const auto id = content.Text("consent");
    const auto* consent = scheme.ConsentNamed(id);
    if (!consent || consent->of_victim || !Has(consent->asked_by, actor.role))
      return core::Refuse("consent", "consent.unknown");
    if (header.consents[id] == "given")
      return core::Refuse(core::Kind::kConflict, "consent", "consent.given_before");
    header.consents[id] = "asked";
  } else if (act.id == "choose_treatment") {
    if (!scheme.Data()["course"]["treatments"].Has(content.Text("treatment")))
      return core::Refuse("treatment", "treatment.unknown");
  }
  return {};
}

// Writes down that the act was done, and tells.
void Case::State::Record(const scheme::Scheme& scheme, const scheme::Act& act, const json::Value& content,
                         core::Instant now) {
  const auto today = core::LocalDay(now);
  const auto paper = json::Value::MakeObject({{"act", act.id},
                                              {"by", actor.role},
                                              {"name", actor.IsReporter() ? "" : actor.name},
                                              {"content", content}});
  const auto sealed = SealJson(key, Context(number, "paper", ++header.papers), paper);
  db.Prepare("INSERT INTO paper (case_id, n, made_on, sealed) VALUES (?1, ?2, ?3, ?4)")
      .Bind(id, header.papers, core::DayNumber(today), store::Blob{sealed})
      .Run();
  if (!Has(header.done, act.id)) header.done.push_back(act.id);
  if (actor.role == "provider" && AdvisesAgent(act.id) && !Advised())
    header.advisers.push_back(actor.account_id);
  if (act.id == "acknowledge") header.acknowledged_on = today;
  for (const auto& clock : ClocksEndedBy(act.id)) header.clocks.erase(clock);
  for (const auto& clock : act.starts) header.clocks[clock] = scheme.Due(clock, today);
  if (!act.moves_to.empty()) header.state = act.moves_to;

  const auto told = content.Text("for_reporter");
  if (act.id == "acknowledge") {
    Tell("system.acknowledged", "", now);
  } else if (act.id == "close" || act.id == "withdraw") {
    Tell("system.closed", header.outcome + "\n" + header.reason, now);
  } else if (content.Text("silent") != "yes") {
    if (act.id == "reopen")
      Tell("system.reopened", header.state, now);
    else if (!act.told.empty() || !told.empty())
      Tell("system.act", act.id + "\n" + told, now);
    else if (!act.moves_to.empty())
      Tell("system.state", header.state, now);
  }
  const bool moved = act.told.empty() && act.id != "interview" && !act.moves_to.empty();
  if (act.id == "acknowledge")
    Log(now, "acknowledged");
  else if (act.id == "close" || act.id == "withdraw")
    Log(now, "closed", header.outcome);
  else if (act.id == "reopen" || moved)
    Log(now, act.id == "reopen" ? "reopened" : "state", header.state + "\n" + content.Text("reason"));
  else
    Log(now, "act", IsOrderStep(act.id) ? act.id + "\n" + content.Text("order") : act.id);
}

core::Result<Deed> Case::Do(const scheme::Scheme& scheme, std::string_view act_id, const json::Value& content,
                            std::int64_t seen_version, core::Instant now) {
  const auto* act = scheme.ActNamed(act_id);
  if (!act) return core::Refuse(core::Kind::kNotFound, "act", "act.unknown");
  const auto today = core::LocalDay(now);
  if (const auto identity = Identity(); act->id == "summarise_for_employer" && identity &&
                                        NamesSomeone(*identity, content.Text("text")) &&
                                        content.Text("confirmed").empty())
    return core::Refuse("text", "text.names_someone");
  std::optional<SealedEnvelope> envelope;
  if (WritesLetter(act->id)) envelope = NewEnvelope();
  const auto done = state_->Act(seen_version, now, [&]() -> core::Result<void> {
    if (auto entered = state_->Enter(scheme, *act, state_->When(now)); !entered) return entered;
    if (auto effect = state_->Effect(scheme, *act, content, today); !effect) return effect;
    auto paper = content;
    if (auto step = state_->OrderEffect(scheme, *act, paper, today); !step) return step;
    state_->Record(scheme, *act, paper, state_->When(now));
    if (IsOrderStep(act->id)) {
      state_->TellAboutOrder(paper, state_->When(now));
      Together::Share(*this);
    }
    if (!envelope) return {};
    auto letter = json::Value::MakeObject({{"act", act->id}, {"text", content.Text("text")}});
    state_->Keep(*envelope, letter.Set("from", state_->actor.name), today);
    return {};
  });
  if (!done) return tl::make_unexpected(done.error());
  return Deed{state_->header.papers, envelope ? std::optional(envelope->made) : std::nullopt};
}

core::Result<void> Case::SetState(const scheme::Scheme& scheme, std::string_view to, std::string_view reason,
                                  std::int64_t seen_version, core::Instant now) {
  core::Result<void> last = core::Refuse("state", "state.unknown");
  for (const auto& act : scheme.Acts()) {
    if (act.moves_to != to || act.id == "close" || !Has(act.by, state_->actor.role)) continue;
    const auto done = Do(scheme, act.id, json::Value::MakeObject({{"reason", reason}}), seen_version, now);
    if (done) return {};
    if (done.error().code == "case.changed") return tl::make_unexpected(done.error());
    last = core::Refuse("state", "state.not_now");
  }
  return last;
}

std::vector<Paper> Case::State::Papers() const {
  auto query = db.Prepare("SELECT n, made_on, sealed FROM paper WHERE case_id = ?1 ORDER BY n");
  query.Bind(id);
  std::vector<Paper> papers;
  while (query.Step()) {
    const auto value = OpenJson(key, Context(number, "paper", query.Int(0)), query.Bytes(2));
    papers.push_back({query.Int(0), value.Text("act"), value.Text("by"), value.Text("name"),
                      core::FromDayNumber(query.Int(1)), value["content"]});
  }
  return papers;
}

std::vector<Paper> Case::Papers() const {
  auto papers = state_->Papers();
  // Who signed is who reported: told to those alone to whom the name was released.
  if (!Identity())
    for (auto& paper : papers)
      if (paper.act == "sign_record") paper.content.Set("name", "");
  return papers;
}

}  // namespace casefile

#include "domain/scheme/scheme.h"

#include <algorithm>
#include <stdexcept>

#include "domain/calendar/calendar.h"
#include "domain/scheme/checker.h"
#include "domain/scheme/merge.h"

namespace scheme {
namespace {

std::vector<std::string> Ids(const json::Value& list) {
  std::vector<std::string> ids;
  for (const auto& item : list.Items()) ids.push_back(item.IsObject() ? item.Text("id") : item.String());
  return ids;
}

std::string LabelIn(const json::Value& list, std::string_view id, std::string_view key = "label") {
  for (const auto& item : list.Items())
    if (item.Text("id") == id) return item.Text(key);
  return std::string(id);
}

Unit UnitOf(std::string_view word) {
  return word == "working_days" ? Unit::kWorkingDays : word == "months" ? Unit::kMonths : Unit::kDays;
}

// "2 mois", "1 jour".
std::string Duration(const json::Value& rule) {
  const auto count = rule["count"].Int();
  const bool months = rule.Text("unit") == "months";
  return std::to_string(count) + (months ? " mois" : count > 1 ? " jours" : " jour");
}

// The retention with the times of its rules written into its text, where it says {no_follow_up}.
json::Value Spoken(const json::Value& retention) {
  auto text = retention.Text("text");
  for (const auto& [id, rule] : retention["rules"].Members())
    for (std::size_t at = 0; (at = text.find("{" + id + "}", at)) != std::string::npos;)
      text.replace(at, id.size() + 2, Duration(rule));
  return json::Value(retention).Set("text", text);
}

std::vector<std::string> Strings(const json::Value& list) {
  std::vector<std::string> words;
  if (list.IsArray())
    for (const auto& word : list.Items()) words.push_back(word.String());
  return words;
}

std::vector<Act> ReadActs(const json::Value& acts) {
  std::vector<Act> read;
  for (const auto& [id, act] : acts.Members())
    read.push_back({id, act.Text("label"), act.Text("told"), Strings(act["by"]), Strings(act["in"]),
                    Strings(act["needs"]), Strings(act["starts"]), act.Text("moves_to"), act.Text("source")});
  return read;
}

std::vector<Consent> ReadConsents(const json::Value& consents) {
  std::vector<Consent> read;
  for (const auto& [id, consent] : consents.Members())
    read.push_back({id, consent.Text("of") == "victim", Strings(consent["asked_by"]),
                    consent.Text("text_for_reporter"), consent.Text("effect"), Strings(consent["releases"])});
  return read;
}

// One line for each fault. A value that the file has from one that it extends is said to come from there.
std::string Sentences(const Joined& joined, const std::vector<Checker::Found>& faults) {
  const auto& file = joined.parts.front().file;
  std::string sentences;
  for (const auto& fault : faults) {
    const auto& origin = joined.Origin(fault.path);
    if (!sentences.empty()) sentences += "\n";
    sentences += file + ": " + (fault.path.empty() ? "the file" : fault.path);
    sentences += (origin == file ? "" : " (from " + origin + ")") + ": " + fault.said;
  }
  return sentences;
}

// Of the phase in which a state is; empty once the case is closed.
std::string OfPhase(const json::Value& data, std::string_view state, const char* what) {
  for (const auto& each : data["states"].Items())
    if (each.Text("id") == state && each.Has("phase"))
      return LabelIn(data["phases"], each.Text("phase"), what);
  return {};
}

}  // namespace

Scheme Scheme::Read(const std::string& file, const std::string& delivered) {
  auto joined = ReadJoined(file, delivered);
  Checker check;
  CheckScheme(check, {joined.whole, ""});
  if (!check.Faults().empty()) throw std::runtime_error(Sentences(joined, check.Faults()));
  Scheme scheme;
  scheme.data_ = std::move(joined.whole);
  scheme.data_.Set("retention", Spoken(scheme.data_["retention"]));
  scheme.acts_ = ReadActs(scheme.data_["course"]["acts"]);
  scheme.consents_ = ReadConsents(scheme.data_["course"]["consents"]);
  scheme.id_ = scheme.data_.Text("id");
  const auto mode = scheme.data_["anonymity"].Text("mode");
  scheme.anonymity_ = mode == "identified"               ? Anonymity::kIdentified
                      : mode == "identified_to_provider" ? Anonymity::kIdentifiedToProvider
                                                         : Anonymity::kAllowed;
  return scheme;
}

std::string Scheme::Name() const { return data_.Text("name"); }
std::string Scheme::Operator() const { return data_.Text("operator"); }
bool Scheme::WitnessMayStayAnonymous() const {
  return data_["anonymity"]["witness_may_stay_anonymous"].Bool();
}
bool Scheme::OffersCallback() const { return data_["channels"]["callback"].Bool(); }
std::vector<std::string> Scheme::FirstReaders(bool concerns_authority) const {
  return Ids(data_["first_readers"][concerns_authority ? "concerns_authority" : "ordinary"]);
}
std::vector<std::string> Scheme::Audiences() const { return Ids(data_["audiences"]); }
std::set<std::string> Scheme::Offers() const {
  std::set<std::string> words;
  for (const auto& who : Audiences()) words.insert("audience." + who);
  const bool witness = WitnessMayStayAnonymous();
  words.insert(anonymity_ == Anonymity::kAllowed ? "anonymity.allowed"
               : witness                         ? "anonymity.witness_only"
                                                 : "anonymity.refused");
  if (FirstReaders(true) != FirstReaders(false)) words.insert("authority_apart");
  if (OffersCallback()) words.insert("callback");
  if (data_["channels"]["sign_language"].Bool()) words.insert("sign_language");
  for (const auto& counted : Ids(data_["statistics"]["dimensions"]))
    if (OfferWords().contains("dimension." + counted)) words.insert("dimension." + counted);
  return words;
}
const std::set<std::string>& Scheme::OfferWords() {
  static const std::set<std::string> kWords{
      "anonymity.allowed", "anonymity.witness_only", "anonymity.refused",   "audience.referent",
      "audience.provider", "audience.employer",      "authority_apart",     "callback",
      "sign_language",     "dimension.public",       "dimension.education", "dimension.area",
      "dimension.reason"};
  return kWords;
}
std::vector<std::string> Scheme::States() const { return Ids(data_["states"]); }
const Act* Scheme::ActNamed(std::string_view id) const {
  const auto found = std::find_if(acts_.begin(), acts_.end(), [&](const Act& act) { return act.id == id; });
  return found == acts_.end() ? nullptr : &*found;
}
const Consent* Scheme::ConsentNamed(std::string_view id) const {
  const auto found =
      std::find_if(consents_.begin(), consents_.end(), [&](const Consent& each) { return each.id == id; });
  return found == consents_.end() ? nullptr : &*found;
}
std::optional<Join> Scheme::JoinOf(std::string_view role) const {
  const auto& join = data_["course"]["joins"][role];
  if (join.IsNull()) return std::nullopt;
  return Join{Strings(join["by"]), Strings(join["needs"])};
}
std::string Scheme::PhaseOf(std::string_view state) const { return OfPhase(data_, state, "title"); }
std::string Scheme::PhaseText(std::string_view state) const { return OfPhase(data_, state, "text"); }
std::vector<std::string> Scheme::Outcomes() const { return Ids(data_["outcomes"]); }
std::string Scheme::StateLabel(std::string_view id) const { return LabelIn(data_["states"], id); }
std::string Scheme::StateLabelForReporter(std::string_view id) const {
  return LabelIn(data_["states"], id, "reporter_label");
}
std::string Scheme::OutcomeLabel(std::string_view id) const { return LabelIn(data_["outcomes"], id); }
std::string Scheme::KeptAs(std::string_view outcome) const {
  return LabelIn(data_["outcomes"], outcome, "kept");
}
std::string Scheme::RoleLabel(std::string_view role) const {
  const auto label = data_["role_labels"].Text(role);
  return label.substr(0, label.find(','));
}
std::map<std::string, std::string> Scheme::RoleNames() const {
  std::map<std::string, std::string> names;
  for (const auto& [role, label] : data_["role_labels"].Members()) names[role] = RoleLabel(role);
  return names;
}
std::string Scheme::Seat(std::string_view role) const { return data_["seats"].Text(role); }
std::vector<std::string> Scheme::Scope() const { return Ids(data_["scope"]); }
std::vector<std::string> Scheme::Options() const {
  return data_.Has("options") ? Ids(data_["options"]) : std::vector<std::string>();
}
Deadline Scheme::DeadlineOf(std::string_view clock) const {
  const auto& deadline = data_["deadlines"][clock];
  if (deadline.IsNull()) throw std::logic_error("scheme: no clock is called " + std::string(clock));
  return {static_cast<int>(deadline["count"].Int()), UnitOf(deadline.Text("unit")), deadline.Text("source")};
}
core::Day Scheme::Due(std::string_view clock, core::Day from) const {
  const auto deadline = DeadlineOf(clock);
  if (deadline.unit == Unit::kWorkingDays)
    return calendar::AddWorkingDays(from, deadline.count, AlsaceMoselle());
  if (deadline.unit == Unit::kMonths) return calendar::AddMonths(from, deadline.count);
  return from + std::chrono::days{deadline.count};
}
Keeping Scheme::KeepingOf(std::string_view what) const {
  const auto& rule = data_["retention"]["rules"][what];
  if (rule.IsNull()) throw std::logic_error("scheme: nothing kept is called " + std::string(what));
  const auto whole = [&](const char* key) { return static_cast<int>(rule[key].Int()); };
  return {whole("count"), UnitOf(rule.Text("unit")), whole("least"), whole("most"), rule.Text("source")};
}
int Scheme::AcknowledgeWorkingDays() const { return DeadlineOf("acknowledge").count; }
int Scheme::FeedbackMonths() const { return DeadlineOf("feedback").count; }
int Scheme::DraftDays() const { return KeepingOf("draft").count; }
bool Scheme::AlsaceMoselle() const { return data_["alsace_moselle"].Bool(); }
const json::Value& Scheme::Dues() const { return data_["dues"]; }

}  // namespace scheme

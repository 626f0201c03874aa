#include "domain/scheme/scheme.h"

#include <stdexcept>

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

}  // namespace

Scheme Scheme::Read(const std::string& file, const std::string& delivered) {
  auto joined = ReadJoined(file, delivered);
  Checker check;
  CheckScheme(check, {joined.whole, ""});
  if (!check.Faults().empty()) throw std::runtime_error(Sentences(joined, check.Faults()));
  Scheme scheme;
  scheme.data_ = std::move(joined.whole);
  scheme.id_ = scheme.data_.Text("id");
  const auto mode = scheme.data_["anonymity"].Text("mode");
  scheme.anonymity_ = mode == "identified"               ? Anonymity::kIdentified
                      : mode == "identified_to_provider" ? Anonymity::kIdentifiedToProvider
                                                         : Anonymity::kAllowed;
  return scheme;
}

std::string Scheme::Name() const { return data_.Text("name"); }
std::string Scheme::Operator() const { return data_.Text("operator"); }
bool Scheme::WitnessMayStayAnonymous() const { return data_["anonymity"]["witness_may_stay_anonymous"].Bool(); }
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
  return words;
}
const std::set<std::string>& Scheme::OfferWords() {
  static const std::set<std::string> kWords{
      "anonymity.allowed", "anonymity.witness_only", "anonymity.refused", "audience.referent",
      "audience.provider", "audience.employer",      "authority_apart",   "callback",
      "sign_language"};
  return kWords;
}
std::vector<std::string> Scheme::States() const { return Ids(data_["states"]); }
std::vector<std::string> Scheme::Outcomes() const { return Ids(data_["outcomes"]); }
std::string Scheme::StateLabel(std::string_view id) const { return LabelIn(data_["states"], id); }
std::string Scheme::StateLabelForReporter(std::string_view id) const { return LabelIn(data_["states"], id, "reporter_label"); }
std::string Scheme::OutcomeLabel(std::string_view id) const { return LabelIn(data_["outcomes"], id); }
int Scheme::AcknowledgeWorkingDays() const { return static_cast<int>(data_["deadlines"]["acknowledge_working_days"].Int()); }
int Scheme::FeedbackMonths() const { return static_cast<int>(data_["deadlines"]["feedback_months"].Int()); }
int Scheme::DraftDays() const { return static_cast<int>(data_["retention"]["draft_days"].Int()); }
bool Scheme::AlsaceMoselle() const { return data_["alsace_moselle"].Bool(); }
const json::Value& Scheme::Dues() const { return data_["dues"]; }

}  // namespace scheme

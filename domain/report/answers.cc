#include "domain/report/answers.h"

#include <algorithm>
#include <array>

#include "domain/casefile/evidence.h"
#include "lib/core/text.h"

namespace report {
namespace {

constexpr std::size_t kPhoneDigits = 6;

// Asked where the scheme counts them ("dimension.<field>"), and counted only.
constexpr std::array kCounted{"public", "education", "area", "reason"};

bool Has(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool Given(const form::Fields& answers, std::string_view field) {
  return !core::Trim(answers.Get(field)).empty();
}

void Refuse(core::Refusals& refusals, std::string field, const std::string& reason) {
  refusals.push_back({core::Kind::kInvalid, field, field + "." + reason});
}

void CheckIdentity(const scheme::Scheme& scheme, const form::Fields& answers, core::Refusals& refusals) {
  const std::string& mode = answers.Get("identity.mode");
  const bool witness = answers.Get("quality") == "witness" && scheme.WitnessMayStayAnonymous();
  if (mode == "anonymous" && scheme.GetAnonymity() != scheme::Anonymity::kAllowed && !witness)
    Refuse(refusals, "identity.mode", "not_anonymous");
  const bool contact = Given(answers, "identity.email") || Given(answers, "identity.phone");
  if (mode == "sealed" && !Given(answers, "identity.name") && !contact)
    Refuse(refusals, "identity.name", "required_sealed");
  if (mode != "released") return;
  const auto audience = answers.All("identity.audience");
  const auto offered = scheme.Audiences();
  if (audience.empty()) Refuse(refusals, "identity.audience", "required_released");
  if (std::any_of(audience.begin(), audience.end(), [&](const auto& who) { return !Has(offered, who); }))
    Refuse(refusals, "identity.audience", "not_offered");
  if (!Given(answers, "identity.name")) Refuse(refusals, "identity.name", "required_released");
}

void CheckCallback(const scheme::Scheme& scheme, const form::Fields& answers, core::Refusals& refusals) {
  const std::string& mode = answers.Get("callback.mode");
  if (mode.empty() || mode == "none") return;
  if (!scheme.OffersCallback() || (mode == "video" && !scheme.Offers().contains("sign_language")))
    return Refuse(refusals, "callback.mode", "unavailable");
  if (!Given(answers, "callback.phone")) return Refuse(refusals, "callback.phone", "required_mode");
  if (core::Digits(answers.Get("callback.phone")).size() < kPhoneDigits)
    Refuse(refusals, "callback.phone", "digits");
}

void CheckCounted(const scheme::Scheme& scheme, const form::Fields& answers, core::Refusals& refusals) {
  const auto offers = scheme.Offers();
  for (const std::string field : kCounted)
    if (Given(answers, field) && !offers.contains("dimension." + field))
      Refuse(refusals, field, "not_offered");
}

bool IsList(std::string_view field) { return field == "kinds" || field == "criteria"; }

json::Value ValueOf(const form::Fields& answers, const std::string& field) {
  if (!IsList(field)) return answers.Get(field);
  json::Value list = json::Array();
  for (const auto& value : answers.All(field)) list.Push(value);
  return list;
}

// Where an answer belongs: for every reader, or under the reporter's seal, or neither.
enum class Place { kReport, kSealed, kElsewhere };
Place PlaceOf(const form::Fields& answers, const std::string& field) {
  if (field == "sex" || field == "category") return Place::kSealed;
  if (std::find(kCounted.begin(), kCounted.end(), field) != kCounted.end()) return Place::kSealed;
  if (field.ends_with(".share")) return Place::kElsewhere;
  if (field.starts_with("indirect."))
    return answers.Get(field + ".share") == "share" ? Place::kReport : Place::kSealed;
  const bool apart = field.starts_with("identity.") || field.starts_with("callback.") ||
                     field == "notify_email" || field == "collectivite" || field == "idempotency_key";
  return apart ? Place::kElsewhere : Place::kReport;
}

}  // namespace

form::Fields Normal(const form::Card& card, const form::Fields& sent) {
  form::Fields answers;
  for (const auto& name : card.Names()) {
    const bool yes_no = name == "concerns_authority" || name == "immediate_danger" || name == "sick_leave";
    for (const auto& value : sent.All(name))
      if (!value.empty())
        answers.Add(name, yes_no && value == "true" ? "yes" : yes_no && value == "false" ? "no" : value);
  }
  return answers;
}

core::Refusals CheckTogether(const scheme::Scheme& scheme, const form::Fields& answers) {
  core::Refusals refusals;
  if (answers.Has("criteria") && !answers.HasValue("kinds", "discrimination"))
    Refuse(refusals, "criteria", "not_discrimination");
  CheckIdentity(scheme, answers, refusals);
  CheckCallback(scheme, answers, refusals);
  CheckCounted(scheme, answers, refusals);
  return refusals;
}

bool Counts(const form::Fields& answers, const std::string& field) {
  const std::string& mode = answers.Get("identity.mode");
  const std::string& callback = answers.Get("callback.mode");
  if (field == "identity.audience") return mode == "released";
  if (field.starts_with("identity.") && field != "identity.mode") return mode != "anonymous";
  if (field == "callback.phone" || field == "callback.slot") return !callback.empty() && callback != "none";
  return !field.ends_with(".share") || Given(answers, field.substr(0, field.size() - 6));
}

bool ConcernsAuthority(const form::Fields& answers) { return answers.Get("concerns_authority") == "yes"; }
bool IsUrgent(const form::Fields& answers) { return answers.Get("immediate_danger") == "yes"; }

std::vector<std::string> Audiences(const form::Fields& answers) {
  return answers.Get("identity.mode") == "released" ? answers.All("identity.audience")
                                                    : std::vector<std::string>();
}

std::vector<std::string> CaseReaders(const scheme::Scheme& scheme, bool concerns_authority,
                                     const std::vector<std::string>& audiences) {
  auto readers = scheme.FirstReaders(concerns_authority);
  const auto offered = scheme.Audiences();
  const bool has_referent = Has(offered, "referent");
  for (const auto& audience : audiences) {
    const std::string role = audience == "provider" ? audience
                             : concerns_authority   ? "substitute"
                                                    : "referent";
    if ((audience == "provider" || has_referent) && !Has(readers, role)) readers.push_back(role);
  }
  return readers;
}

std::vector<std::string> IdentityReaders(const scheme::Scheme& scheme, const form::Fields& answers) {
  const std::string& mode = answers.Get("identity.mode");
  std::vector<std::string> readers = Audiences(answers);
  if (mode == "anonymous" || scheme.GetAnonymity() == scheme::Anonymity::kAllowed) return readers;
  for (const auto& role : scheme.FirstReaders(ConcernsAuthority(answers)))
    if (!Has(readers, role)) readers.push_back(role);
  return readers;
}

casefile::NewCase Compose(const form::Fields& answers, std::int64_t collectivite_id) {
  casefile::NewCase made;
  made.collectivite_id = collectivite_id;
  made.concerns_authority = ConcernsAuthority(answers);
  made.report = json::Object();
  made.identity = json::Object();
  std::string last;
  for (const auto& [field, value] : answers.Items()) {
    if (field == last) continue;  // a list: taken whole the first time
    last = field;
    const Place place = PlaceOf(answers, field);
    if (place == Place::kReport) made.report.Set(field, ValueOf(answers, field));
    if (place == Place::kSealed) made.identity.Set(field, value);
  }
  for (const char* field : {"name", "email", "phone"}) {
    const std::string name = std::string("identity.") + field;
    if (Counts(answers, name) && Given(answers, name))
      made.identity.Set(field, core::Trim(answers.Get(name)));
  }
  made.anonymous = answers.Get("identity.mode") == "anonymous";
  made.released_to = Audiences(answers);
  made.notify_address = core::Trim(answers.Get("notify_email"));
  if (Counts(answers, "callback.phone"))
    made.callback = json::Value::MakeObject({{"mode", answers.Get("callback.mode")},
                                             {"phone", core::Trim(answers.Get("callback.phone"))},
                                             {"slot", answers.Get("callback.slot")}});
  made.idempotency_key = FilingKey(answers);
  return made;
}

std::string FilingKey(const form::Fields& answers) {
  const std::string& key = answers.Get("idempotency_key");
  if (key.empty()) return vault::RandomToken();
  if (key.size() >= casefile::kMinToken) return key;
  std::string all;
  for (const auto& [name, value] : answers.Items())
    all += std::to_string(value.size()) + ":" + name + "=" + value + "\n";
  return vault::Base64Url(vault::Hash("filing-key", all));
}

}  // namespace report

// Reporting: the questions, the recording, the filing.
#include <algorithm>

#include "domain/casefile/evidence.h"
#include "functions/voice_intake/call.h"
#include "functions/voice_intake/recording.h"

namespace voice_intake {
namespace {

constexpr std::size_t kFew = 9;  // collectivités that are all named

bool MayStayAnonymous(const Office& office, std::string_view quality) {
  return office.scheme.GetAnonymity() == scheme::Anonymity::kAllowed ||
         (quality == "witness" && office.scheme.WitnessMayStayAnonymous());
}

rt::Response SendToSite(Call& call) {
  call.Say("voice.not_anonymous", {{"%a", call.SiteAddress()}});
  return AskMenu(call);
}

rt::Response AskQuality(Call& call) {
  call.Say("voice.quality");
  SayChoices(call, ChoicesOf(call, "quality"));
  return call.Ask("quality", 1);
}

rt::Response AskKinds(Call& call) {
  call.Say("voice.kinds");
  SayChoices(call, ChoicesOf(call, "kinds"));
  return call.Ask("kinds", 0);
}

rt::Response AskAuthority(Call& call) {
  call.Say("voice.authority");
  return call.Ask("authority", 1);
}

rt::Response AskNamed(Call& call) {
  call.Say("voice.named");
  return call.Ask("named", 1);
}

rt::Response AskRecord(Call& call) {
  call.Say("voice.record");
  return call.Record("record");
}

rt::Response AskPlaceCheck(Call& call) {
  call.Say("voice.place.check", {{"%n", call.Get("place_name")}});
  return call.Ask("place_check", 1);
}

std::optional<rt::Response> TakePlace(Call& call) {
  const auto digits = call.Given("Digits");
  auto db = call.office.env.db.Take();
  for (const auto& place : people::Collectivites(*db)) {
    if (std::to_string(place.id) != digits) continue;
    call.Set("place", digits);
    call.Set("place_name", place.name);
    return AskPlaceCheck(call);
  }
  if (!digits.empty()) call.Say("voice.place.unknown");
  return std::nullopt;
}

std::optional<rt::Response> TakePlaceCheck(Call& call) {
  const auto digit = call.Given("Digits");
  if (digit == "1") return AskQuality(call);
  if (digit == "2") return AskPlace(call);
  return std::nullopt;
}

std::optional<rt::Response> TakeQuality(Call& call) {
  for (const auto& choice : ChoicesOf(call, "quality")) {
    if (choice.digit != call.Given("Digits")) continue;
    if (!MayStayAnonymous(call.office, choice.value)) return SendToSite(call);
    call.Set("quality", choice.value);
    return AskKinds(call);
  }
  return std::nullopt;
}

std::optional<rt::Response> TakeKinds(Call& call) {
  const auto digits = call.Given("Digits");
  const auto choices = ChoicesOf(call, "kinds");
  const bool known = std::all_of(digits.begin(), digits.end(), [&](char digit) {
    return std::any_of(choices.begin(), choices.end(),
                       [&](const Choice& choice) { return choice.digit == std::string(1, digit); });
  });
  if (digits.empty() || !known) return std::nullopt;
  json::Value kinds = json::Array();
  for (const auto& choice : choices)
    if (digits.find(choice.digit) != std::string::npos) kinds.Push(choice.value);
  call.state.Set("kinds", std::move(kinds));
  return AskAuthority(call);
}

std::optional<rt::Response> TakeAuthority(Call& call) {
  const auto digit = call.Given("Digits");
  if (digit != "1" && digit != "2") return std::nullopt;
  call.Set("authority", digit == "1" ? "yes" : "no");
  auto db = call.office.env.db.Take();
  if (people::Readers(*db, std::stoll(call.Get("place")), call.office.scheme.FirstReaders(digit == "1"))
          .empty()) {
    call.Say("voice.no_reader");
    return AskMenu(call);
  }
  return AskNamed(call);
}

std::optional<rt::Response> TakeNamed(Call& call) {
  const auto digit = call.Given("Digits");
  if (digit != "1" && digit != "2") return std::nullopt;
  call.Set("named", digit == "2" ? "yes" : "no");
  return AskRecord(call);
}

casefile::NewCase Compose(const Call& call, bool recorded) {
  std::string facts = call.Sentence(recorded ? "voice.facts" : "voice.facts_lost");
  if (recorded && call.Get("named") == "yes") facts.append("\n").append(call.Sentence("voice.facts_named"));
  casefile::NewCase made;
  made.collectivite_id = std::stoll(call.Get("place"));
  made.concerns_authority = call.Get("authority") == "yes";
  made.report = json::Value::MakeObject({{"quality", call.Get("quality")},
                                         {"kinds", call.state["kinds"]},
                                         {"facts", facts},
                                         {"concerns_authority", call.Get("authority")}});
  made.identity = json::Object();
  made.anonymous = true;
  made.idempotency_key = call.Key();
  return made;
}

// The recording as the evidence of the draft that this call's key names, and of that one alone.
bool KeepInDraft(const Call& call, const std::string& url) {
  auto& pool = call.office.env.db;
  {
    auto db = pool.Take();
    for (const auto& file : casefile::DraftFiles(*db, call.Key()))
      casefile::RemoveDraftFile(*db, call.Key(), file.id);
  }
  form::Fields fields;
  fields.Set("idempotency_key", call.Key());
  const auto sink = casefile::EvidenceSink::ForDraft(pool, call.office.Today());
  return KeepRecording(call.office, url, *sink, fields, FileName(call.Sentence("voice.recording"), url));
}

// The operator may ask twice: the second waits for the first, and finds what it filed.
std::optional<rt::Response> TakeRecord(Call& call) {
  auto& office = call.office;
  const auto url = call.Get("url").empty() ? call.Given("RecordingUrl") : call.Get("url");
  const std::scoped_lock turn(office.TurnOf(call.Key()));
  if (casefile::FindFiled(*office.env.db.Take(), call.Key())) {
    call.Say("voice.filed_before");
    return AskConfirm(call);
  }
  if (url.empty()) {
    call.Say("voice.record.unheard");
    return std::nullopt;
  }
  const bool recorded = KeepInDraft(call, url);
  if (!recorded && MayComeLater(call, url)) return AskLater(call, "record", url);
  const auto filed = casefile::File(*office.env.db.Take(), office.scheme, Compose(call, recorded),
                                    office.env.worker_public_key, office.Today());
  if (!filed) {
    call.Say("voice.no_reader");
    return AskMenu(call);
  }
  call.Say(recorded ? "voice.filed" : "voice.filed_without");
  return AskConfirm(call);
}

}  // namespace

rt::Response AskPlace(Call& call) {
  if (!MayStayAnonymous(call.office, "witness")) return SendToSite(call);
  auto db = call.office.env.db.Take();
  const auto places = people::Collectivites(*db);
  if (places.size() > kFew) {
    call.Say("voice.place.many", {{"%a", call.SiteAddress()}});
  } else {
    call.Say("voice.place.few");
    for (const auto& place : places)
      call.Say("voice.choice", {{"%l", place.name}, {"%d", std::to_string(place.id)}});
  }
  return call.Ask("place", 0);
}

const std::vector<Step> kReportSteps{{"place", AskPlace, TakePlace},
                                     {"place_check", AskPlaceCheck, TakePlaceCheck},
                                     {"quality", AskQuality, TakeQuality},
                                     {"kinds", AskKinds, TakeKinds},
                                     {"authority", AskAuthority, TakeAuthority},
                                     {"named", AskNamed, TakeNamed},
                                     {"record", AskRecord, TakeRecord},
                                     {"confirm", AskConfirm, TakeConfirm}};

}  // namespace voice_intake

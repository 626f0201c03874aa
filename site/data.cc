#include "site/data.h"

#include <algorithm>
#include <stdexcept>

#include "lib/core/text.h"
#include "lib/document/qr.h"
#include "site/audit.h"
#include "site/course.h"
#include "site/typography.h"

namespace site {
namespace {

json::Value Readers(const scheme::Scheme& scheme, bool concerns_authority) {
  json::Value labels = json::Array();
  for (const auto& role : scheme.FirstReaders(concerns_authority)) {
    const std::string label = scheme.Data()["role_labels"].Text(role);
    if (label.empty())
      throw std::runtime_error("dispositif " + scheme.Id() + " : role_labels." + role + " manque");
    labels.Push(label);
  }
  return labels;
}

// Who may write today: a public may have been admitted for a time only.
json::Value Publics(const scheme::Scheme& scheme, core::Day today) {
  json::Value labels = json::Array();
  for (const auto& each : scheme.Data()["publics"].Items()) {
    const auto from = core::ParseDay(each.Text("from")), until = core::ParseDay(each.Text("until"));
    if ((!from || *from <= today) && (!until || *until >= today)) labels.Push(each.Text("label"));
  }
  return labels;
}

json::Value Contacts(const Input& input) {
  const json::Value& given = input.scheme.Data()["contacts"];
  json::Value contacts = json::Value::MakeObject({{"operator", input.scheme.Operator()}});
  for (const char* key : {"service", "address", "phone", "email"}) contacts.Set(key, given.Text(key));
  const std::string label = given.Text("phone_label");
  contacts.Set("phone_label", label.empty() ? input.words.Text("site.phone") : label);
  contacts.Set("phone_href", core::Digits(given.Text("phone")));
  const bool reachable = !(given.Text("address") + given.Text("phone") + given.Text("email")).empty();
  return contacts.Set("unreachable", !reachable);
}

json::Value Texts(const json::Value& list) { return list.IsArray() ? list : json::Value(json::Array()); }

json::Value SchemeModel(const Input& input) {
  const auto& scheme = input.scheme;
  const json::Value& data = scheme.Data();
  const json::Value& channels = data["channels"];
  const bool no_number = channels["free_phone"].Bool() && data["contacts"].Text("phone").empty();
  return json::Value::MakeObject({{"operator", scheme.Operator()},
                                  {"readers", Readers(scheme, false)},
                                  {"authority_apart", scheme.Offers().contains("authority_apart")},
                                  {"authority_readers", Readers(scheme, true)},
                                  {"anonymity_text", data["anonymity"].Text("text")},
                                  {"witness_text", data["anonymity"].Text("witness_text")},
                                  {"employer_text", data["employer_learns"].Text("text")},
                                  {"conflict_rules", Texts(data["conflict_rules"])},
                                  {"notices", Texts(data["notices"])},
                                  {"phases", data["phases"]},
                                  {"acknowledge_days", scheme.AcknowledgeWorkingDays()},
                                  {"feedback_months", scheme.FeedbackMonths()},
                                  {"publics", Publics(scheme, input.today)},
                                  {"channels_text", channels.Text("text")},
                                  {"ask_number", no_number},
                                  {"retention_text", data["retention"].Text("text")},
                                  {"director", data["publication"].Text("director")},
                                  {"host", data["publication"].Text("host")},
                                  {"contacts", Contacts(input)}});
}

// The numbers as their file has them, days written out.
void AddNumbers(json::Value& model, const json::Value& numbers) {
  json::Value groups = json::Array();
  for (const auto& group : numbers["groups"].Items()) {
    json::Value list = json::Array();
    for (const auto& number : group["numbers"].Items()) {
      const auto day = core::ParseDay(number.Text("checked_on"));
      json::Value copy = number;
      list.Push(copy.Set("checked_on", day ? core::FrenchDay(*day) : ""));
    }
    json::Value copy = group;
    groups.Push(copy.Set("numbers", std::move(list)));
  }
  model.Set("groups", std::move(groups)).Set("online", numbers["online"]);
}

void AddPlaces(json::Value& model, const Input& input) {
  constexpr std::size_t kMany = 20;  // from here on, letters to jump to help more than they are in the way
  std::string title = input.words.Text(input.places.size() == 1 ? "site.places.one" : "site.places.many");
  if (const auto at = title.find("%n"); at != std::string::npos)
    title.replace(at, 2, std::to_string(input.places.size()));
  model.Set("has_places", !input.places.empty()).Set("places_title", title);
  model.Set("many", input.places.size() >= kMany).Set("letters", ByLetter(input.places));
}

// Home first, then by name; the pages of collectivités are reached through their list.
void AddSitemap(json::Value& model, const Input& input) {
  std::vector<const Source*> listed;
  for (const auto& source : input.sources)
    if (source.sitemap && !source.each_place) listed.push_back(&source);
  std::sort(listed.begin(), listed.end(), [](const Source* a, const Source* b) {
    return std::pair(a->address != "/", core::Fold(a->menu)) <
           std::pair(b->address != "/", core::Fold(b->menu));
  });
  json::Value pages = json::Array();
  for (const auto* source : listed)
    pages.Push(json::Value::MakeObject({{"address", source->address},
                                        {"menu", FrenchText(source->menu)},
                                        {"description", FrenchText(source->description)}}));
  const auto courses = CourseList(input);
  for (const auto& course : courses.Items())
    pages.Push(json::Value::MakeObject({{"address", course.Text("href")},
                                        {"menu", course.Text("title")},
                                        {"description", course.Text("audience")}}));
  model.Set("pages", std::move(pages));
}

std::string EntryAddress(const Input& input, const Place& place) {
  return input.config.base_url + "/c/" + place.slug + "/";
}

}  // namespace

json::Value VoiceOf(const Input& input, const Place& place) {
  const std::string& phone = input.config.voice_phone;
  if (phone.empty() || place.number.empty()) return nullptr;
  return json::Value::MakeObject(
      {{"phone", phone}, {"phone_href", core::Digits(phone)}, {"number", place.number}});
}

void AddData(json::Value& model, const std::string& word, const Input& input, const Place* place) {
  if (word == "scheme") {
    model.Set("scheme", FrenchTexts(SchemeModel(input)));
  } else if (word == "numbers") {
    AddNumbers(model, FrenchTexts(input.numbers));
  } else if (word == "places") {
    AddPlaces(model, input);
  } else if (word == "courses") {
    model.Set("courses", CourseList(input));
  } else if (word == "audit") {
    Problems told;  // by the builder, once
    model.Set("audit", FrenchTexts(StatementOf(input, told)));
  } else if (word == "sitemap") {
    AddSitemap(model, input);
  } else if (word == "poster" && place) {
    model.Set("poster", json::Value::MakeObject(
                            {{"address", EntryAddress(input, *place)}, {"qr_href", QrAddress(*place)}}));
  } else {
    throw std::runtime_error("« data: " + word +
                             " » n’existe pas ici ; possibles : scheme, numbers, places, audit, " +
                             "sitemap, et poster pour une page de collectivité");
  }
}

std::string QrAddress(const Place& place) { return "/c/" + place.slug + "/qr.svg"; }

std::string QrDrawing(const Input& input, const Place& place) {
  const std::string address = EntryAddress(input, place);
  return document::QrSvg(address, address);
}

json::Value StatementOf(const Input& input, Problems& problems) {
  return Statement(input.audit, input.words, input.today, problems);
}

}  // namespace site

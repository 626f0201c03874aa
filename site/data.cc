#include "site/data.h"

#include <algorithm>
#include <stdexcept>

#include "lib/core/sentence.h"
#include "lib/core/text.h"
#include "lib/document/qr.h"
#include "site/audit.h"
#include "site/course.h"
#include "site/facts.h"
#include "site/typography.h"

namespace site {
namespace {

json::Value ListOf(const std::vector<std::string>& texts) {
  json::Value list = json::Array();
  for (const auto& text : texts) list.Push(text);
  return list;
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
                                  {"readers", ListOf(ReaderLabels(scheme, false))},
                                  {"authority_apart", scheme.Offers().contains("authority_apart")},
                                  {"authority_readers", ListOf(ReaderLabels(scheme, true))},
                                  {"anonymity_text", data["anonymity"].Text("text")},
                                  {"witness_text", data["anonymity"].Text("witness_text")},
                                  {"employer_text", data["employer_learns"].Text("text")},
                                  {"conflict_rules", Texts(data["conflict_rules"])},
                                  {"notices", Texts(data["notices"])},
                                  {"phases", data["phases"]},
                                  {"acknowledge_days", scheme.AcknowledgeWorkingDays()},
                                  {"feedback_months", scheme.FeedbackMonths()},
                                  {"publics", ListOf(PublicLabels(scheme, input.today))},
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
  const auto title =
      core::Filled(input.words.Text(input.places.size() == 1 ? "site.places.one" : "site.places.many"),
                   {{"%n", std::to_string(input.places.size())}});
  model.Set("has_places", !input.places.empty()).Set("places_title", title);
  model.Set("many", input.places.size() >= kMany).Set("letters", ByLetter(input.places));
}

bool Listed(const Source& source) { return source.sitemap && !source.each_place; }

// The page that `source` stands under: of /comprendre/temoin/, that of /comprendre/. Null when it stands
// alone.
const Source* Above(const Input& input, const Source& source) {
  std::string address = source.address;
  while (!source.each_place && address.size() > 1) {
    address.resize(address.rfind('/', address.size() - 2) + 1);
    if (address == "/") return nullptr;
    for (const auto& each : input.sources)
      if (each.address == address && Listed(each)) return &each;
  }
  return nullptr;
}

// The pages of the site map under the page that lists the courses.
json::Value CoursePagesIn(const Input& input) {
  json::Value pages = json::Array();
  const auto courses = CourseList(input);
  for (const auto& course : courses.Items())
    pages.Push(json::Value::MakeObject({{"address", course.Text("href")},
                                        {"menu", course.Text("title")},
                                        {"description", course.Text("audience")}}));
  return pages;
}

// The pages that stand under `above`, by name; home first among those that stand alone. The pages of
// collectivités are reached through their list.
json::Value PagesUnder(const Input& input, const Source* above) {
  std::vector<const Source*> listed;
  for (const auto& source : input.sources)
    if (Listed(source) && Above(input, source) == above) listed.push_back(&source);
  std::sort(listed.begin(), listed.end(), [](const Source* a, const Source* b) {
    return std::pair(a->address != "/", core::Fold(a->menu)) <
           std::pair(b->address != "/", core::Fold(b->menu));
  });
  json::Value pages = json::Array();
  for (const auto* source : listed) {
    json::Value children = source->data.contains("courses") ? CoursePagesIn(input)
                           : above                          ? json::Value(json::Array())
                                                            : PagesUnder(input, source);
    pages.Push(json::Value::MakeObject({{"address", source->address},
                                        {"menu", FrenchText(source->menu)},
                                        {"description", FrenchText(source->description)},
                                        {"has_children", !children.Items().empty()},
                                        {"children", std::move(children)}}));
  }
  return pages;
}

// functions/kit makes what is listed here.
json::Value KitModel(const Input& input) {
  const json::Value list = json::ReadFile(input.Content() + "/fr/kit/kit.json");
  json::Value pieces = json::Array();
  for (const auto& piece : list["pieces"].Items()) {
    if (piece.Text("id") == "film" && (!input.film || input.film->assets.empty())) continue;
    json::Value formats = json::Array();
    for (const auto& format : piece["formats"].Items())
      formats.Push(json::Value::MakeObject(
          {{"format", format}, {"label", list["formats"][format.String()].Text("label")}}));
    pieces.Push(json::Value::MakeObject({{"id", piece.Text("id")},
                                         {"title", piece.Text("title")},
                                         {"about", piece.Text("about")},
                                         {"formats", std::move(formats)}}));
  }
  return json::Value::MakeObject({{"pieces", std::move(pieces)}});
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

json::Value ParentOf(const Input& input, const Source& source) {
  const Source* above = Above(input, source);
  if (!above) return nullptr;
  return json::Value::MakeObject({{"address", above->address}, {"menu", FrenchText(above->menu)}});
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
    model.Set("audit", FrenchTexts(StatementOf(input)));
  } else if (word == "grid") {
    model.Set("grid", FrenchTexts(Grid(input.examined, input.words)));
  } else if (word == "sitemap") {
    model.Set("pages", PagesUnder(input, nullptr));
  } else if (word == "kit") {
    model.Set("kit", FrenchTexts(KitModel(input)));
  } else if (word == "film" && input.film) {
    model.Set("film", FrenchTexts(FilmModel(*input.film)));
  } else if (word == "poster" && place) {
    model.Set("poster", json::Value::MakeObject(
                            {{"address", EntryAddress(input, *place)}, {"qr_href", QrAddress(*place)}}));
  } else {
    throw std::runtime_error("« data: " + word +
                             " » n’existe pas ici ; possibles : scheme, numbers, places, audit, " +
                             "grid, sitemap, film, kit, et poster pour une page de collectivité");
  }
}

std::string QrAddress(const Place& place) { return "/c/" + place.slug + "/qr.svg"; }

std::string QrDrawing(const Input& input, const Place& place) {
  const std::string address = EntryAddress(input, place);
  return document::QrSvg(address, address);
}

json::Value StatementOf(const Input& input) {
  return Statement(input.examined, input.audit, input.words, input.today);
}

}  // namespace site

#include "functions/kit/words.h"

#include <algorithm>

#include "lib/core/text.h"

namespace kit {
namespace {

using Values = std::vector<std::string>;

Values One(std::string value) { return value.empty() ? Values{} : Values{std::move(value)}; }

Values Labels(const scheme::Scheme& scheme, const std::vector<std::string>& roles) {
  Values out;
  for (const auto& role : roles) out.push_back(scheme.Data()["role_labels"].Text(role));
  return out;
}

// « le Centre », « du Centre », « au Centre »: a name with the article that its first word wants.
struct Articles {
  std::string le, du, au;
};
Articles ArticlesOf(const std::string& name) {
  const std::string folded = core::Fold(name), first = folded.substr(0, folded.find(' '));
  if (std::string_view("aeiouyh").find(folded.substr(0, 1)) != std::string_view::npos)
    return {"l’" + name, "de l’" + name, "à l’" + name};
  for (const std::string_view feminine :
       {"ville", "metropole", "communaute", "commune", "mission", "cellule", "mairie"})
    if (first == feminine) return {"la " + name, "de la " + name, "à la " + name};
  return {"le " + name, "du " + name, "au " + name};
}

// Those who have the role for this collectivité or for the whole CDG, by name.
Values Names(store::Db& db, const people::Collectivite& place, std::string_view role) {
  Values out;
  for (const auto& account : people::Accounts(db))
    if (account.joined && account.active &&
        std::any_of(account.assignments.begin(), account.assignments.end(), [&](const auto& part) {
          return part.role == role && (part.collectivite_id == place.id || part.collectivite_id == 0);
        }))
      out.push_back(account.name);
  std::sort(out.begin(), out.end());
  return out;
}

// Where letters go; empty when the scheme gives no address.
std::string Post(const scheme::Scheme& scheme) {
  const json::Value& contacts = scheme.Data()["contacts"];
  const std::string service = contacts.Text("service"), address = contacts.Text("address");
  return address.empty() ? "" : scheme.Operator() + (service.empty() ? "" : ", " + service) + ", " + address;
}

// Who may write today: a public may have been admitted for a time only.
Values Publics(const scheme::Scheme& scheme, core::Day today) {
  Values out;
  for (const auto& each : scheme.Data()["publics"].Items()) {
    const auto from = core::ParseDay(each.Text("from")), until = core::ParseDay(each.Text("until"));
    if ((!from || *from <= today) && (!until || *until >= today)) out.push_back(each.Text("label"));
  }
  return out;
}

Values Phases(const scheme::Scheme& scheme) {
  Values out;
  for (const auto& each : scheme.Data()["phases"].Items())
    out.push_back(each.Text("title") + " – " + each.Text("text"));
  return out;
}

}  // namespace

document::Words WordsOf(const rt::Env& env, const scheme::Scheme& scheme, store::Db& db,
                        const people::Collectivite& place) {
  const json::Value& data = scheme.Data();
  const json::Value& contacts = data["contacts"];
  const std::string address = env.config.base_url + "/c/" + place.slug + "/";
  const bool apart = scheme.Offers().contains("authority_apart");
  const bool named = data["publication"].Text("names") == "true";
  const Articles articles = ArticlesOf(scheme.Operator());
  Values providers;
  for (const auto& each : data["providers"].Items()) providers.push_back(each.Text("name"));
  if (providers.empty()) providers = {scheme.Operator()};
  return {{"place", {place.name}},
          {"address", {address}},
          {"address_text", {address.substr(address.find("://") + 3)}},
          {"operator", {scheme.Operator()}},
          {"operator_le", {articles.le}},
          {"operator_du", {articles.du}},
          {"operator_au", {articles.au}},
          {"service", {contacts.Text("service", scheme.Operator())}},
          {"post", One(Post(scheme))},
          {"phone", One(contacts.Text("phone"))},
          {"email", One(contacts.Text("email"))},
          {"anonymous", One(scheme.GetAnonymity() == scheme::Anonymity::kAllowed ? "yes" : "")},
          {"readers", Labels(scheme, scheme.FirstReaders(false))},
          {"authority_readers", apart ? Labels(scheme, scheme.FirstReaders(true)) : Values{}},
          {"referents", named ? Names(db, place, "referent") : Values{}},
          {"substitutes", named ? Names(db, place, "substitute") : Values{}},
          {"providers", std::move(providers)},
          {"publics", Publics(scheme, core::LocalDay(env.now()))},
          {"phases", Phases(scheme)},
          {"anonymity_text", One(data["anonymity"].Text("text"))},
          {"witness_text", One(data["anonymity"].Text("witness_text"))},
          {"employer_text", One(data["employer_learns"].Text("text"))},
          {"channels_text", One(data["channels"].Text("text"))},
          {"retention_text", One(data["retention"].Text("text"))},
          {"acknowledge_days", {std::to_string(scheme.AcknowledgeWorkingDays())}},
          {"feedback_months", {std::to_string(scheme.FeedbackMonths())}}};
}

}  // namespace kit

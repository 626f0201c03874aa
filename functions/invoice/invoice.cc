#include "functions/invoice/invoice.h"

#include <algorithm>
#include <map>

#include "domain/access/prolonging.h"
#include "domain/casefile/desk.h"
#include "domain/casefile/journal.h"
#include "domain/membership/membership.h"
#include "domain/provider/invoice.h"
#include "domain/services/services.h"
#include "lib/core/text.h"
#include "lib/core/typed.h"
#include "lib/form/refusals.h"
#include "runtime/contract/attachment.h"
#include "runtime/contract/session_over.h"

namespace invoice {
namespace {

// Built once, shared by every thread.
struct Desk {
  explicit Desk(rt::Env& environment)
      : env(environment),
        scheme(scheme::Scheme::Read(env.config.SchemeFile(), env.config.SchemesFolder())),
        catalogue(services::CatalogueOf(scheme)),
        card(rt::ReadCard(env, "invoice")) {}
  rt::Env& env;
  scheme::Scheme scheme;
  services::Catalogue catalogue;
  form::Card card;
};

struct Delivered {
  std::int64_t collectivite_id = 0;
  core::Day on;
  std::string lot;
  std::vector<services::Wanted> lines;
  std::int64_t due = 0;
  bool certain = false;  // the amount, when it was delivered
};

// One request of a provider signed in, with every delivery that it may open.
struct Visit {
  const Desk& desk;
  const rt::Request& request;
  store::Db& db;
  people::Account account;
  core::Instant now;
  std::vector<Delivered> deliveries;
};

std::vector<Delivered> DeliveriesOf(const Desk& desk, store::Db& db, const people::Account& account,
                                    const vault::KeyPair& keys) {
  std::vector<Delivered> deliveries;
  for (const auto& listed : casefile::ListFor(db, account, keys)) {
    const auto file = casefile::Case::OpenAsReader(db, account, keys, listed.number);
    if (!file) continue;  // purged meanwhile
    for (const auto& order : file->Orders(desk.scheme)) {
      if (!order.due) continue;
      const auto step = std::find_if(order.steps.begin(), order.steps.end(),
                                     [](const auto& paper) { return paper.act == "deliver_service"; });
      if (step == order.steps.end()) continue;
      deliveries.push_back({file->CollectiviteId(), step->made_on, order.lot, order.delivered,
                            order.due->cents, order.due->unknown.empty() && order.due->doubtful.empty()});
    }
  }
  return deliveries;
}

json::Value Places(const Visit& visit) {
  std::map<std::string, std::string> names;  // by slug
  for (const auto& delivered : visit.deliveries)
    if (const auto member = membership::FindMember(visit.db, delivered.collectivite_id))
      names[member->slug] = member->name;
  json::Value choices = json::Array();
  for (const auto& [slug, name] : names)
    choices.Push(json::Value::MakeObject({{"value", slug}, {"label", name}}));
  return choices;
}

rt::Response Form(const Visit& visit, const form::Card& card, const core::Refusals& refusals) {
  const auto& env = visit.desk.env;
  auto model = json::Value::MakeObject(
      {{"layout", "desk"},
       {"title", env.pages.Message("invoice.title")},
       {"account_name", visit.account.name},
       {"session_ends",
        people::NearDeskEnd(visit.db, visit.request.Cookie(rt::CookieName(env, "desk")), visit.now)},
       {"exit_button", false},
       {"noindex", true},
       {"has_places", !visit.deliveries.empty()}});
  return rt::FormPage(env, visit.request, "invoice", std::move(model), card, visit.request.form, refusals);
}

// What was delivered to them in the period, each line once. A price that is not what it was on the day of the
// delivery is told.
void AddLines(const Visit& visit, std::int64_t place, provider::Invoice& invoice, core::Refusals& refusals) {
  std::map<std::string, std::int64_t> quantities;
  bool certain = true;
  for (const auto& delivered : visit.deliveries) {
    if (delivered.collectivite_id != place || delivered.on < invoice.from || delivered.on > invoice.until)
      continue;
    std::int64_t sum = 0;
    for (const auto& wanted : delivered.lines) {
      const auto* line = visit.desk.catalogue.Find(wanted.line);
      if (line && line->included) continue;
      quantities[wanted.line] += wanted.quantity;
      sum += line ? wanted.quantity * line->cents.value_or(0) : 0;
    }
    certain = certain && delivered.certain && sum == delivered.due;
  }
  if (!certain) refusals.push_back({core::Kind::kInvalid, "", "invoice.price"});
  for (const auto& line : visit.desk.catalogue.lines)
    if (const auto found = quantities.find(line.id); found != quantities.end())
      invoice.lines.push_back({line.number.empty() ? line.id : line.number, line.label,
                               line.unit == services::Unit::kDay, found->second, line.cents.value_or(0)});
}

provider::Party BuyerOf(const membership::Member& member) {
  return {member.name, member.siret, "", member.place.address, member.place.postcode, member.place.city};
}

// The member that was chosen: one of those offered.
std::optional<membership::Member> Chosen(const Visit& visit, const core::Refusals& refusals) {
  for (const auto& refusal : refusals)
    if (refusal.field == "collectivite") return std::nullopt;
  return membership::FindMemberBySlug(visit.db, visit.request.form.Get("collectivite"));
}

// What was asked, and everything that keeps it from being an invoice.
provider::Invoice Read(const Visit& visit, core::Refusals& refusals) {
  const auto& sent = visit.request.form;
  const auto& scheme = visit.desk.scheme;
  provider::Invoice invoice;
  const auto day = [&](const char* field) {
    const auto typed = core::ReadDay(sent.Get(field));
    if (!typed) form::Refuse(refusals, {core::Kind::kInvalid, field, std::string(field) + ".day"});
    return typed;
  };
  const auto member = Chosen(visit, refusals);
  if (!member) form::Refuse(refusals, {core::Kind::kInvalid, "collectivite", "collectivite.unknown"});
  const auto from = day("from"), until = day("until"), issued_on = day("issued_on");
  invoice.number = std::string(core::Trim(sent.Get("number")));
  invoice.from = from.value_or(core::Day());
  invoice.until = until.value_or(core::Day());
  invoice.issued_on = issued_on.value_or(core::Day());
  if (issued_on) invoice.due_on = scheme.Due("payment", *issued_on);
  invoice.seller = provider::SellerOf(scheme, scheme.Data()["course"]["orders"].Text("lot"));
  invoice.vat = provider::VatOf(scheme);
  if (!visit.desk.catalogue.taxes_excluded)
    form::Refuse(refusals, {core::Kind::kInvalid, "", "invoice.taxes"});
  const bool sought = member && from && until && *from <= *until;
  if (member) {
    invoice.buyer = BuyerOf(*member);
    invoice.service_code = member->service_code;
    invoice.engagement = member->engagement;
  }
  if (sought) AddLines(visit, member->collectivite_id, invoice, refusals);
  for (const auto& refusal : provider::Check(invoice, core::LocalDay(visit.now)))
    if ((member || refusal.code != "invoice.buyer") && (sought || refusal.code != "invoice.lines"))
      form::Refuse(refusals, refusal);
  return invoice;
}

rt::Response Make(const Visit& visit, const form::Card& card) {
  auto refusals = card.Check(visit.request.form);
  const auto invoice = Read(visit, refusals);
  form::Sort(refusals, card);
  if (!refusals.empty()) return Form(visit, card, refusals);
  store::Transaction transaction(visit.db);
  // Not for whom: who is helped stays in the cases.
  const auto entry =
      json::Value::MakeObject({{"what", "invoice_made"}, {"who", visit.account.name}, {"detail", ""}});
  casefile::Append(visit.db, {visit.now, visit.account.id, 0, entry}, nullptr);
  transaction.Commit();
  return rt::Attachment("application/xml", provider::Cii(invoice), "facture.xml");
}

rt::Response Handle(const Desk& desk, const rt::Request& request) {
  const auto& env = desk.env;
  auto db = env.db.Take();
  const auto session = people::FindSession(*db, people::SessionKind::kDesk,
                                           request.Cookie(rt::CookieName(env, "desk")), env.now());
  auto account = session ? people::FindAccount(*db, session->subject_id) : std::nullopt;
  if (!account) return rt::SessionOver(env, request, "/f/invoice");
  if (!account->Is("provider") || desk.catalogue.paid_to != "provider")
    return rt::Refused(env, request, {core::Kind::kForbidden, "", "invoice.forbidden"});
  auto deliveries = DeliveriesOf(desk, *db, *account, session->keys);
  const Visit visit{desk, request, *db, std::move(*account), env.now(), std::move(deliveries)};
  const auto card = desk.card.WithChoices("collectivite", Places(visit));
  return request.method == "POST" ? Make(visit, card) : Form(visit, card, {});
}

}  // namespace

rt::Function Make(rt::Env& env) {
  return {.handle = [desk = std::make_shared<const Desk>(env)](
                        const rt::Request& request) { return Handle(*desk, request); },
          .receive = {}};
}

}  // namespace invoice

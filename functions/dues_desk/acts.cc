// What a manager does: the campaign's steps, and what happens to a bill.
#include "functions/dues_desk/desk.h"
#include "lib/core/typed.h"
#include "lib/form/refusals.h"

namespace dues_desk {
namespace {

// What was typed, as far as it could be read.
struct Typed {
  std::optional<std::int64_t> year, agents, cents;
  std::optional<core::Day> due_on, paid_on;
  std::string reason;
};

// The sentence of a refusal stands on the card under its last word.
core::Refusal OnCard(core::Refusal refusal) {
  if (!refusal.field.empty() && !refusal.code.starts_with(refusal.field + "."))
    refusal.code = refusal.field + "." + refusal.code.substr(refusal.code.rfind('.') + 1);
  return refusal;
}

Typed Read(const form::Fields& sent, const std::string& act, core::Refusals& refusals) {
  Typed typed;
  const auto read = [&](const char* field, auto& into, auto reader, const char* reason) {
    into = reader(sent.Get(field));
    if (!into) form::Refuse(refusals, {core::Kind::kInvalid, field, std::string(field) + reason});
  };
  typed.reason = sent.Get("reason");
  if (act == "open") read("year", typed.year, core::ReadWhole, ".number");
  if (act == "open") read("due_on", typed.due_on, core::ReadDay, ".day");
  if (act == "pay") read("paid_on", typed.paid_on, core::ReadDay, ".day");
  if (act == "credit") read("amount", typed.cents, core::ReadCents, ".number");
  if (act == "correct") read("headcount", typed.agents, core::ReadWhole, ".number");
  return typed;
}

// Everything that is wrong in a form.
core::Refusals Wrong(const Visit& visit, const std::string& act, const form::Card& card,
                     const campaign::Bill* bill, Typed& typed) {
  auto refusals = card.Check(visit.request.form);
  typed = Read(visit.request.form, act, refusals);
  core::Refusals more;
  if (act == "open") more = campaign::WrongToOpen(visit.db, typed.year, typed.due_on, visit.Today());
  if (act == "credit") more = campaign::WrongToCredit(*bill, typed.cents, typed.reason);
  if (act == "correct")
    more = campaign::WrongToCorrect(visit.db, visit.office.scheme, *bill, typed.agents, typed.reason);
  for (const auto& refusal : more) form::Refuse(refusals, OnCard(refusal));
  form::Sort(refusals, card);
  return refusals;
}

// One act, of what was typed right.
core::Result<void> Do(const Visit& visit, const std::string& act, int n, const Typed& typed) {
  const auto by = visit.By();
  const auto& scheme = visit.office.scheme;
  const int year = visit.year;
  const auto done = [](const auto& result) -> core::Result<void> {
    if (!result) return tl::make_unexpected(result.error());
    return {};
  };
  if (act == "ask")
    return done(campaign::Ask(visit.db, scheme, year, visit.office.env.worker_public_key, by));
  if (act == "freeze") return campaign::Freeze(visit.db, scheme, year, by);
  if (act == "issue") return done(campaign::Issue(visit.db, scheme, year, by));
  if (act == "open") return campaign::Open(visit.db, static_cast<int>(*typed.year), *typed.due_on, by);
  if (act == "pay" || act == "unpay") return campaign::MarkPaid(visit.db, year, n, typed.paid_on, by);
  if (act == "credit") return done(campaign::Credit(visit.db, year, n, *typed.cents, typed.reason, by));
  return done(campaign::Correct(visit.db, scheme, year, n, *typed.agents, typed.reason, by));
}

// The form again, with what is wrong; what stands nowhere on it, on a page of its own.
rt::Response Back(const Visit& visit, const std::string& act, const form::Card& card,
                  const campaign::Bill* bill, const core::Refusals& refusals) {
  for (const auto& refusal : refusals)
    if (!form::IsOn(card, refusal)) return rt::Refused(visit.office.env, visit.request, refusal);
  return ShowForm(visit, act, bill, visit.request.form, refusals);
}

}  // namespace

rt::Response Post(const Visit& visit) {
  const auto& office = visit.office;
  const auto& form = visit.request.form;
  const auto& act = form.Get("action");
  const auto card = office.cards.find(act);
  const bool of_bill = act == "credit" || act == "correct" || act == "pay" || act == "unpay";
  if (card == office.cards.end() && act != "ask" && act != "freeze" && act != "issue" && act != "unpay")
    return rt::Refused(office.env, visit.request, {core::Kind::kInvalid, "action", "campaign.action"});
  const int n = static_cast<int>(core::ReadWhole(form.Get("bill")).value_or(0));
  std::optional<campaign::Bill> bill;
  if (of_bill && !(bill = campaign::FindBill(visit.db, visit.year, n)))
    return rt::Refused(office.env, visit.request, {core::Kind::kNotFound, "", "campaign.bill_unknown"});
  const auto* const about = bill ? &*bill : nullptr;
  const bool asks = card != office.cards.end();
  Typed typed;
  if (asks)
    if (const auto wrong = Wrong(visit, act, card->second, about, typed); !wrong.empty())
      return Back(visit, act, card->second, about, wrong);
  store::Transaction transaction(visit.db);
  if (const auto done = Do(visit, act, n, typed); !done)
    return asks ? Back(visit, act, card->second, about, {OnCard(done.error())})
                : rt::Refused(office.env, visit.request, done.error());
  transaction.Commit();
  const int year = act == "open" ? static_cast<int>(*typed.year) : visit.year;
  if (visit.request.WantsJson()) return rt::Json(json::Value::MakeObject({{"done", true}, {"year", year}}));
  const bool back_to_bill = act == "pay" || act == "unpay" || act == "credit";
  return rt::SeeOther(Address(year, back_to_bill ? "&bill=" + std::to_string(n) : "&done=" + act));
}

}  // namespace dues_desk

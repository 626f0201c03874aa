// What a manager does: the campaign's steps, and what happens to a bill.

#include "functions/dues_desk/desk.h"
#include "lib/core/typed.h"

namespace dues_desk {
namespace {

// The day that was typed; a refusal of its field otherwise.
core::Result<core::Day> DayOf(const form::Fields& form, const std::string& field) {
  if (const auto day = core::ReadDay(form.Get(field))) return *day;
  return core::Refuse(field, field + ".day");
}

// One act; what it refuses stands in the form that it came from.
core::Result<void> Do(const Visit& visit, const std::string& act, int n, int& year) {
  const auto& form = visit.request.form;
  const auto by = visit.By();
  const auto& scheme = visit.office.scheme;
  const auto done = [](const auto& result) -> core::Result<void> {
    if (!result) return tl::make_unexpected(result.error());
    return {};
  };
  if (act == "ask")
    return done(campaign::Ask(visit.db, scheme, year, visit.office.env.worker_public_key, by));
  if (act == "freeze") return campaign::Freeze(visit.db, scheme, year, by);
  if (act == "issue") return done(campaign::Issue(visit.db, scheme, year, by));
  if (act == "unpay") return campaign::MarkPaid(visit.db, year, n, std::nullopt, by);
  if (act == "open") {
    const auto typed = core::ReadWhole(form.Get("year"));
    if (!typed) return core::Refuse("year", "year.number");
    year = static_cast<int>(std::min<std::int64_t>(*typed, 9999));
    const auto due_on = DayOf(form, "due_on");
    return due_on ? campaign::Open(visit.db, year, *due_on, by) : done(due_on);
  }
  if (act == "pay") {
    const auto on = DayOf(form, "paid_on");
    return on ? campaign::MarkPaid(visit.db, year, n, *on, by) : done(on);
  }
  if (act == "credit") {
    const auto cents = core::ReadCents(form.Get("amount"));
    if (!cents) return core::Refuse("amount", "amount.number");
    return done(campaign::Credit(visit.db, year, n, *cents, form.Get("reason"), by));
  }
  const auto agents = core::ReadWhole(form.Get("headcount"));
  if (!agents) return core::Refuse("headcount", "headcount.number");
  return done(campaign::Correct(visit.db, scheme, year, n, *agents, form.Get("reason"), by));
}

// The sentence of a refusal stands on the card under its last word.
core::Refusal OnCard(core::Refusal refusal) {
  if (!refusal.field.empty() && !refusal.code.starts_with(refusal.field + "."))
    refusal.code = refusal.field + "." + refusal.code.substr(refusal.code.rfind('.') + 1);
  return refusal;
}

bool Has(const form::Card& card, const std::string& field) {
  for (const auto& name : card.Names())
    if (name == field) return true;
  return false;
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
  if (card != office.cards.end())
    if (const auto refusals = card->second.Check(form); !refusals.empty())
      return ShowForm(visit, act, bill ? &*bill : nullptr, form, refusals);
  store::Transaction transaction(visit.db);
  int year = visit.year;
  if (const auto done = Do(visit, act, n, year); !done) {
    const auto refusal = card == office.cards.end() ? done.error() : OnCard(done.error());
    if (card != office.cards.end() && Has(card->second, refusal.field))
      return ShowForm(visit, act, bill ? &*bill : nullptr, form, {refusal});
    return rt::Refused(office.env, visit.request, done.error());
  }
  transaction.Commit();
  if (visit.request.WantsJson()) return rt::Json(json::Value::MakeObject({{"done", true}, {"year", year}}));
  const bool back_to_bill = act == "pay" || act == "unpay" || act == "credit";
  return rt::SeeOther(Address(year, back_to_bill ? "&bill=" + std::to_string(n) : "&done=" + act));
}

}  // namespace dues_desk

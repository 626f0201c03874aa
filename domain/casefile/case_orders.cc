// Orders in an opened case: whose they are, what may be done with them, and doing it.
#include <algorithm>
#include <map>

#include "domain/access/trades.h"
#include "domain/casefile/case_state.h"

namespace casefile {
namespace {

using services::Catalogue;

tl::unexpected<core::Refusal> Conflict(const std::string& code) {
  return core::Refuse(core::Kind::kConflict, "order", code);
}

json::Value List(const std::vector<std::string>& words) {
  json::Value list = json::Array();
  for (const auto& word : words) list.Push(word);
  return list;
}

json::Value AmountJson(const Amount& amount) {
  return json::Value::MakeObject({{"cents", amount.cents},
                                  {"unknown", List(amount.unknown)},
                                  {"doubtful", List(amount.doubtful)},
                                  {"included", List(amount.included)}});
}

// Whether an order in this state may take the step.
bool Follows(std::string_view act, std::string_view state) {
  static const std::map<std::string_view, std::vector<std::string>> kFrom{
      {"agree_service", {"asked"}},
      {"order_service", {"asked", "agreed"}},
      {"accept_service", {"ordered"}},
      {"note_inquiry", {"accepted"}},
      {"deliver_service", {"accepted"}},
      {"settle_service", {"delivered"}},
      {"cancel_service", {"asked", "agreed", "ordered", "accepted"}}};
  return Has(kFrom.at(act), state);
}

std::string LotOf(const scheme::Scheme& scheme) { return scheme.Data()["course"]["orders"].Text("lot"); }

bool NeedsAgreement(const scheme::Scheme& scheme) {
  return scheme.Data()["course"]["orders"].Text("agreement") == "required";
}

// Whether the account does one of these trades in the lot. One whose trades nobody wrote down does them all.
bool Fits(store::Db& db, std::int64_t account_id, const std::string& lot,
          const std::vector<std::string>& trades) {
  const auto own = people::TradesOf(db, account_id);
  return own.empty() || std::any_of(own.begin(), own.end(), [&](const auto& one) {
           return one.lot == lot && (trades.empty() || Has(trades, one.trade));
         });
}

std::vector<std::string> TradesFor(const Catalogue& catalogue, const Order& order) {
  std::vector<std::string> all;
  for (const auto& one : order.wanted)
    if (const auto* line = catalogue.Find(one.line))
      for (const auto& trade : catalogue.TradesOf(*line)) all.push_back(trade);
  return all;
}

template <class Predicate>
bool AnyLine(const Catalogue& catalogue, const Order& order, Predicate is) {
  return std::any_of(order.wanted.begin(), order.wanted.end(), [&](const auto& one) {
    const auto* line = catalogue.Find(one.line);
    return line && is(*line);
  });
}

// A delivery as it may be: what was ordered, in its quantities; an inquiry with its steps, at its size.
core::Result<Amount> CheckDelivery(const scheme::Scheme& scheme, const Catalogue& catalogue,
                                   const Order& order, const std::vector<services::Wanted>& delivered) {
  const auto allowed = Deliverable(catalogue, order);
  for (const auto& one : delivered)
    if (!Has(allowed, one.line)) return core::Refuse(one.line, "lines.not_ordered");
  const auto estimate = services::EstimateOf(catalogue, delivered);
  if (!estimate) return tl::make_unexpected(estimate.error());
  for (const auto& one : delivered) {
    const auto& line = *catalogue.Find(one.line);
    if (!line.whole_inquiry) continue;
    for (const auto& [step, label] : scheme.Data()["course"]["inquiry_steps"].Members())
      if (std::none_of(order.inquiry.begin(), order.inquiry.end(),
                       [&](const auto& noted) { return noted.step == step; }))
        return core::Refuse(one.line, "lines.inquiry");
    if (line.hearings_from > 0 && catalogue.InquiryFor(order.Hearings()) != &line)
      return core::Refuse(one.line, "lines.hearings");
  }
  return AmountOf(*estimate);
}

// Help that stands on the agent's side: whoever gives it does not advise the authority in the same case.
bool HelpsAgent(const Catalogue& catalogue, const services::Line& line) {
  const auto trades = catalogue.TradesOf(line);
  return !trades.empty() && !line.for_authority && !Has(trades, "investigator");
}

}  // namespace

bool Case::State::Addressed(const Catalogue& catalogue, const Order& order) const {
  if (order.lot.empty()) return false;
  if (order.expert != 0) return order.expert == actor.account_id;
  return Fits(db, actor.account_id, order.lot, TradesFor(catalogue, order));
}

core::Result<void> Case::State::Take(const scheme::Scheme& scheme, const scheme::Act& act,
                                     json::Value& content, const Order& order, core::Day today) {
  const auto catalogue = services::CatalogueOf(scheme);
  if (act.id == "order_service") {
    const auto experts = Experts(scheme, order, today);
    if (content["expert"].IsInt() && std::none_of(experts.begin(), experts.end(), [&](const auto& one) {
          return one.id == content["expert"].Int();
        }))
      return core::Refuse("expert", "expert.unknown");
    content.Set("lot", LotOf(scheme)).Set("provider", HolderOf(scheme, LotOf(scheme)));
  } else if (act.id == "accept_service") {
    const auto for_authority = [](const auto& line) { return line.for_authority; };
    if (AnyLine(catalogue, order, for_authority) && Has(header.advisers, actor.account_id))
      return core::Refuse(core::Kind::kConflict, "not_adviser", "act.needs.not_adviser");
    const auto helps = [&](const auto& line) { return HelpsAgent(catalogue, line); };
    if (AnyLine(catalogue, order, helps) && !Has(header.advisers, actor.account_id))
      header.advisers.push_back(actor.account_id);
  } else if (act.id == "note_inquiry") {
    if (!IsInquiry(catalogue, order)) return Conflict("order.not_now");
    if (!scheme.Data()["course"]["inquiry_steps"].Has(content.Text("step")))
      return core::Refuse("step", "step.unknown");
  } else if (act.id == "deliver_service") {
    const auto delivered = WantedIn(content["lines"]);
    const auto due = CheckDelivery(scheme, catalogue, order, delivered);
    if (!due) return tl::make_unexpected(due.error());
    for (const auto& file : content["files"].IsArray() ? content["files"].Items() : json::Array{}) {
      auto query =
          db.Prepare("SELECT 1 FROM evidence WHERE case_id = ?1 AND public_id = ?2 AND sealed IS NOT NULL");
      query.Bind(id, file.String());
      if (!query.Step()) return core::Refuse("files", "files.unknown");
    }
    content.Set("lines", LinesOf(delivered)).Set("due", AmountJson(*due));
  }
  return {};
}

core::Result<void> Case::State::OrderEffect(const scheme::Scheme& scheme, const scheme::Act& act,
                                            json::Value& content, core::Day today) {
  if (act.id == kRequest) {
    const auto wanted = WantedIn(content["lines"]);
    const auto estimate = services::EstimateOf(services::CatalogueOf(scheme), wanted);
    if (!estimate) return tl::make_unexpected(estimate.error());
    content.Set("lines", LinesOf(wanted)).Set("estimate", AmountJson(AmountOf(*estimate)));
    return {};
  }
  if (!IsOrderStep(act.id)) return {};
  const auto orders = OrdersIn(Papers());
  const auto n = content["order"].IsInt() ? content["order"].Int() : 0;
  if (n < 1 || n > static_cast<std::int64_t>(orders.size()))
    return core::Refuse(core::Kind::kNotFound, "order", "order.unknown");
  const auto& order = orders[static_cast<std::size_t>(n - 1)];
  if (actor.role == "provider" && !Addressed(services::CatalogueOf(scheme), order))
    return core::Refuse(core::Kind::kForbidden, "order", "order.not_addressed");
  if (!Follows(act.id, order.state)) return Conflict("order.not_now");
  if (act.id == "order_service" && order.state == "asked" && NeedsAgreement(scheme))
    return Conflict("order.needs_agreement");
  return Take(scheme, act, content, order, today);
}

void Case::State::TellAboutOrder(const json::Value& content, core::Instant now) {
  const auto today = core::LocalDay(now);
  if (content["expert"].IsInt()) {
    const auto expert = content["expert"].Int();
    const auto holders = Holders(db, id);
    const bool reads = std::any_of(holders.begin(), holders.end(),
                                   [&](const auto& holder) { return holder.account_id == expert; });
    if (!reads) Admit(*people::FindAccount(db, expert), now);
  }
  QueueForHolders(db, id, "case_news", today, actor.account_id);
}

std::vector<Order> Case::Orders(const scheme::Scheme& scheme) const {
  auto orders = OrdersIn(state_->Papers());
  if (state_->actor.role != "provider") return orders;
  const auto catalogue = services::CatalogueOf(scheme);
  std::erase_if(orders, [&](const Order& order) { return !state_->Addressed(catalogue, order); });
  return orders;
}

std::vector<std::string> Case::StepsNow(const scheme::Scheme& scheme, const Order& order) const {
  std::vector<std::string> steps;
  for (const auto& act : scheme.Acts()) {
    if (!IsOrderStep(act.id) || !Has(act.by, state_->actor.role) || !Has(act.in, state_->header.state) ||
        !Follows(act.id, order.state))
      continue;
    if (act.id == "order_service" && order.state == "asked" && NeedsAgreement(scheme)) continue;
    if (act.id == "note_inquiry" && !IsInquiry(services::CatalogueOf(scheme), order)) continue;
    steps.push_back(act.id);
  }
  return steps;
}

std::vector<people::Account> Case::State::Experts(const scheme::Scheme& scheme, const Order& order,
                                                  core::Day today) const {
  std::vector<people::Account> experts;
  const auto join = scheme.JoinOf("provider");
  const bool lets_in = join && Has(join->by, actor.role) &&
                       std::all_of(join->needs.begin(), join->needs.end(), [&](const auto& need) {
                         return need == "done.order_service" || Holds(scheme, need, today);  // this very step
                       });
  const auto holders = Holders(db, id);
  const auto trades = TradesFor(services::CatalogueOf(scheme), order);
  for (const auto& reader : people::Readers(db, collectivite_id, {"provider"})) {
    const bool reads = std::any_of(holders.begin(), holders.end(), [&](const auto& holder) {
      return holder.account_id == reader.account_id;
    });
    if ((reads || lets_in) && Fits(db, reader.account_id, LotOf(scheme), trades))
      experts.push_back(*people::FindAccount(db, reader.account_id));
  }
  return experts;
}

std::vector<people::Account> Case::Experts(const scheme::Scheme& scheme, const Order& order,
                                           core::Day today) const {
  return state_->Experts(scheme, order, today);
}

}  // namespace casefile

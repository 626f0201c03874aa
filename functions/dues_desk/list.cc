// The members of a year: who is asked for, and what each owes.
#include <algorithm>

#include "functions/dues_desk/desk.h"
#include "lib/core/sentence.h"
#include "lib/core/text.h"
#include "runtime/contract/paging.h"

namespace dues_desk {
namespace {

constexpr const char* kStates[] = {"waiting", "ready", "nothing", "unknown", "issued", "paid", "credited"};

json::Value OrNull(const std::optional<std::int64_t>& number) {
  return number ? json::Value(*number) : json::Value();
}

// What is written for a line's fee: an amount, or why there is none.
std::string FeeText(const Office& office, const campaign::Line& line) {
  if (!line.error.empty()) return office.Say("campaign.fee.impossible");
  if (!line.answer) return office.Say("campaign.fee.waiting");
  return line.answer->due_cents ? dues::Euros(*line.answer->due_cents) : office.Say("dues.unknown");
}

// The day on which the agents of a line without a headcount are to be counted, and the day of the headcount
// that it has, which does not count.
json::Value AwaitedModel(const Visit& visit, const campaign::Line& line) {
  json::Value texts = json::Array();
  if (line.headcount || !line.reference) return texts;
  const auto say = [&](const char* key, core::Day day) {
    return core::Filled(visit.office.Say(key), {{"%d", core::FrenchDay(day)}});
  };
  texts.Push(say("campaign.awaited", *line.reference));
  const auto other = membership::Headcounts(visit.db, line.member.collectivite_id);
  if (!other.empty()) texts.Push(say("campaign.not_counted", other.back().reference));
  return texts;
}

json::Value BillsModel(const Visit& visit, const campaign::Line& line,
                       const std::vector<campaign::Bill>& bills) {
  std::vector<const campaign::Bill*> own;
  for (const auto& bill : bills)
    if (bill.collectivite_id == line.member.collectivite_id) own.push_back(&bill);
  json::Value rows = json::Array();
  for (const auto* bill : own) {
    const bool credit = bill->corrects.has_value();
    rows.Push(json::Value::MakeObject(
        {{"number", bill->Number()},
         {"address", Address(visit.year, "&bill=" + std::to_string(bill->n))},
         {"kind", visit.office.Say(credit ? "campaign.kind.credit" : "campaign.kind.bill")},
         {"issued_on", core::FrenchDay(bill->issued_on)},
         {"amount", dues::Euros(bill->cents)},
         // Alone, it stands where its line does.
         {"bill_state",
          credit || own.size() == 1 ? "" : visit.office.Say("campaign.bill." + campaign::StateOf(*bill))}}));
  }
  return rows;
}

json::Value RowOf(const Visit& visit, const campaign::Line& line, const std::vector<campaign::Bill>& bills) {
  const auto& office = visit.office;
  auto row = json::Value::MakeObject({{"name", line.member.name}, {"slug", line.member.slug}});
  row.Set("has_agents", line.headcount.has_value())
      .Set("agents", line.headcount ? std::to_string(line.headcount->agents) : "");
  row.Set("told", line.told_on ? core::FrenchDay(*line.told_on) : "")
      .Set("has_told", line.told_on.has_value());
  row.Set("fee", FeeText(office, line));
  const bool prorated = line.answer && line.answer->due_cents != line.answer->yearly_fee_cents;
  row.Set("prorated", prorated).Set("yearly", prorated ? dues::Euros(*line.answer->yearly_fee_cents) : "");
  const bool leaves =
      line.member.ends_on && line.member.ends_on < core::Day{std::chrono::year{visit.year + 1} / 1 / 1};
  row.Set("leaves", leaves).Set("leaves_on", leaves ? core::FrenchDay(*line.member.ends_on) : "");
  row.Set("state", office.Say("campaign.state." + line.state)).Set("awaited", AwaitedModel(visit, line));
  row.Set("no_mail", line.state == "waiting" && line.member.contact.email.empty());
  return row.Set("has_bill", line.bill.has_value()).Set("bills", BillsModel(visit, line, bills));
}

json::Value StateFilter(const Visit& visit, const std::string& asked) {
  json::Value states = json::Array();
  for (const std::string state : kStates)
    states.Push(json::Value::MakeObject({{"value", state},
                                         {"label", visit.office.Say("campaign.state." + state)},
                                         {"selected", asked == state}}));
  return states;
}

}  // namespace

std::vector<campaign::Line> Asked(const Visit& visit, std::vector<campaign::Line> lines,
                                  const std::vector<campaign::Bill>& bills) {
  const auto& state = visit.request.query.Get("state");
  const auto words = core::Words(visit.request.query.Get("q"));
  std::map<std::int64_t, std::string> numbers;  // of bills, by collectivité
  for (const auto& bill : bills) numbers[bill.collectivite_id].append(1, ' ').append(bill.Number());
  std::erase_if(lines, [&](const auto& line) {
    if (!state.empty() && line.state != state) return true;
    const auto& member = line.member;
    const auto hay =
        core::Fold(member.name + " " + member.place.city + " " + member.siret + " " + member.contact.name +
                   " " + member.contact.email + numbers[member.collectivite_id]);
    return std::any_of(words.begin(), words.end(),
                       [&](const auto& word) { return hay.find(word) == std::string::npos; });
  });
  return lines;
}

json::Value LinesJson(const std::vector<campaign::Line>& lines) {
  json::Value rows = json::Array();
  for (const auto& line : lines)
    rows.Push(json::Value::MakeObject(
        {{"slug", line.member.slug},
         {"name", line.member.name},
         {"headcount", line.headcount ? json::Value(line.headcount->agents) : json::Value()},
         {"reference", line.reference ? json::Value(core::IsoDay(*line.reference)) : json::Value()},
         {"state", line.state},
         {"due_cents", line.answer ? OrNull(line.answer->due_cents) : json::Value()},
         {"provision_cents", line.answer ? OrNull(line.answer->provision_cents) : json::Value()},
         {"bill", line.bill ? json::Value(*line.bill) : json::Value()}}));
  return rows;
}

void SetList(const Visit& visit, const std::vector<campaign::Line>& lines,
             const std::vector<campaign::Bill>& bills, json::Value& model) {
  const auto& query = visit.request.query;
  const auto paging = rt::PagingOf(visit.request, lines.size());
  json::Value rows = json::Array();
  for (auto i = paging.first; i < paging.last; ++i) rows.Push(RowOf(visit, lines[i], bills));
  model.Set("has_lines", !lines.empty()).Set("lines", std::move(rows)).Set("total", lines.size());
  model.Set("q", query.Get("q")).Set("states", StateFilter(visit, query.Get("state")));
  rt::SetPaging(model, paging, [&](std::size_t page) {
    return Address(visit.year, "&" + rt::PageQuery(visit.request, page, {"state", "q"}));
  });
}

}  // namespace dues_desk

#include "domain/scheme/checker.h"

namespace scheme {
namespace {

// Each has its sentence in content/fr/messages/dues.json ("dues.assumption.<word>", "dues.reason.<word>").
Checker::Words Assumptions() { return {"one_scale", "proration_sentence_cut", "provision_at_threshold"}; }
Checker::Words Reasons() { return {"missing_in_source"}; }

void CheckAssumption(Checker& check, const Node& of) {
  if (!of["assumption"].IsNull()) check.OneOf(of["assumption"], Assumptions());
}

// From 1 agent up without a gap, the last band open.
void CheckBands(Checker& check, const Node& list) {
  const auto bands = check.List(
      list, 1,
      "[{\"from\": 1, \"to\": 30, \"cents\": 13000}, {\"from\": 31, \"to\": null, \"cents\": 21000}]");
  std::int64_t next = 1;
  for (const auto& band : bands) {
    if (!check.Object(band, {"from", "to", "cents", "per_agent_cents"})) return;
    const bool last = &band == &bands.back();
    if (!band["from"].value.IsInt() || band["from"].value.Int() != next)
      check.Fault(band["from"], "the headcount that follows the band before, without gap nor overlap",
                  std::to_string(next));
    if (last && !band["to"].IsNull())
      check.Fault(band["to"], "null: the last band has no end", "null");
    else if (!last && (!band["to"].value.IsInt() || band["to"].value.Int() < next))
      check.Fault(band["to"], "a whole number of at least " + std::to_string(next),
                  std::to_string(next + 29));
    if (band.value.Has("cents") == band.value.Has("per_agent_cents"))
      check.Fault(band, "either \"cents\" or \"per_agent_cents\"",
                  "{\"from\": 1, \"to\": 30, \"cents\": 13000}");
    else
      check.Cents(band.value.Has("cents") ? band["cents"] : band["per_agent_cents"], "13000");
    if (!band["to"].value.IsInt()) return;  // where the next one should begin is not known
    next = band["to"].value.Int() + 1;
  }
}

void CheckFormula(Checker& check, const Node& formula, bool may_follow) {
  if (!check.Object(formula, {"kind", "cents", "bands", "reason", "assumption"})) return;
  Checker::Words kinds = {"per_agent", "bands", "flat", "additional_contribution", "free", "unknown"};
  if (may_follow) kinds.push_back("as_affiliated");
  if (!check.OneOf(formula["kind"], kinds)) return;
  const auto kind = formula.value.Text("kind");
  if (kind == "per_agent" || kind == "flat") check.Cents(formula["cents"], "200");
  if (kind == "bands") CheckBands(check, formula["bands"]);
  if (kind == "unknown") check.OneOf(formula["reason"], Reasons());
  CheckAssumption(check, formula);
}

void CheckProration(Checker& check, const Node& proration) {
  if (!check.Object(proration, {"kind", "divisor_hundredths", "count", "assumption", "printed"})) return;
  if (!check.OneOf(proration["kind"], {"none", "days_to_year_end"}) || proration.value.Text("kind") == "none")
    return;
  check.Whole(proration["divisor_hundredths"], 36500, 36600, "36525");
  check.OneOf(proration["count"], {"exclusive", "inclusive"});
  CheckAssumption(check, proration);
}

void CheckProvision(Checker& check, const Node& provision) {
  if (provision.IsNull()) return;
  if (!check.Object(provision, {"kind", "report_cents", "small_below", "small_reports",
                                "reports_per_ten_thousand", "source", "assumption"}))
    return;
  check.OneOf(provision["kind"], {"reports"});
  check.Cents(provision["report_cents"], "52000");
  check.Whole(provision["small_below"], 1, 100'000, "200");
  check.Whole(provision["small_reports"], 0, 1000, "1");
  check.Whole(provision["reports_per_ten_thousand"], 0, 10'000, "50");
  check.Text(provision["source"], "délibération n° 022-25");
  CheckAssumption(check, provision);
}

}  // namespace

void CheckDues(Checker& check, const Node& dues) {
  if (!check.Object(dues,
                    {"everyone", "affiliated", "non_affiliated", "headcount_reference", "headcount_source",
                     "proration", "provision", "notes", "covers", "collection", "sources"}))
    return;
  if (dues.value.Has("everyone")) {
    CheckFormula(check, dues["everyone"], false);
    for (const char* other : {"affiliated", "non_affiliated"})
      if (dues.value.Has(other))
        check.Fault(dues[other], "nothing, since \"everyone\" stands there", "\"everyone\" alone");
  } else {
    CheckFormula(check, dues["affiliated"], false);
    CheckFormula(check, dues["non_affiliated"], true);
  }
  const bool is_free = dues["everyone"].value.Text("kind") == "free";
  if (!is_free || !dues["headcount_reference"].IsNull())
    check.OneOf(dues["headcount_reference"],
                {"december_31_before", "january_1_of_joining_year", "january_1"});
  check.Text(dues["headcount_source"], "effectif déclaré");
  CheckProration(check, dues["proration"]);
  CheckProvision(check, dues["provision"]);
  check.Texts(dues["notes"], 0, "La cotisation comprend la phase 1.");
  check.Texts(dues["covers"], 1, "le pilotage du dispositif");
  check.Texts(dues["sources"], 1, "convention, article 6");
  const auto collection = dues["collection"];
  if (!check.Object(collection, {"bordereau", "chorus_pro", "payee", "iban", "bic"})) return;
  for (const char* key : {"bordereau", "chorus_pro"}) check.Bool(collection[key]);
  for (const char* key : {"payee", "bic"})
    if (!collection[key].IsNull()) check.Text(collection[key], "Paierie régionale");
  if (!collection["iban"].IsNull()) check.Iban(collection["iban"]);
}

}  // namespace scheme

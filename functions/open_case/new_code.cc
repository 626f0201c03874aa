// The first use of a provisional code: a new one is shown, noted, and takes its place.
#include <algorithm>

#include "domain/casefile/code.h"
#include "domain/casefile/provisional.h"
#include "functions/open_case/door.h"

namespace open_case {
namespace {

// The page, or to a program what it takes to do the same. `code`: the one to note.
rt::Response Show(const Door& door, const rt::Request& request, const casefile::ReporterKeys& keys,
                  const std::string& code, const core::Refusals& refusals) {
  const auto proof = casefile::CodeProof(keys, code);
  if (request.WantsJson()) {
    if (!refusals.empty()) {
      const auto& refusal = refusals.front();
      return rt::Json(form::ErrorsJson(refusals, door.new_code), rt::StatusOf(refusal.kind));
    }
    return rt::Json(json::Value::MakeObject({{"provisional", true}, {"new_code", code}, {"proof", proof}}),
                    202);
  }
  form::Fields values = request.form;
  values.Set("new_code", code);
  values.Set("proof", proof);
  const auto& pages = door.env.pages;
  auto model = json::Value::MakeObject({{"title", pages.Message("case.new_code.title")}, {"noindex", true}});
  json::Value groups = json::Array();
  for (const auto& group : casefile::CodeGroups(code)) groups.Push(group);
  model.Set("groups", std::move(groups)).Set("has_errors", !refusals.empty());
  model.Set("form", door.new_code.View(values, refusals));
  return rt::Html(door.env, "new_code", model, refusals.empty() ? 202 : rt::StatusOf(refusals.front().kind));
}

// That it was noted: two groups of it. A program keeps it some other way.
core::Refusals CheckNoted(const Door& door, const rt::Request& request, const std::string& code) {
  if (request.WantsJson()) return {};
  auto refusals = door.new_code.Check(request.form);
  const std::pair<const char*, std::size_t> asked[] = {{"second", 1}, {"fifth", 4}};
  for (const auto& [field, group] : asked) {
    const bool refused =
        std::any_of(refusals.begin(), refusals.end(), [&](const auto& r) { return r.field == field; });
    if (!refused && !casefile::IsGroup(code, group, request.form.Get(field)))
      refusals.push_back({core::Kind::kInvalid, field, std::string(field) + ".different"});
  }
  return refusals;
}

}  // namespace

rt::Response ShowNewCode(const Door& door, const rt::Request& request, store::Db& db,
                         const casefile::ReporterKeys& keys) {
  return Show(door, request, keys, casefile::ProposeCode(db), {});
}

rt::Response ChangeCode(const Door& door, const rt::Request& request, store::Db& db,
                        const casefile::ReporterKeys& keys) {
  const auto code = casefile::ReadCode(request.form.Get("new_code"));
  if (!code || !vault::SameBytes(casefile::CodeProof(keys, code->digits), request.form.Get("proof")))
    return Show(door, request, keys, casefile::ProposeCode(db),
                {{core::Kind::kInvalid, "new_code", "new_code.unknown"}});
  if (const auto refusals = CheckNoted(door, request, code->digits); !refusals.empty())
    return Show(door, request, keys, code->digits, refusals);
  const auto changed = casefile::ChangeCode(db, keys, code->digits, core::LocalDay(door.env.now()));
  if (changed) return Opened(door, request, db, *changed);
  if (changed.error().kind == core::Kind::kConflict)
    return Show(door, request, keys, casefile::ProposeCode(db), {changed.error()});
  return CodeAgain(door, request, changed.error());
}

}  // namespace open_case

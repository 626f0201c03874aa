// The reporter's own decisions: who may learn who they are, and whether to be called back.
#include "domain/casefile/case_state.h"

namespace casefile {

core::Result<void> Case::State::ReleaseTo(const std::vector<std::string>& audience, const json::Value& given,
                                          core::Day today) {
  auto query = db.Prepare("SELECT identity, reporter_identity_key FROM case_file WHERE id = ?1");
  query.Bind(id);
  query.Step();
  const auto identity_key = OpenOwnKey(keys, query.Bytes(1));
  auto identity = OpenJson(identity_key, Context(number, "identity"), query.Bytes(0));
  query.Reset();
  if (given.IsObject())
    for (const auto& [name, value] : given.Members())
      if (value.IsString() && !value.String().empty()) identity.Set(name, value);
  for (const char* name : {"name", "email", "phone"})
    header.has_identity = header.has_identity || !identity.Text(name).empty();
  if (!header.has_identity) return core::Refuse("name", "name.required");
  const auto sealed = SealJson(identity_key, Context(number, "identity"), identity);
  db.Prepare("UPDATE case_file SET identity = ?2 WHERE id = ?1").Bind(id, store::Blob{sealed}).Run();

  const Releasing releasing{id, collectivite_id, header.concerns_authority, key, identity_key};
  for (const auto& one : audience) {
    if (!GrantAudience(db, releasing, one, today)) return core::Refuse("audience", "audience.nobody");
    if (!Has(header.released_to, one)) header.released_to.push_back(one);
  }
  header.identity_asked = false;
  Tell("system.released", "", Midnight(today));
  Log(Midnight(today), "released", Joined(audience));
  return {};
}

core::Result<void> Case::Release(const std::vector<std::string>& audience, const json::Value& given,
                                 core::Day today) {
  if (!state_->actor.IsReporter()) return core::Refuse(core::Kind::kForbidden, "", "case.not_yours");
  if (audience.empty()) return core::Refuse("audience", "audience.required");
  return state_->Act(0, Midnight(today), [&] { return state_->ReleaseTo(audience, given, today); });
}

core::Result<void> Case::RefuseRelease(core::Day today) {
  if (!state_->actor.IsReporter()) return core::Refuse(core::Kind::kForbidden, "", "case.not_yours");
  return state_->Act(0, Midnight(today), [&]() -> core::Result<void> {
    state_->header.identity_asked = false;
    state_->Tell("system.refused", "", Midnight(today));
    state_->Log(Midnight(today), "refused");
    return {};
  });
}

core::Result<void> Case::AskCallback(const json::Value& callback, core::Day today) {
  if (!state_->actor.IsReporter()) return core::Refuse(core::Kind::kForbidden, "", "case.not_yours");
  return state_->Act(0, Midnight(today), [&]() -> core::Result<void> {
    if (!StoreCallback(state_->db, state_->id, state_->collectivite_id, callback, today))
      return core::Refuse("mode", "callback.unavailable");
    state_->header.callback_asked = true;
    state_->Log(Midnight(today), "callback_asked");
    return {};
  });
}

}  // namespace casefile

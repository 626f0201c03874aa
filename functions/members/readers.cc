// Those who read for a member: what they are, how to reach them. And what its managers read: its
// délibération.
#include <algorithm>

#include "domain/access/contact.h"
#include "domain/membership/deliberation.h"
#include "functions/members/office.h"
#include "runtime/contract/attachment.h"

namespace members {
namespace {

struct Reading {
  people::Account account;
  std::string role;
  people::Contact contact;
};

bool Reads(const people::Assignment& part, const membership::Member& member) {
  return (part.role == "referent" || part.role == "substitute") &&
         part.collectivite_id == member.collectivite_id;
}

std::vector<Reading> ReadersOf(const Visit& visit, const membership::Member& member) {
  std::vector<Reading> readers;
  for (const auto& account : people::Accounts(visit.db))
    for (const auto& part : account.assignments)
      if (account.active && Reads(part, member))
        readers.push_back({account, part.role, people::ContactOf(visit.db, account.id)});
  return readers;
}

// ASCII, as a header wants it.
std::string ExtensionOf(const std::string& type) {
  return type == "application/pdf" ? ".pdf" : type == "image/png" ? ".png" : ".jpg";
}

}  // namespace

json::Value ReaderRows(const Visit& visit, const membership::Member& member) {
  json::Value rows = json::Array();
  for (const auto& [account, role, contact] : ReadersOf(visit, member)) {
    const auto phone =
        json::Value::MakeObject({{"number", contact.phone}, {"shown", people::PhoneInGroups(contact.phone)}});
    rows.Push(json::Value::MakeObject(
        {{"name", account.name},
         {"role", visit.Say("members.role." + role)},
         {"email", account.email},
         {"joined", account.joined},
         {"function", contact.function.empty() ? json::Value() : json::Value(contact.function)},
         {"phone", contact.phone.empty() ? json::Value() : phone},
         {"edit", Address(member, "&do=reader&account=" + rt::EncodeQuery(account.login))}}));
  }
  return rows;
}

json::Value ReadersJson(const Visit& visit, const membership::Member& member) {
  json::Value rows = json::Array();
  for (const auto& [account, role, contact] : ReadersOf(visit, member))
    rows.Push(json::Value::MakeObject({{"account", account.login},
                                       {"name", account.name},
                                       {"role", role},
                                       {"email", account.email},
                                       {"function", contact.function},
                                       {"phone", contact.phone}}));
  return rows;
}

std::optional<people::Account> ReaderOf(const Visit& visit, const membership::Member& member,
                                        const std::string& login) {
  auto account = people::FindAccountByLogin(visit.db, login);
  if (!account || std::none_of(account->assignments.begin(), account->assignments.end(),
                               [&](const auto& part) { return Reads(part, member); }))
    return std::nullopt;
  return account;
}

rt::Response ShowDeliberation(const Visit& visit, const membership::Member& member) {
  const auto& env = visit.office.env;
  const auto session = people::FindSession(visit.db, people::SessionKind::kDesk,
                                           visit.request.Cookie(rt::CookieName(env, "desk")), visit.now);
  if (!session) return rt::Refused(env, visit.request, {core::Kind::kForbidden, "", "session.none"});
  auto opened =
      membership::OpenDeliberation(visit.db, member.collectivite_id, visit.account.id, session->keys);
  if (!opened) return rt::Refused(env, visit.request, opened.error());
  store::Transaction transaction(visit.db);
  Log(visit, "member_deliberation_read", member.slug);
  transaction.Commit();
  const auto name =
      member.slug + "-" + visit.Say("members.file.deliberation") + ExtensionOf(opened->paper.type);
  return rt::Attachment(opened->paper.type, std::move(opened->bytes), name);
}

}  // namespace members

// Letters: what a case hands to someone who has no account.
#include <stdexcept>

#include "domain/casefile/case_state.h"
#include "lib/core/text.h"

namespace casefile {
namespace {

constexpr int kCodeDigits = 8;

std::string HashOf(std::string_view token) { return vault::Hash("letter", token); }

std::string ContextOf(std::string_view what, std::int64_t letter_id) {
  return "letter:" + std::string(what) + ":" + std::to_string(letter_id);
}

// Neither the link nor the code opens alone.
vault::Key KeyOf(std::string_view token, std::string_view code, std::string_view salt) {
  return vault::Stretch(std::string(token) + ":" + core::Digits(code), salt);
}

std::string NewCode() {
  std::string code;
  for (int i = 0; i < kCodeDigits; ++i) code += static_cast<char>('0' + vault::RandomNumber(10));
  return code;
}

std::optional<core::Day> DayAt(const store::Query& row, int column) {
  return row.IsNull(column) ? std::nullopt : std::optional(core::FromDayNumber(row.Int(column)));
}

json::Value OpenPart(const vault::Key& key, std::string_view what, std::int64_t id, std::string_view sealed) {
  return OpenJson(key, ContextOf(what, id), sealed);
}

constexpr std::string_view kColumns = "id, sealed, expires_on, opened_on, answer, answered_on";

Letter ReadRow(const store::Query& row, const vault::Key& key) {
  Letter letter;
  letter.id = row.Int(0);
  letter.content = OpenPart(key, "content", letter.id, row.Bytes(1));
  letter.expires_on = core::FromDayNumber(row.Int(2));
  letter.written_on = letter.expires_on - kLetterLife;
  letter.opened_on = DayAt(row, 3);
  letter.answered_on = DayAt(row, 5);
  if (!row.IsNull(4)) letter.answer = OpenPart(key, "answer", letter.id, row.Bytes(4));
  return letter;
}

}  // namespace

core::Result<LetterKeys> UnlockLetter(store::Db& db, std::string_view token, std::string_view code,
                                      core::Day today) {
  const auto hash = HashOf(token);
  auto query =
      db.Prepare("SELECT id, salt, wrapped_key FROM letter WHERE token_hash = ?1 AND expires_on >= ?2");
  query.Bind(store::Blob{hash}, core::DayNumber(today));
  const bool known = query.Step();
  const auto stretched = KeyOf(token, code, known ? query.Bytes(1) : std::string(16, '\0'));
  const auto key = known ? vault::DecryptExact(stretched, "letter-key", query.Bytes(2)) : std::nullopt;
  if (!key) return core::Refuse(core::Kind::kForbidden, "code", "code.letter");
  return LetterKeys{query.Int(0), vault::Key::FromBytes(*key)};
}

core::Result<Letter> ReadLetter(store::Db& db, const people::Session& session, core::Day today) {
  auto query =
      db.Prepare("SELECT " + std::string(kColumns) + " FROM letter WHERE id = ?1 AND expires_on >= ?2");
  query.Bind(session.subject_id, core::DayNumber(today));
  if (!query.Step()) return core::Refuse(core::Kind::kNotFound, "", "letter.unknown");
  auto letter = ReadRow(query, session.keys.secret_key);
  query.Reset();
  if (letter.opened_on) return letter;
  try {
    db.Prepare("UPDATE letter SET opened_on = ?2 WHERE id = ?1 AND opened_on IS NULL")
        .Bind(letter.id, core::DayNumber(today))
        .Run();
  } catch (const store::Failure& failure) {
    if (!failure.IsDisk()) throw;  // a full disk must not keep anyone from reading
  }
  return letter;
}

core::Result<void> AnswerLetter(store::Db& db, const people::Session& session, const json::Value& answer,
                                core::Day today) {
  const auto sealed = SealJson(session.keys.secret_key, ContextOf("answer", session.subject_id), answer);
  store::Transaction transaction(db);
  db.Prepare(
        "UPDATE letter SET answer = ?2, answered_on = ?3 WHERE id = ?1 AND answered_on IS NULL AND "
        "expires_on >= ?3")
      .Bind(session.subject_id, store::Blob{sealed}, core::DayNumber(today))
      .Run();
  if (db.Changes() != 1) return core::Refuse(core::Kind::kConflict, "", "letter.answered_before");
  auto of = db.Prepare("SELECT case_id FROM letter WHERE id = ?1");
  of.Bind(session.subject_id);
  of.Step();
  const auto case_id = of.Int(0);
  of.Reset();
  db.Prepare("UPDATE case_file SET version = version + 1 WHERE id = ?1").Bind(case_id).Run();
  QueueForHolders(db, case_id, "case_news", today);
  transaction.Commit();
  return {};
}

SealedEnvelope NewEnvelope() {
  SealedEnvelope envelope{{vault::RandomToken(), NewCode()}, vault::Key::Random(), vault::NewSalt(), {}};
  envelope.wrapped = vault::EncryptExact(KeyOf(envelope.made.token, envelope.made.code, envelope.salt),
                                         "letter-key", envelope.key.Bytes());
  return envelope;
}

void Case::State::Keep(const SealedEnvelope& envelope, const json::Value& content, core::Day today) {
  const auto hash = HashOf(envelope.made.token);
  const auto kept = vault::EncryptExact(key, Context(number, "letter"), envelope.key.Bytes());
  db.Prepare(
        "INSERT INTO letter (token_hash, case_id, salt, wrapped_key, sealed, case_key, expires_on) VALUES "
        "(?1, ?2, ?3, ?4, x'', ?5, ?6)")
      .Bind(store::Blob{hash}, id, store::Blob{envelope.salt}, store::Blob{envelope.wrapped},
            store::Blob{kept}, core::DayNumber(today + kLetterLife))
      .Run();
  const auto letter_id = db.LastId();
  const auto sealed = SealJson(envelope.key, ContextOf("content", letter_id), content);
  db.Prepare("UPDATE letter SET sealed = ?2 WHERE id = ?1").Bind(letter_id, store::Blob{sealed}).Run();
}

std::vector<Letter> Case::State::Letters() const {
  auto query =
      db.Prepare("SELECT " + std::string(kColumns) + ", case_key FROM letter WHERE case_id = ?1 ORDER BY id");
  query.Bind(id);
  std::vector<Letter> letters;
  while (query.Step()) {
    const auto letter_key = vault::DecryptExact(key, Context(number, "letter"), query.Bytes(6));
    if (!letter_key) throw std::runtime_error("a letter's key was altered");
    letters.push_back(ReadRow(query, vault::Key::FromBytes(*letter_key)));
  }
  return letters;
}

std::vector<Letter> Case::Letters() const { return state_->Letters(); }

}  // namespace casefile

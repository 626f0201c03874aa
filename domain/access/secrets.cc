#include "domain/access/secrets.h"

namespace people {
namespace {

constexpr std::size_t kKeyBytes = 32, kTotpBytes = 20, kCodeChars = 28, kGroup = 4;
constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

std::string Wrap(const vault::Key& key, const std::string& context, const Secrets& secrets) {
  return vault::EncryptExact(key, context, std::string(secrets.secret_key.Bytes()) + secrets.totp);
}

std::optional<Secrets> Unwrap(const vault::Key& key, const std::string& context, std::string_view wrapped) {
  const auto plain = vault::DecryptExact(key, context, wrapped);
  if (!plain || plain->size() != kKeyBytes + kTotpBytes) return std::nullopt;
  return Secrets{vault::Key::FromBytes(std::string_view(*plain).substr(0, kKeyBytes)),
                 plain->substr(kKeyBytes)};
}

std::string Context(const char* what, std::int64_t account_id) { return what + std::to_string(account_id); }

vault::Key RecoveryKey(std::string_view code) { return vault::Derive("recovery key", code); }

}  // namespace

std::string WrapForPassword(std::int64_t account_id, const vault::Key& key, const Secrets& secrets) {
  return Wrap(key, Context("account/", account_id), secrets);
}

std::optional<Secrets> UnwrapForPassword(std::int64_t account_id, const vault::Key& key,
                                         std::string_view wrapped) {
  return Unwrap(key, Context("account/", account_id), wrapped);
}

std::string NewRecoveryCode() {
  std::string code;
  for (std::size_t i = 0; i < kCodeChars; ++i) {
    if (i != 0 && i % kGroup == 0) code += '-';
    code += kAlphabet[vault::RandomNumber(static_cast<std::uint32_t>(kAlphabet.size()))];
  }
  return code;
}

std::string ReadRecoveryCode(std::string_view typed) {
  std::string code;
  for (char c : typed) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == '0') c = 'O';
    if (c == '1') c = 'I';
    if (c == '8') c = 'B';
    if (kAlphabet.find(c) != std::string_view::npos) code += c;
  }
  return code;
}

std::string RecoveryHash(std::int64_t account_id, std::string_view code) {
  return vault::Hash(Context("recovery hash/", account_id), code);
}

std::string WrapForRecovery(std::int64_t account_id, std::string_view code, const Secrets& secrets) {
  return Wrap(RecoveryKey(code), Context("recovery/", account_id), secrets);
}

std::optional<Secrets> UnwrapForRecovery(std::int64_t account_id, std::string_view code,
                                         std::string_view wrapped) {
  return Unwrap(RecoveryKey(code), Context("recovery/", account_id), wrapped);
}

}  // namespace people

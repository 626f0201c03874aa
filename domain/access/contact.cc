#include "domain/access/contact.h"

#include <algorithm>
#include <array>

#include "lib/core/text.h"

namespace people {
namespace {

// A country of the French plan; `prefixes`: the first four digits of its numbers of ten, empty where there
// are none.
struct Country {
  std::string_view code;
  std::array<std::string_view, 6> prefixes;
  std::size_t digits;  // after the code
};
std::string International(std::string_view country, std::string_view number) {
  return std::string("+").append(country).append(number);
}

constexpr std::array kOverseas{
    Country{"262", {"0262", "0263", "0269", "0639", "0692", "0693"}, 9},
    Country{"590", {"0590", "0690", "0691"}, 9},
    Country{"594", {"0594", "0694"}, 9},
    Country{"596", {"0596", "0696", "0697"}, 9},
    Country{"508", {}, 6},
    Country{"687", {}, 6},
    Country{"689", {}, 8},
    Country{"681", {}, 6},
};

bool HasPrefix(const Country& country, std::string_view number) {
  return std::any_of(country.prefixes.begin(), country.prefixes.end(),
                     [&](std::string_view prefix) { return !prefix.empty() && number.starts_with(prefix); });
}

std::optional<std::string> OfTen(const std::string& number) {
  if (number.size() != 10 || number[0] != '0' || number[1] == '0') return std::nullopt;
  if (number.starts_with("0508")) return International("508", number.substr(4));
  for (const auto& country : kOverseas)
    if (HasPrefix(country, number)) return International(country.code, number.substr(1));
  return International("33", number.substr(1));
}

std::optional<std::string> OfCountry(std::string number) {
  if (number.starts_with("33")) {
    const auto rest = number.substr(2);
    return OfTen(rest.starts_with("0") ? rest : std::string("0").append(rest));  // « +33 (0)3 21… »
  }
  for (const auto& country : kOverseas) {
    if (!number.starts_with(country.code)) continue;
    auto rest = number.substr(3);
    if (rest.size() == country.digits + 1 && rest[0] == '0') rest.erase(0, 1);
    const bool known = country.prefixes[0].empty() || HasPrefix(country, std::string("0").append(rest));
    if (rest.size() == country.digits && known) return International(country.code, rest);
  }
  return std::nullopt;
}

// "03", "21", "00"…, parted by no-break spaces; the first group has `first` digits.
std::string InGroups(std::string_view digits, std::size_t first) {
  std::string out(digits.substr(0, first));
  for (auto at = first; at < digits.size(); at += 2) out.append("\u00a0").append(digits.substr(at, 2));
  return out;
}

}  // namespace

std::optional<std::string> ReadPhone(std::string_view typed) {
  typed = core::Trim(typed);
  std::string plain;
  for (std::size_t at = 0; at < typed.size(); ++at) {
    if (typed.substr(at).starts_with("\u00a0") || typed.substr(at).starts_with("\u202f")) {
      at += typed[at] == '\xc2' ? 1 : 2;
    } else {
      plain += typed[at];
    }
  }
  if (plain.find_first_not_of("0123456789 .-()/", plain.starts_with("+") ? 1 : 0) != std::string::npos)
    return std::nullopt;
  const auto digits = core::Digits(plain);
  if (plain.starts_with("+")) return OfCountry(digits);
  return digits.starts_with("00") ? OfCountry(digits.substr(2)) : OfTen(digits);
}

std::string PhoneInGroups(std::string_view phone) {
  const auto national = [&](std::string_view first, std::size_t code, std::size_t group) {
    return InGroups(std::string(first).append(phone.substr(code)), group);
  };
  if (phone.starts_with("+33")) return national("0", 3, 2);
  if (phone.starts_with("+508")) return national("0508", 4, 4);
  for (const auto& country : kOverseas) {
    if (!phone.starts_with(International(country.code, ""))) continue;
    if (country.digits == 9) return national("0", 4, 4);
    return std::string(phone.substr(0, 4)).append("\u00a0").append(InGroups(phone.substr(4), 2));
  }
  return std::string(phone);
}

Contact ContactOf(store::Db& db, std::int64_t account_id) {
  auto query = db.Prepare("SELECT function, phone FROM account_contact WHERE account_id = ?1");
  query.Bind(account_id);
  return query.Step() ? Contact{query.Text(0), query.Text(1)} : Contact{};
}

core::Result<void> SetContact(store::Db& db, std::int64_t account_id, const Contact& typed) {
  const auto function = std::string(core::Trim(typed.function));
  if (core::Length(function) > 200) return core::Refuse("function", "account.function");
  std::string phone;
  if (!core::Trim(typed.phone).empty()) {
    const auto read = ReadPhone(typed.phone);
    if (!read) return core::Refuse("phone", "account.phone");
    phone = *read;
  }
  db.Prepare("REPLACE INTO account_contact (account_id, function, phone) VALUES (?1, ?2, ?3)")
      .Bind(account_id, function, phone)
      .Run();
  return {};
}

}  // namespace people

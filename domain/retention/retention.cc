#include "domain/retention/retention.h"

#include <algorithm>
#include <stdexcept>

#include "domain/calendar/calendar.h"

namespace retention {
namespace {

constexpr std::size_t kRule = 16, kDay = 10, kMain = 32;
constexpr std::size_t kLength = kRule + 2 * kDay + kMain;

std::string Padded(std::string_view text, std::size_t length) {
  if (text.size() > length) throw std::logic_error("retention: too long: " + std::string(text));
  return std::string(text) + std::string(length - text.size(), ' ');
}

std::string Trimmed(std::string_view text) { return std::string(text.substr(0, text.find(' '))); }

core::Day After(core::Day from, const scheme::Keeping& time) {
  return time.unit == scheme::Unit::kMonths ? calendar::AddMonths(from, time.count)
                                            : from + std::chrono::days{time.count};
}

}  // namespace

std::optional<Term> TermOf(const scheme::Scheme& scheme, const Kept& kept) {
  if (kept.rule == kWithMain) return std::nullopt;
  Term term{After(kept.since, scheme.KeepingOf(kept.rule)), std::nullopt};
  const auto archive = scheme.KeepingOf("archive");
  if (kept.rule == "measures" && archive.count > 0) {
    term.archived_after = term.last;
    term.last = After(term.last, archive);
  }
  term.last = std::max(term.last, kept.acted_on + kGrace);
  return term;
}

std::string Write(const std::optional<Kept>& kept) {
  if (!kept) return Padded("kept", kLength);
  return Padded(kept->rule, kRule) + core::IsoDay(kept->since) + core::IsoDay(kept->acted_on) +
         Padded(kept->main, kMain);
}

Written Read(std::string_view text) {
  if (text.size() != kLength) return {};
  Kept kept{Trimmed(text.substr(0, kRule)), {}, {}, Trimmed(text.substr(kRule + 2 * kDay))};
  if (kept.rule == "kept") return {true, std::nullopt};
  const auto since = core::ParseDay(text.substr(kRule, kDay)),
             acted_on = core::ParseDay(text.substr(kRule + kDay, kDay));
  if (!since || !acted_on) return {};
  kept.since = *since;
  kept.acted_on = *acted_on;
  return {true, std::move(kept)};
}

}  // namespace retention

#include "lib/core/time.h"

#include <array>
#include <cstdio>
#include <ctime>

namespace core {
namespace {

constexpr std::array<const char*, 12> kMonths{"janvier",   "février", "mars",     "avril",
                                              "mai",       "juin",    "juillet",  "août",
                                              "septembre", "octobre", "novembre", "décembre"};

std::tm Local(Instant instant) {
  const std::time_t seconds = instant.time_since_epoch().count();
  std::tm parts{};
  ::localtime_r(&seconds, &parts);
  return parts;
}

}  // namespace

Clock SystemClock() {
  return [] { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); };
}

Day LocalDay(Instant instant) {
  const std::tm parts = Local(instant);
  return std::chrono::year{parts.tm_year + 1900} / (parts.tm_mon + 1) / parts.tm_mday;
}

int LocalHour(Instant instant) { return Local(instant).tm_hour; }

std::string IsoDay(Day day) {
  const std::chrono::year_month_day date{day};
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text;
}

std::optional<Day> ParseDay(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  int value[3] = {0, 0, 0};
  int part = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == 4 || i == 7) {
      ++part;
    } else if (text[i] < '0' || text[i] > '9') {
      return std::nullopt;
    } else {
      value[part] = value[part] * 10 + (text[i] - '0');
    }
  }
  const auto date = std::chrono::year{value[0]} / value[1] / value[2];
  if (!date.ok()) return std::nullopt;
  return Day{date};
}

std::string FrenchDay(Day day) {
  const std::chrono::year_month_day date{day};
  const unsigned number = static_cast<unsigned>(date.day());
  return std::to_string(number) + (number == 1 ? "er " : " ") +
         kMonths[static_cast<unsigned>(date.month()) - 1] + " " +
         std::to_string(static_cast<int>(date.year()));
}

std::string FrenchTime(Instant instant) {
  const std::tm parts = Local(instant);
  char clock[32];
  std::snprintf(clock, sizeof clock, " à %d h %02d", parts.tm_hour, parts.tm_min);
  return FrenchDay(LocalDay(instant)) + clock;
}

}  // namespace core

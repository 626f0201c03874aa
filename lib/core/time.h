// Days and instants. A day is a civil day where the server stands (its time zone, France); an instant is UTC.
#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace core {

using Day = std::chrono::sys_days;
using Instant = std::chrono::sys_seconds;

// What time it is. Handed down by main(); tests give a fixed one.
using Clock = std::function<Instant()>;
Clock SystemClock();

// The civil day of an instant, in the process's time zone.
Day LocalDay(Instant instant);
// The hour that a clock shows there, 0 to 23.
int LocalHour(Instant instant);

// "2026-11-24". ParseDay refuses everything that is not exactly one existing day in that form.
std::string IsoDay(Day day);
std::optional<Day> ParseDay(std::string_view text);

// "24 novembre 2026", "1er mai 2026"; "24 novembre 2026 à 9 h 05".
std::string FrenchDay(Day day);
std::string FrenchTime(Instant instant);

// Days since 1970-01-01: how a day is stored.
inline std::int64_t DayNumber(Day day) { return day.time_since_epoch().count(); }
inline Day FromDayNumber(std::int64_t number) { return Day{std::chrono::days{number}}; }

}  // namespace core

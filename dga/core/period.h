// SPDX-License-Identifier: Apache-2.0
// The window in which one list of a bot is valid, and the rule by which a family cuts time into such windows.
#pragma once
#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "dga/core/calendar.h"

namespace [[gnu::visibility("default")]] dgacast {

class Seed;

/// Half-open: the list is valid at `begin` and no longer at `end`. UTC seconds.
struct Period {
  UtcSeconds begin;
  UtcSeconds end;

  bool contains(UtcSeconds instant) const noexcept { return begin <= instant && instant < end; }
  bool operator==(const Period&) const = default;
};

/// The window of a list that does not depend on time: [1970-01-01, 9999-12-31T23:59:59Z).
inline constexpr Period kUnbounded{midnight(1970, 1, 1), UtcSeconds{std::chrono::seconds{253'402'300'799}}};

/// How a family cuts time into periods. The periods of one seed tile time: no gap, no overlap (a custom rule that
/// takes its window from an observation has that one window only).
class PeriodRule {
 public:
  /// Computes the window that holds an instant, or the one window of the seed's observation.
  using Window = Period (*)(const Seed&, UtcSeconds);

  /// One list for ever.
  static constexpr PeriodRule unbounded() noexcept { return PeriodRule{Kind::unbounded}; }
  /// Windows of `length` counted from `anchor`, in both directions. Needs length > 0.
  static constexpr PeriodRule every(std::chrono::seconds length, UtcSeconds anchor = {}) noexcept {
    PeriodRule rule{Kind::fixed};
    rule.length_ = length;
    rule.anchor_ = anchor;
    return rule;
  }
  /// Calendar days.
  static constexpr PeriodRule day() noexcept { return every(std::chrono::days{1}); }
  /// Windows of as many days as the seed's u32 parameter `parameter` says (which must be at least 1), from `anchor`.
  static constexpr PeriodRule every_days_of(std::string_view parameter, UtcSeconds anchor = {}) noexcept {
    PeriodRule rule{Kind::days_of_parameter};
    rule.text_ = parameter;
    rule.anchor_ = anchor;
    return rule;
  }
  /// Monday 00:00:00Z to the next Monday.
  static constexpr PeriodRule iso_week() noexcept { return every(std::chrono::days{7}, midnight(1970, 1, 5)); }
  /// Calendar months.
  static constexpr PeriodRule month() noexcept { return month_days({1}); }
  /// Windows that begin on these days of every month; the last one runs to the month's end. Needs 1 among them; a
  /// month that lacks a day has one window less.
  static constexpr PeriodRule month_days(std::initializer_list<std::uint32_t> first_days) noexcept {
    PeriodRule rule{Kind::month_days};
    for (const std::uint32_t day : first_days) rule.first_days_ |= std::uint32_t{1} << day;
    return rule;
  }
  /// Anything else; `text` describes it for people.
  static constexpr PeriodRule custom(std::string_view text, Window window) noexcept {
    PeriodRule rule{Kind::custom};
    rule.text_ = text;
    rule.window_ = window;
    return rule;
  }

  /// The same for code that is an object (a plugin): `self` is handed to `window`, and must outlive the rule.
  using WindowOf = Period (*)(const void* self, const Seed&, UtcSeconds);
  static constexpr PeriodRule custom(std::string_view text, WindowOf window, const void* self) noexcept {
    PeriodRule rule{Kind::custom_of};
    rule.text_ = text;
    rule.window_of_ = window;
    rule.self_ = self;
    return rule;
  }

  /// The window of `seed` that holds `instant`. Needs a seed that was checked against the family.
  Period containing(const Seed& seed, UtcSeconds instant) const;
  bool is_unbounded() const noexcept { return kind_ == Kind::unbounded; }
  /// For people: "1 day", "4 days", "ISO week", "month", "512 s", "days 1, 11, 21 of the month".
  std::string text(const Seed& seed) const;

 private:
  enum class Kind : std::uint8_t { unbounded, fixed, days_of_parameter, month_days, custom, custom_of };
  explicit constexpr PeriodRule(Kind kind) noexcept : kind_(kind) {}

  Kind kind_;
  std::chrono::seconds length_{};
  UtcSeconds anchor_{};
  std::uint32_t first_days_ = 0;  // bit d: a window begins on day d
  std::string_view text_;
  Window window_ = nullptr;
  WindowOf window_of_ = nullptr;
  const void* self_ = nullptr;
};

}  // namespace dgacast

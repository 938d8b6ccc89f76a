// SPDX-License-Identifier: Apache-2.0
// How many names, by month and by TLD, actor or family: what a registry plans with, and what a request for ICANN's
// Security Response Waiver tells. Counts as names stream by.
//
//   Forecast forecast{horizon, ForecastBy::tld, judge};
//   names.visit([&](std::span<const Entry> entries) { forecast.add(entries); });
//   forecast.total().names == 12'594;
#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "blocklists/engine/entry.h"
#include "blocklists/names/verdict.h"

namespace [[gnu::visibility("default")]] dgacast {

enum class ForecastBy : std::uint8_t { tld, actor, family, month };
/// The kind of group of "tld", "actor", "family" or "month". Throws InputError with `where` and the nearest word.
ForecastBy parse_forecast_by(std::string_view text, std::string_view where);
std::string_view to_text(ForecastBy by) noexcept;

/// Names that have something in common.
struct ForecastGroup {
  std::string key;                    ///< "cn", "registry", "conficker_c", "2026-11"
  std::uint64_t names = 0;            ///< each counts once
  std::vector<std::uint64_t> months;  ///< names that bots try at some moment of each month
  UtcSeconds first = UtcSeconds::max(), until = UtcSeconds::min();  ///< of their validity, within the horizon

 private:
  friend class Forecast;
  std::uint64_t last_name_ = 0;             // numbers from 1, so that a name counts once
  std::vector<std::uint64_t> month_names_;  // the same for each month
};

/// Not thread-safe.
class Forecast {
 public:
  /// `judge` must outlive it. Names that none of `actors` can act on are not counted; empty: all are.
  Forecast(Period horizon, ForecastBy by, Judge& judge, std::vector<Actor> actors);

  /// Counts names, which need their sources.
  void add(std::span<const Entry> entries);

  const ForecastGroup& total() const noexcept { return total_; }
  /// The groups with the most names first; months in their order. A name that two families make counts in both.
  std::vector<const ForecastGroup*> groups() const;
  /// For each month and family, the names that this family has first of all that make them: they add up to
  /// total().months.
  const std::map<std::string, std::vector<std::uint64_t>, std::less<>>& stacks() const noexcept { return stacks_; }
  std::size_t tlds() const noexcept { return tlds_.size(); }
  std::size_t families() const noexcept { return families_.size(); }
  /// "2026-11" for each month of the horizon.
  const std::vector<std::string>& months() const noexcept { return months_; }

 private:
  struct Span {
    std::size_t first_month, last_month;
    UtcSeconds begin, end;
  };
  Span span_of(const Attribution& source);
  std::size_t month_of(UtcSeconds instant);
  UtcSeconds midnight_of(std::size_t month) const noexcept;
  void count(ForecastGroup& group, const Span& span);
  ForecastGroup& group(std::string_view key);

  Period horizon_;
  ForecastBy by_;
  Judge& judge_;
  std::vector<Actor> actors_;
  std::vector<std::string> months_;
  std::uint32_t first_month_;
  std::uint64_t number_ = 0;  // of the name being counted
  ForecastGroup total_;
  std::map<std::string, ForecastGroup, std::less<>> groups_;
  std::map<std::string, std::vector<std::uint64_t>, std::less<>> stacks_;
  std::set<std::string, std::less<>> tlds_;
  std::unordered_map<const CatalogueEntry*, std::vector<std::uint64_t>*> families_;
  UtcSeconds last_instant_ = UtcSeconds::min();  // rows of one list share few instants
  std::size_t last_month_ = 0;
};

}  // namespace dgacast

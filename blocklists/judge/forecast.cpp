// SPDX-License-Identifier: Apache-2.0
#include "blocklists/judge/forecast.h"

#include <algorithm>
#include <array>

#include "dga/core/issue.h"

namespace dgacast {
namespace {

constexpr std::array<std::string_view, 4> kWords{"tld", "actor", "family", "month"};

std::uint32_t month_number(UtcSeconds instant) noexcept {
  const CivilDate date = civil(instant);
  return date.year * 12 + date.month - 1;
}

}  // namespace

ForecastBy parse_forecast_by(std::string_view text, std::string_view where) {
  const auto found = std::ranges::find(kWords, text);
  if (found == kWords.end()) {
    throw InputError{{std::string(where), "cannot group by " + quote(text),
                      suggest(text, kWords, "give tld, actor, family or month")}};
  }
  return static_cast<ForecastBy>(found - kWords.begin());
}

std::string_view to_text(ForecastBy by) noexcept { return kWords[static_cast<std::size_t>(by)]; }

Forecast::Forecast(Period horizon, ForecastBy by, Judge& judge, std::vector<Actor> actors)
    : horizon_(horizon), by_(by), judge_(judge), actors_(std::move(actors)), first_month_(month_number(horizon.begin)) {
  const std::uint32_t last = month_number(horizon.end - std::chrono::seconds{1});
  for (std::uint32_t month = first_month_; month <= last; ++month) {
    months_.push_back(format_date(midnight(static_cast<std::int32_t>(month / 12), month % 12 + 1, 1)).substr(0, 7));
  }
  total_.key = "total";
  total_.months.resize(months_.size());
  total_.month_names_.resize(months_.size());
}

std::size_t Forecast::month_of(UtcSeconds instant) {
  if (instant != last_instant_) {
    last_instant_ = instant;
    last_month_ = month_number(instant) - first_month_;
  }
  return last_month_;
}

Forecast::Span Forecast::span_of(const Attribution& source) {
  Span span;
  span.begin = std::max(source.valid_from, horizon_.begin);
  span.end = std::max(std::min(source.valid_until, horizon_.end), span.begin + std::chrono::seconds{1});
  span.last_month = month_of(span.end - std::chrono::seconds{1});
  span.first_month = month_of(span.begin);
  return span;
}

ForecastGroup& Forecast::group(std::string_view key) {
  auto found = groups_.find(key);
  if (found == groups_.end()) {
    found = groups_.emplace(std::string(key), ForecastGroup{}).first;
    found->second.key = key;
    found->second.months.resize(months_.size());
    found->second.month_names_.resize(months_.size());
  }
  return found->second;
}

void Forecast::count(ForecastGroup& group, const Span& span) {
  if (group.last_name_ != number_) {
    group.last_name_ = number_;
    ++group.names;
  }
  for (std::size_t month = span.first_month; month <= span.last_month; ++month) {
    if (group.month_names_[month] == number_) continue;
    group.month_names_[month] = number_;
    ++group.months[month];
  }
  group.first = std::min(group.first, span.begin);
  group.until = std::max(group.until, span.end);
}

void Forecast::add(std::span<const Entry> entries) {
  for (const Entry& entry : entries) {
    const Verdict verdict = judge_.judge(entry.domain);
    if (!actors_.empty() && std::ranges::find(actors_, verdict.actor) == actors_.end()) continue;
    ++number_;
    const std::string_view tld = entry.domain.substr(entry.domain.rfind('.') + 1);
    if (const auto found = tlds_.find(tld); found == tlds_.end()) tlds_.emplace(tld);
    ForecastGroup* group_of_name = nullptr;
    if (by_ == ForecastBy::tld) group_of_name = &group(tld);
    if (by_ == ForecastBy::actor) group_of_name = &group(to_text(verdict.actor));
    for (const Attribution& source : entry.sources) {
      const Span span = span_of(source);
      std::vector<std::uint64_t>*& stack = families_[source.entry];
      if (stack == nullptr) {
        stack = &stacks_[source.entry->id];
        stack->resize(months_.size());
      }
      for (std::size_t month = span.first_month; month <= span.last_month; ++month) {
        if (total_.month_names_[month] != number_) ++(*stack)[month];
      }
      count(total_, span);
      if (by_ == ForecastBy::family) group_of_name = &group(source.entry->id);
      if (by_ != ForecastBy::month) {
        count(*group_of_name, span);
        continue;
      }
      for (std::size_t month = span.first_month; month <= span.last_month; ++month) {
        const UtcSeconds begin = std::max(span.begin, midnight_of(month));
        count(group(months_[month]),
              {month, month, begin, std::max(begin, std::min(span.end, midnight_of(month + 1)))});
      }
    }
  }
}

UtcSeconds Forecast::midnight_of(std::size_t month) const noexcept {
  const std::uint32_t number = first_month_ + static_cast<std::uint32_t>(month);
  return midnight(static_cast<std::int32_t>(number / 12), number % 12 + 1, 1);
}

std::vector<const ForecastGroup*> Forecast::groups() const {
  std::vector<const ForecastGroup*> sorted;
  for (const auto& [key, group] : groups_) sorted.push_back(&group);
  if (by_ != ForecastBy::month)
    std::ranges::stable_sort(sorted, [](const auto* a, const auto* b) { return a->names > b->names; });
  return sorted;
}

}  // namespace dgacast

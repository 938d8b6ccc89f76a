// SPDX-License-Identifier: Apache-2.0
// What the row formats share: the columns of a candidate and of its assessment as text.
#pragma once
#include <string>
#include <string_view>

#include "blocklists/engine/source_text.h"
#include "blocklists/io/json_string.h"
#include "blocklists/io/sink.h"
#include "blocklists/judge/assessment.h"
#include "blocklists/names/hostname.h"
#include "dga/core/period.h"

namespace dgacast {

/// The label of a name that a registry or provider can give: delegated, and exactly one label below the suffix. Empty
/// otherwise. Needs an assessed entry.
inline std::string_view registrable_label(const Entry& entry) noexcept {
  const Verdict& verdict = entry.assessment->verdict;
  if (verdict.actor == Actor::resolver || verdict.registrable != entry.domain) return {};
  return verdict.label();
}

/// True for the end of a window that has none.
constexpr bool is_endless(UtcSeconds until) noexcept { return until >= kUnbounded.end; }

/// The last second of a half-open window, for feeds whose end belongs to it; that of an endless one stays.
constexpr UtcSeconds last_second(UtcSeconds until) noexcept {
  return is_endless(until) ? until : until - std::chrono::seconds{1};
}

/// True for a source whose names are good at any time: readers must not be told that they begin in 1970.
constexpr bool is_undated(const Attribution& source) noexcept { return source.valid_from <= kUnbounded.begin; }

/// When a name is said to begin, in a list made at `time`: that day for one without dates.
inline UtcSeconds told_from(const Attribution& source, UtcSeconds time) noexcept {
  return is_undated(source) ? midnight_before(time) : source.valid_from;
}

/// Writes a probability with six decimals, rounded up: what is not impossible is not 0.
void put_probability(Sink& out, double probability);
/// `text` as a CSV field for people and programs: what is not printable as \xNN (dga/core/text.h), an apostrophe before
/// a leading '=', '+', '-' or '@', for spreadsheets would compute it, and in quotes where it needs them (RFC 4180, 2).
/// For all that is not a constant, a number, an instant or a host name.
std::string csv_field(std::string_view text);
/// The same between quotes that the caller writes.
std::string csv_quoted(std::string_view text);
/// Writes csv_field(text).
void put_csv_field(Sink& out, std::string_view text);

}  // namespace dgacast

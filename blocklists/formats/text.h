// SPDX-License-Identifier: Apache-2.0
// What the row formats share: the columns of a candidate and of its assessment as text.
#pragma once
#include <string>
#include <string_view>

#include "blocklists/io/sink.h"
#include "blocklists/judge/assessment.h"
#include "dga/core/period.h"

namespace dgacast {

/// The top-level domain of a canonical name.
inline std::string_view tld_of(std::string_view domain) noexcept { return domain.substr(domain.rfind('.') + 1); }

/// The label of a name that a registry or provider can give: delegated, and exactly one label below the suffix. Empty
/// otherwise. Needs an assessed entry.
inline std::string_view registrable_label(const Entry& entry) noexcept {
  const Verdict& verdict = entry.assessment->verdict;
  if (verdict.actor == Actor::resolver || verdict.registrable != entry.domain) return {};
  return verdict.label();
}

/// Writes instants as `YYYY-MM-DDTHH:MM:SSZ`. Rows of one list share few instants: the last text is kept.
class InstantText {
 public:
  /// Good until the next call.
  std::string_view operator()(UtcSeconds instant);
  /// The same as `YYYY-MM-DD HH:MM:SS`. One object writes one form.
  std::string_view spaced(UtcSeconds instant);

 private:
  UtcSeconds last_ = UtcSeconds::min();
  std::string text_;
};

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

/// Calls `put(word)` for each flag, or reason, that is set, in the order of its enumeration.
template <typename Put>
void each_word(Flags flags, Put put) {
  if (!flags.any()) return;
  for (std::size_t i = 0; i < kFlags; ++i) {
    if (flags.has(static_cast<Flag>(i))) put(to_text(static_cast<Flag>(i)));
  }
}
template <typename Put>
void each_word(Reasons reasons, Put put) {
  if (!reasons.any()) return;
  for (std::size_t i = 0; i < kReasons; ++i) {
    if (reasons.has(static_cast<Reason>(i))) put(to_text(static_cast<Reason>(i)));
  }
}
/// The word of a list's kind in evidence: "allowed", "registered", "created".
std::string_view to_text(ListKind kind) noexcept;

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
/// Writes `text` as a JSON string with its quotes (RFC 8259, 7).
void put_json_string(Sink& out, std::string_view text);
/// The same as a string.
std::string json_string(std::string_view text);

/// Family and seed of a source, encoded for one format. Rows of one list share few seeds: the last text is kept.
class SourceText {
 public:
  /// `encode` is csv_field or json_string.
  explicit SourceText(std::string (*encode)(std::string_view)) : encode_(encode) {}
  /// Chooses the source that family() and seed() tell. Its seed must live as long as this object.
  void choose(const Attribution& source) {
    if (source.seed == seed_of_ && source.entry == entry_of_) return;
    entry_of_ = source.entry;
    seed_of_ = source.seed;
    family_ = encode_(source.entry->id);
    seed_ = encode_(source.seed->id());
  }
  std::string_view family() const noexcept { return family_; }
  std::string_view seed() const noexcept { return seed_; }

 private:
  std::string (*encode_)(std::string_view);
  const CatalogueEntry* entry_of_ = nullptr;
  const Seed* seed_of_ = nullptr;
  std::string family_, seed_;
};

}  // namespace dgacast

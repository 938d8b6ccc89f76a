// SPDX-License-Identifier: Apache-2.0
// The reverse question: which lists hold this name? Every answer is proved: the list was made, and the name stands in
// it.
#pragma once
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "blocklists/engine/entry.h"
#include "dga/core/catalogue.h"
#include "dga/core/run_context.h"

namespace [[gnu::visibility("default")]] dgacast {

/// One list that holds a name.
struct Source {
  const CatalogueEntry* entry;
  const Seed* seed;
  Period period;
  UtcSeconds valid_until;  ///< half-open; later than the period's end where bots look back

  /// What lists tell of a name that is at position `index` of this one.
  Attribution attribution(std::uint32_t index) const noexcept {
    return {entry, seed, period.begin, valid_until, index};
  }
};

/// One of millions, and small therefore: all names of a list share its source, which is good as long as the Answers.
struct Answer {
  std::uint32_t name;   ///< position among the names asked for
  std::uint32_t index;  ///< the name's first position in the bot's order, from 0
  const Source* source;
};

/// The answers of one call, ordered by name, then as the lists were given. They own their sources, and keep alive what
/// these point to, as far as the NameLookup says. Copies share the sources. Constant member functions may be called by
/// any number of threads.
class Answers {
 public:
  Answers() = default;
  /// The sources of `answers` are elements of `sources`; `keeps` (may be null) is what they point into.
  Answers(std::vector<Answer> answers, std::deque<Source> sources, std::shared_ptr<const void> keeps)
      : answers_(std::move(answers)), held_(std::make_shared<const Held>(Held{std::move(sources), std::move(keeps)})) {}

  const Answer* begin() const noexcept { return answers_.data(); }
  const Answer* end() const noexcept { return answers_.data() + answers_.size(); }
  std::size_t size() const noexcept { return answers_.size(); }
  bool empty() const noexcept { return answers_.empty(); }
  const Answer& operator[](std::size_t position) const noexcept { return answers_[position]; }

 private:
  struct Held {
    std::deque<Source> sources;  // which do not move
    std::shared_ptr<const void> keeps;
  };
  std::vector<Answer> answers_;
  std::shared_ptr<const Held> held_;
};

/// Any number of threads may ask one at the same time.
class NameLookup {
 public:
  virtual ~NameLookup() = default;
  /// All lists that hold each of `names` (lower case, no final dot). Needs fewer than 2^32 names and answers. Of `run`,
  /// the stop is used, and what an implementation says. Throws InputError when what it reads is damaged, and
  /// Interrupted.
  virtual Answers find(std::span<const std::string_view> names, const RunContext& run) const = 0;
  Answers find(std::span<const std::string_view> names) const { return find(names, RunContext{}); }
  /// How many lists of this family are searched.
  virtual std::uint64_t lists_of(const CatalogueEntry& entry) const = 0;
};

}  // namespace dgacast

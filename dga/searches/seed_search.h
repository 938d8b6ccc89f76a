// SPDX-License-Identifier: Apache-2.0
// Seed recovery: which seed of a family makes the names that somebody saw? A family whose seeds can be searched has a
// file of its id in this folder and stands in searches.txt; what a search finds is proved by making the lists.
//
//   SeedSearch search{.names = names, .at_least = names.size(), .range = range, .bases = {&known}};
//   for (const FoundSeed& values : find_searcher("srizbi")->search(search)) {
//     const Seed seed = seed_with(srizbi, known, values, "found");
//     if (prove(srizbi, seed, periods_of(srizbi, seed, range), seen).names == seen.size()) return seed;
//   }
#pragma once
#include <algorithm>
#include <cstdint>
#include <functional>
#include <mutex>
#include <set>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dga/core/family.h"
#include "dga/core/period.h"
#include "dga/core/seed.h"
#include "dga/core/threads.h"

namespace [[gnu::visibility("default")]] dgacast {

/// What is known, and how the search is run.
struct SeedSearch {
  std::vector<std::string_view> names;     ///< that were seen: lower case, no final dot, each once; not empty
  std::size_t at_least = 1;                ///< so many of them a seed must make
  Period range{};                          ///< when bots may have asked for them
  std::vector<const Seed*> bases;          ///< give the parameters that are not searched: known seeds; not empty
  unsigned threads = 0;                    ///< 0: as many as the machine has
  std::stop_token stop = {};               ///< ends the search early, with what was found
  std::function<void(double)> progress{};  ///< takes the part that is done, 0 to 1; called by any thread, one at a time
};

/// Values for parameters, as words (SeedBuilder::set_text).
using FoundSeed = std::vector<std::pair<std::string, std::string>>;

class SeedSearcher {
 public:
  /// For people: which parameters are searched and how far, and what the seed that is found stands for.
  virtual std::string_view method() const noexcept = 0;
  /// The parameters that are searched: what a base seed has for them does not matter.
  virtual std::span<const std::string_view> parameters() const noexcept = 0;
  /// Seeds that may make the names. Those that do not are sorted out by the caller; one that does and could be told
  /// from the names must not be missing, but where method() says that the search ends with the first that makes enough.
  /// Throws std::bad_alloc.
  virtual std::vector<FoundSeed> search(const SeedSearch& search) const = 0;

 protected:
  ~SeedSearcher() = default;
};

/// How to find seeds of the built-in family with this id, or nullptr where they cannot be searched. Valid for the life
/// of the program.
const SeedSearcher* find_searcher(std::string_view family) noexcept;

/// `base` with these values; it has passed Family::check(). Throws InputError for values that the family does not take.
Seed seed_with(const Family& family, const Seed& base, const FoundSeed& values, std::string_view id);

/// The periods of the lists that bots with `seed` use at some moment of `range`, in the order of time.
std::vector<Period> periods_of(const Family& family, const Seed& seed, const Period& range);

/// What the lists of a seed hold of names that were seen.
struct Proof {
  std::size_t names = 0;           ///< how many, each counted once
  std::vector<std::size_t> lists;  ///< that hold one or more: their places among the periods, ascending
};

/// Makes the lists of `seed` in `periods`, one after the other, and looks for `names` in them. Throws what
/// Family::generate() throws.
Proof prove(const Family& family, const Seed& seed, std::span<const Period> periods,
            const std::set<std::string_view>& names);

/// Proves what a search finds, while it is at work. Any number of threads may ask at once.
class Prover {
 public:
  /// Both must outlive it.
  Prover(const Family& family, const SeedSearch& search)
      : family_(family), search_(search), names_(search.names.begin(), search.names.end()) {}
  /// Whether a base with these values makes at_least of the names in the range.
  bool makes_enough(const FoundSeed& values) const;

 private:
  const Family& family_;
  const SeedSearch& search_;
  std::set<std::string_view> names_;
};

/// For families whose seeds are few: those values of `parameter` in [first, end) that make enough of the names, each
/// found by making its lists.
std::vector<FoundSeed> try_values(const SeedSearch& search, const Family& family, std::string_view parameter,
                                  std::uint32_t first, std::uint32_t end);

/// Calls test(value, found) for every value of [0, end), in threads that take `part` values at a time; found takes what
/// test appends. The order of the result is that of the values. Stops early when asked to.
template <typename Found, typename Test>
std::vector<Found> search_all(const SeedSearch& search, std::uint64_t end, const Test& test,
                              std::uint64_t part = std::uint64_t{1} << 22) {
  const std::uint64_t parts = (end + part - 1) / part;
  std::mutex mutex;
  std::vector<std::pair<std::uint64_t, Found>> all;
  std::uint64_t done = 0;
  for_each_part(parts, threads_to_be_had(search.threads), [&](std::size_t i, unsigned) {
    if (search.stop.stop_requested()) return;
    std::vector<Found> found;
    const std::uint64_t begin = i * part;
    const std::uint64_t part_end = std::min(begin + part, end);
    for (std::uint64_t value = begin; value < part_end; ++value) test(value, found);
    const std::lock_guard lock{mutex};
    for (Found& one : found) all.emplace_back(begin, std::move(one));
    done += part_end - begin;
    if (search.progress) search.progress(static_cast<double>(done) / static_cast<double>(end));
  });
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Found> result;
  for (auto& [begin, one] : all) result.push_back(std::move(one));
  return result;
}

/// The part of a name before its first dot.
inline std::string_view first_label(std::string_view name) noexcept { return name.substr(0, name.find('.')); }

/// For generators that can be turned back: all states below `end` for one name, of which makes(state, label) tells
/// whether it makes the label, then back(state, count, found) appends the seeds whose list of `count` names may hold
/// that label. `count` is the greatest parameter of that name of all bases, between 1 and 4096: a name further on is
/// not looked for. A seed makes at_least of the names, so at least one of the first size - at_least + 1.
template <typename Makes, typename Back>
std::vector<FoundSeed> search_states(const SeedSearch& search, std::uint64_t end, const Makes& makes,
                                     const Back& back) {
  std::uint32_t count = 1;
  for (const Seed* const base : search.bases) count = std::max(count, std::min(base->u32("count"), 4096u));
  std::vector<FoundSeed> found;
  for (std::size_t i = 0; i + search.at_least <= search.names.size(); ++i) {
    const std::string_view label = first_label(search.names[i]);
    const auto states =
        search_all<std::uint32_t>(search, end, [&](std::uint64_t value, std::vector<std::uint32_t>& out) {
          const auto state = static_cast<std::uint32_t>(value);
          if (makes(state, label)) out.push_back(state);
        });
    for (const std::uint32_t state : states) back(state, count, found);
  }
  return found;
}

/// "0x0000ABCD", as catalogues write u32 values.
std::string hex_word(std::uint32_t value);

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// The lists of a segment: whose they are, when they are valid, how many names each has. Rows of lists that follow each
// other with the same length and size take a few octets together.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dga/core/domain_list.h"
#include "dga/core/period.h"

namespace [[gnu::visibility("default")]] dgacast {

/// What all names of a seed have in common: most names that have only their fingerprint in common with one of them are
/// told apart by it, without making a list.
class NameShape {
 public:
  void add(std::string_view name) noexcept;
  void add(const NameShape& other) noexcept;
  bool fits(std::string_view name) const noexcept;

  std::uint32_t shortest = ~std::uint32_t{0};
  std::uint32_t longest = 0;
  std::uint64_t characters = 0;  ///< bit c % 64 for each octet c
  std::uint64_t suffixes = 0;    ///< a bit for each last label, by its hash
};

struct TableSeed {
  std::string family;
  std::string id;
  NameShape shape;
};

/// One list, found by a position.
struct TableList {
  std::uint32_t seed;  ///< in seeds()
  Period period;
  UtcSeconds valid_until;
  std::uint64_t first;  ///< position of its first name
  std::uint32_t names;
};

/// Filled in order: seeds, and the lists of each.
class ListTable {
 public:
  explicit ListTable(std::string catalogue) : catalogue_(std::move(catalogue)) {}
  void add_seed(TableSeed seed) { seeds_.push_back(std::move(seed)); }
  /// A list of the seed that was added last.
  void add_list(Period period, UtcSeconds valid_until, std::uint32_t names);

  /// The digest of the catalogue from which the lists were made.
  const std::string& catalogue() const noexcept { return catalogue_; }
  const std::vector<TableSeed>& seeds() const noexcept { return seeds_; }
  std::uint64_t positions() const noexcept { return positions_; }
  std::uint64_t list_count() const noexcept { return lists_; }
  /// The list that `position` < positions() stands in.
  TableList list_of(std::uint64_t position) const noexcept;
  /// Lists of one seed, one behind the other, that differ in nothing but their time. A table from a file may hold
  /// billions of lists in a few bytes: who walks through a table walks through its sequences.
  struct Sequence {
    std::uint32_t seed;      ///< in seeds()
    std::uint32_t names;     ///< of each list
    std::int64_t begin;      ///< of the first list, as Unix time
    std::int64_t length;     ///< from the beginning of one to that of the next
    std::int64_t look_back;  ///< from the end of a list to the end of its use
    std::uint64_t lists;
    std::uint64_t first;  ///< position

    UtcSeconds from() const noexcept { return UtcSeconds{std::chrono::seconds{begin}}; }
    /// When the last list is no longer in use.
    UtcSeconds until() const noexcept {
      return UtcSeconds{std::chrono::seconds{begin + length * static_cast<std::int64_t>(lists) + look_back}};
    }
  };
  /// In order: by seed, then by time.
  const std::vector<Sequence>& sequences() const noexcept { return rows_; }
  /// Appends the seeds and lists of another table.
  void append(const ListTable& other);
  /// True when seed number `seed` has a list that begins at `begin`. Logarithmic time.
  bool has_list(std::uint32_t seed, UtcSeconds begin) const noexcept;

  /// The table as octets: LEB128 numbers, texts with their length before them.
  std::string encode() const;
  /// Nothing when `octets`, which anybody may have written, are not a table: every number is checked.
  static std::optional<ListTable> decode(std::string_view octets);

 private:
  using Row = Sequence;
  static TableList list_in(const Row& row, std::uint64_t number) noexcept;
  bool add_row(const Row& row);

  std::string catalogue_;
  std::vector<TableSeed> seeds_;
  std::vector<Row> rows_;
  std::uint64_t positions_ = 0, lists_ = 0;
};

}  // namespace dgacast

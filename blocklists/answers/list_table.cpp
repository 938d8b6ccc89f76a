// SPDX-License-Identifier: Apache-2.0
#include "blocklists/answers/list_table.h"

#include <algorithm>
#include <utility>

#include "blocklists/answers/fingerprint.h"
#include "dga/core/leb128.h"

namespace dgacast {
namespace {

constexpr std::uint64_t kMostPositions = std::uint64_t{1} << 32;
// Lists are made for these times alone: the windows that hold 1970, and those without bounds.
constexpr std::int64_t kEarliest = -(std::int64_t{1} << 31);
constexpr std::int64_t kFarthest = unix_time(kUnbounded.end);

std::uint64_t bit_of_suffix(std::string_view name) noexcept {
  return std::uint64_t{1} << (fingerprint(name.substr(name.rfind('.') + 1)) & 63);
}

std::uint64_t bits_of_characters(std::string_view name) noexcept {
  std::uint64_t bits = 0;
  for (const char c : name) bits |= std::uint64_t{1} << (static_cast<unsigned char>(c) & 63);
  return bits;
}

class Writer {
 public:
  void number(std::uint64_t value) { append_leb128(text, value); }
  void signed_number(std::int64_t value) {  // zigzag: small magnitudes stay short
    number(static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63));
  }
  void word(std::string_view value) {
    number(value.size());
    text.append(value);
  }
  std::string text;
};

/// Past a fault everything reads as 0 and good() is false.
class Reader {
 public:
  explicit Reader(std::string_view text) noexcept : at_(text.data()), end_(at_ + text.size()) {}
  bool good() const noexcept { return good_; }
  bool at_end() const noexcept { return at_ == end_; }
  std::size_t left() const noexcept { return static_cast<std::size_t>(end_ - at_); }
  std::uint64_t number_to(std::uint64_t max) noexcept {
    const auto value = good_ ? read_leb128(at_, end_, max) : std::nullopt;
    good_ = value.has_value();
    return value.value_or(0);
  }
  std::uint64_t number() noexcept { return number_to(~std::uint64_t{0}); }
  std::int64_t signed_number() noexcept {
    const std::uint64_t bits = number();
    const auto value = static_cast<std::int64_t>(bits >> 1 ^ (~(bits & 1) + 1));
    if (value > kFarthest || value < -kFarthest) good_ = false;
    return good_ ? value : 0;
  }
  std::string_view word() noexcept {
    const auto size = static_cast<std::size_t>(number_to(left()));
    if (size > left()) good_ = false;  // the number itself took some
    if (!good_) return {};
    const std::string_view value{at_, size};
    at_ += size;
    return value;
  }

 private:
  const char* at_;
  const char* end_;
  bool good_ = true;
};

}  // namespace

void NameShape::add(std::string_view name) noexcept {
  shortest = std::min(shortest, static_cast<std::uint32_t>(name.size()));
  longest = std::max(longest, static_cast<std::uint32_t>(name.size()));
  characters |= bits_of_characters(name);
  suffixes |= bit_of_suffix(name);
}

void NameShape::add(const NameShape& other) noexcept {
  shortest = std::min(shortest, other.shortest);
  longest = std::max(longest, other.longest);
  characters |= other.characters;
  suffixes |= other.suffixes;
}

bool NameShape::fits(std::string_view name) const noexcept {
  return shortest <= name.size() && name.size() <= longest && (bits_of_characters(name) & ~characters) == 0 &&
         (bit_of_suffix(name) & suffixes) != 0;
}

void ListTable::add_list(Period period, UtcSeconds valid_until, std::uint32_t names) {
  const Row one{static_cast<std::uint32_t>(seeds_.size() - 1),
                names,
                unix_time(period.begin),
                unix_time(period.end) - unix_time(period.begin),
                unix_time(valid_until) - unix_time(period.end),
                1,
                positions_};
  if (!rows_.empty()) {
    Row& row = rows_.back();
    const std::int64_t next = row.begin + row.length * static_cast<std::int64_t>(row.lists);
    if (row.seed == one.seed && row.names == names && row.length == one.length && row.look_back == one.look_back &&
        next == one.begin) {
      ++row.lists;
      ++lists_;
      positions_ += names;
      return;
    }
  }
  add_row(one);
}

bool ListTable::add_row(const Row& row) {
  const std::uint64_t room = kMostPositions - positions_;
  if (row.names > 0 && row.lists > room / row.names) return false;
  rows_.push_back(row);
  positions_ += row.lists * row.names;
  lists_ += row.lists;
  return true;
}

TableList ListTable::list_in(const Row& row, std::uint64_t number) noexcept {
  const auto offset = static_cast<std::int64_t>(number) * row.length;
  const UtcSeconds begin{std::chrono::seconds{row.begin + offset}};
  const UtcSeconds end = begin + std::chrono::seconds{row.length};
  return {row.seed, {begin, end}, end + std::chrono::seconds{row.look_back}, row.first + number * row.names, row.names};
}

TableList ListTable::list_of(std::uint64_t position) const noexcept {
  // The last row that begins at or before the position; rows without names share their beginning with the next.
  const Row& row = *std::prev(std::ranges::upper_bound(rows_, position, {}, &Row::first));
  return list_in(row, row.names == 0 ? 0 : (position - row.first) / row.names);
}

void ListTable::append(const ListTable& other) {
  const auto seeds = static_cast<std::uint32_t>(seeds_.size());
  seeds_.insert(seeds_.end(), other.seeds_.begin(), other.seeds_.end());
  for (Row row : other.rows_) {
    row.seed += seeds;
    row.first = positions_;
    add_row(row);
  }
}

bool ListTable::has_list(std::uint32_t seed, UtcSeconds begin) const noexcept {
  const std::int64_t at = unix_time(begin);
  const auto after = std::ranges::upper_bound(rows_, std::pair{seed, at}, {}, [](const Row& row) {
    return std::pair{row.seed, row.begin};
  });
  if (after == rows_.begin()) return false;
  const Row& row = *std::prev(after);
  return row.seed == seed && (at - row.begin) % row.length == 0 &&
         static_cast<std::uint64_t>((at - row.begin) / row.length) < row.lists;
}

std::string ListTable::encode() const {
  Writer out;
  out.word(catalogue_);
  out.number(seeds_.size());
  for (const TableSeed& seed : seeds_) {
    out.word(seed.family);
    out.word(seed.id);
    out.number(seed.shape.shortest);
    out.number(seed.shape.longest);
    out.number(seed.shape.characters);
    out.number(seed.shape.suffixes);
  }
  out.number(rows_.size());
  std::uint32_t seed = 0;
  std::int64_t end = 0;
  for (const Row& row : rows_) {
    out.number(row.seed - seed);
    out.signed_number(row.begin - end);
    out.signed_number(row.length);
    out.signed_number(row.look_back);
    out.number(row.names);
    out.number(row.lists);
    seed = row.seed;
    end = row.begin + row.length * static_cast<std::int64_t>(row.lists);
  }
  return std::move(out.text);
}

std::optional<ListTable> ListTable::decode(std::string_view octets) {
  Reader in{octets};
  ListTable table{std::string(in.word())};
  for (std::uint64_t left = in.number_to(octets.size()); left > 0 && in.good(); --left) {
    TableSeed seed{std::string(in.word()), std::string(in.word()), {}};
    seed.shape.shortest = static_cast<std::uint32_t>(in.number_to(~std::uint32_t{0}));
    seed.shape.longest = static_cast<std::uint32_t>(in.number_to(~std::uint32_t{0}));
    seed.shape.characters = in.number();
    seed.shape.suffixes = in.number();
    table.add_seed(std::move(seed));
  }
  Row row{};
  std::int64_t end = 0;
  for (std::uint64_t left = in.number_to(octets.size()); left > 0 && in.good(); --left) {
    const auto seeds = static_cast<std::uint32_t>(in.number_to(table.seeds_.size()));
    row.seed += seeds;
    // Lists of a seed come in the order of time, as has_list() needs them.
    const std::int64_t earliest = seeds == 0 && !table.rows_.empty() ? end : kEarliest;
    row.begin = end + in.signed_number();
    row.length = in.signed_number();
    row.look_back = in.signed_number();
    row.names = static_cast<std::uint32_t>(in.number_to(~std::uint32_t{0}));
    row.lists = in.number_to(kMostPositions);
    row.first = table.positions_;
    const std::int64_t lists = static_cast<std::int64_t>(row.lists);
    if (!in.good() || row.seed >= table.seeds_.size() || row.length <= 0 || lists == 0 ||
        lists > kFarthest / row.length)
      return std::nullopt;
    end = row.begin + row.length * lists;
    if (row.begin < earliest || row.look_back < 0 || end > kFarthest || row.look_back > kFarthest - end ||
        !table.add_row(row))
      return std::nullopt;
  }
  if (!in.good() || !in.at_end()) return std::nullopt;
  return table;
}

}  // namespace dgacast

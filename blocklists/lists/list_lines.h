// SPDX-License-Identifier: Apache-2.0
// Lists of names that come in lines: names, hosts files, exceptions of ad blockers, tables with and without a header.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "blocklists/lists/list_gatherer.h"

namespace dgacast {

/// Reads the lines of one list, each by itself but for a header, which says what the columns are from then on. Not
/// thread-safe.
class ListLines {
 public:
  ListLines(ListGatherer& names, ListKind kind) : names_(names), kind_(kind) {}
  /// Adds what a line says; `number` is its own, for messages. Throws InputError with `name` of the list for a header
  /// without a needed column.
  void read(std::string_view line, std::size_t number, std::string_view name);

  /// True for an empty line, and for one that is a comment from its first sign on.
  static bool is_comment(std::string_view trimmed_line) noexcept;

 private:
  static constexpr std::size_t kNone = ~std::size_t{0};

  /// Which column is which.
  struct Header {
    char separator = ',';
    std::size_t domain = kNone, rank = kNone, created = kNone;
  };

  static std::optional<Header> header_of(std::string_view line);
  bool take_header(std::string_view line, std::size_t number, std::string_view name);
  static std::string_view date_in(std::string_view text) noexcept;

  // Each adds what a line, or the rest of one, says; false when it was not understood.
  bool read_words(std::string_view line);
  bool read_adblock(std::string_view line);
  bool read_ranked(std::string_view line, std::size_t digits, std::uint64_t rank);
  bool read_hosts(std::string_view words);
  bool read_several(std::string_view line);
  bool read_columns(std::string_view line, char separator);
  bool read_row(std::string_view line);
  bool read_name_and_date(std::string_view line);
  bool read_dated(std::string_view name, std::string_view date, std::uint64_t rank);

  ListGatherer& names_;
  ListKind kind_;
  std::optional<Header> header_;
  bool begun_ = false;
  std::vector<std::string_view> words_;
  EntryReader trial_;
  std::string what_;  // what is wrong with a line that was not understood, when it is not the name
};

}  // namespace dgacast

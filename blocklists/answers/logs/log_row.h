// SPDX-License-Identifier: Apache-2.0
// Rows of CSV and TSV.
#pragma once
#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace dgacast {

/// Takes a row apart (RFC 4180: a field in quotes may hold the mark). Keeps nothing: fields point into the line.
class LogRow {
 public:
  static constexpr std::size_t kMostFields = 128;

  /// Gives the fields of `line`, without quotes around them. What is beyond kMostFields is left out.
  std::span<const std::string_view> split(std::string_view line, char mark) noexcept;
  /// The mark between the fields of a header: the most frequent of tab, semicolon, comma and bar; '\0' without one.
  static char mark_of(std::string_view header) noexcept;

 private:
  std::array<std::string_view, kMostFields> fields_;
};

}  // namespace dgacast

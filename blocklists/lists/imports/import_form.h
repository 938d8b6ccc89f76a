// SPDX-License-Identifier: Apache-2.0
// A form of lists that somebody else made: how it is told from others, and how its rows are read. One file a form;
// import_form.cpp names them all. A form is taken when the text parses as it, in the order of the table.
#pragma once
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dga/core/ascii.h"
#include "dga/core/period.h"

namespace dgacast {

/// One name as a list tells it. What is empty is not told.
struct ImportRow {
  std::string_view domain;  ///< as it is written
  std::string_view family;  ///< a word of the list's maker
  std::string_view seed;
  std::optional<UtcSeconds> from, until;  ///< half-open
  std::size_t line = 0;                   ///< from 1
};

/// Where rows go. Not thread-safe.
class ImportRows {
 public:
  virtual ~ImportRows() = default;
  /// Takes a name. Throws InputError for a row that cannot be used at all.
  virtual void take(const ImportRow& row) = 0;
  /// Counts a row that holds no name of a host, and remembers the first.
  virtual void leave_out(std::string_view text, std::size_t line) = 0;
};

/// The text of one list, in UTF-8. It and what it was made of must outlive what is read from it.
class ImportText {
 public:
  /// `name` is for messages.
  ImportText(std::string_view text, std::string_view name);

  std::string_view text() const noexcept { return text_; }
  std::string_view name() const noexcept { return name_; }
  /// True when it begins as JSON does.
  bool is_json() const noexcept;
  /// The first line with something other than white space; the first that is not a comment (#) either.
  std::string_view first_line() const noexcept { return first_line_; }
  std::string_view first_data_line() const noexcept { return first_data_line_; }

  /// Calls `visit(line, number)` for each line that is neither blank nor a comment (#), without white space around it.
  template <typename Visit>
  void each_line(Visit visit) const {
    std::string_view rest = text_;
    for (std::size_t number = 1; !rest.empty(); ++number) {
      const auto feed = rest.find('\n');
      const std::string_view line = trimmed(rest.substr(0, feed));
      rest.remove_prefix(feed == std::string_view::npos ? rest.size() : feed + 1);
      if (!line.empty() && line.front() != '#') visit(line, number);
    }
  }
  /// `YYYY-MM-DD`, with ` HH:MM`, seconds, a fraction, and a zone (Z, UTC, +HH:MM) behind it, or with T for the blank;
  /// UTC where no zone is told. A day of the year 9999 is the end of all times. Throws InputError with the line.
  UtcSeconds instant(std::string_view text, std::size_t line) const;
  /// True when instant() would take it.
  bool is_instant(std::string_view text) const;
  [[noreturn]] void fail(std::size_t line, std::string what, std::string hint) const;

 private:
  std::string_view text_, name_, first_line_, first_data_line_;
};

/// Splits a line at `separator`. Fields may stand in double quotes, also behind blanks; a doubled quote is one (RFC
/// 4180, 2). False when a quote is not closed on this line.
bool split_fields(std::string_view line, char separator, std::vector<std::string>& fields);

struct ImportForm {
  std::string_view id;     ///< "netlab"
  std::string_view title;  ///< for --help
  bool (*fits)(const ImportText& text);
  void (*read)(const ImportText& text, ImportRows& rows);
};

// One file each.
ImportForm import_json_lines() noexcept;
ImportForm import_threatfox_json() noexcept;
ImportForm import_stix() noexcept;
ImportForm import_misp() noexcept;
ImportForm import_misp_list() noexcept;
ImportForm import_dgarchive() noexcept;
ImportForm import_netlab() noexcept;
ImportForm import_bambenek() noexcept;
ImportForm import_threatfox() noexcept;
ImportForm import_zeek() noexcept;
ImportForm import_csv() noexcept;
ImportForm import_plain() noexcept;

/// All forms in the order in which they are tried.
std::span<const ImportForm> import_forms() noexcept;
/// The first that fits. Throws InputError when none does, with what the text is.
const ImportForm& import_form_of(const ImportText& text);

}  // namespace dgacast

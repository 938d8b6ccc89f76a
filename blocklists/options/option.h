// SPDX-License-Identifier: Apache-2.0
// One record an option: all that is known of a thing that a user can set. The records are plain data, in the headers of
// this folder. The command line, its help, the manual pages, the completions and the keys of a feed's configuration are
// made from them, so that a name, a range, a default or an explanation is written once.
//
//   option::epp_batch.name           // "epp-batch": --epp-batch on the command line
//   number_of(option::epp_batch)     // 50, at compile time
//   parse_number(option::epp_batch, "51", "--epp-batch")   // blocklists/options/value.h
#pragma once
#include <cstdint>
#include <string_view>

namespace [[gnu::visibility("default")]] dgacast {

/// What an option takes.
enum class OptionKind : std::uint8_t {
  flag,    ///< nothing: it is given or not
  number,  ///< a whole number from min to max, decimal or 0x
  size,    ///< bytes, min or more, with k, M or G
  text,    ///< one text
  word,    ///< one of `words`
  texts,   ///< a text each time; may be given several times
  list     ///< texts with commas between; may be given several times
};

struct Option {
  std::string_view name;  ///< without dashes: "min-confidence"
  OptionKind kind = OptionKind::text;
  std::string_view value = {};     ///< what the value is called in a usage: "FILE"
  std::string_view words = {};     ///< the values, with | between; one with capitals stands for something of the user's
  std::uint64_t min = 0, max = 0;  ///< of a number; of a size `min` alone
  std::string_view fallback = {};  ///< the value without it, as a user would write it
  std::string_view otherwise = {};  ///< what happens without it, when that is not a value: "today (UTC)"
  std::string_view brief = {};      ///< one line without a full stop, for lists of options
  std::string_view more = {};       ///< sentences that follow it where there is room
  std::string_view key = {};        ///< in a feed's configuration, with its sections: "partner.epp_batch"
  char letter = 0;                  ///< of the short form: -o
  std::string_view alias = {};      ///< an old name that is still taken, and shown nowhere
  bool argument = false;            ///< it has its place on the command line instead of a name
  bool required = false;            ///< nothing can be done without it
};

namespace detail {
/// The number that `text` begins with, and the unit behind it: "1G". For texts of the table alone.
constexpr std::uint64_t number_in(std::string_view text) {
  std::uint64_t number = 0;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      number = number * 10 + static_cast<std::uint64_t>(c - '0');
    } else {
      number <<= c == 'k' ? 10 : c == 'M' ? 20 : 30;
    }
  }
  return number;
}
}  // namespace detail

/// The default of a number, or of a size in bytes.
template <typename Number = std::uint64_t>
constexpr Number number_of(const Option& option) {
  return static_cast<Number>(detail::number_in(option.fallback));
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// What is wrong with something that a user gave, in the three parts of the one line that the user reads:
//
//   dgacast: WHERE: WHAT; MEND
//
// The library only throws; the programs in tools/ print. A request to stop is thrown as well.
#pragma once
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace dgacast {

/// The three parts of a message. No part is empty but `where`, which is empty when the place is plain from `what`.
struct Issue {
  std::string where;  ///< as the user typed it: an option, `seeds.json:12`, `standard input:3`
  std::string what;   ///< what is wrong, with the value
  std::string mend;   ///< what would be right

  /// "WHERE: WHAT; MEND", one line whatever the parts hold: see printable() in dga/core/text.h.
  std::string line() const;
};

/// Thrown for every fault of input: options, files, catalogue entries, seeds, dates. what() is issue().line().
class InputError : public std::runtime_error {
 public:
  explicit InputError(Issue issue) : std::runtime_error(issue.line()), issue_(std::move(issue)) {}
  const Issue& issue() const noexcept { return issue_; }

 private:
  Issue issue_;
};

/// Thrown when a stop was requested.
struct Interrupted {};

/// `text` in single quotes, with control characters and octets above 126 written as \xNN, cut after 80 octets:
/// names and files may come from malware, and a message must not move the cursor.
std::string quote(std::string_view text);

/// The word of `known` nearest to `word` by edit distance, or "" when none is near (more than a third of it wrong).
std::string nearest(std::string_view word, std::span<const std::string_view> known);

/// The mend for an unknown word: "did you mean 'X'? " before `otherwise`, or `otherwise` alone.
std::string suggest(std::string_view word, std::span<const std::string_view> known, std::string_view otherwise);

}  // namespace dgacast

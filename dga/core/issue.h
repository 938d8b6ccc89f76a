// SPDX-License-Identifier: Apache-2.0
// What is wrong with something that a user gave, in the three parts of the one line that the user reads:
//
//   dgacast: WHERE: WHAT; MEND
//
// The library only throws; the programs in tools/ print. A request to stop is thrown as well.
#pragma once
#include <exception>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace [[gnu::visibility("default")]] dgacast {

/// The three parts of a message. No part is empty but `where`, which is empty when the place is plain from `what`.
struct Issue {
  std::string where;  ///< as the user typed it: an option, `seeds.json:12`, `standard input:3`
  std::string what;   ///< what is wrong, with the value
  std::string mend;   ///< what would be right

  /// "WHERE: WHAT; MEND", one line whatever the parts hold: see printable() in dga/core/text.h.
  std::string line() const;
};

/// All that the library throws, but for std::bad_alloc and, for a defect of its own, std::logic_error. what() is
/// issue().line().
class Error : public std::exception {
 public:
  explicit Error(Issue issue) : issue_(std::move(issue)), line_(issue_.line()) {}
  const char* what() const noexcept override { return line_.c_str(); }
  const Issue& issue() const noexcept { return issue_; }

 private:
  Issue issue_;
  std::string line_;
};

/// Thrown for every fault of input: options, files, catalogue entries, seeds, dates.
class InputError : public Error {
 public:
  using Error::Error;
};

/// Thrown when a stop was requested.
class Interrupted : public Error {
 public:
  Interrupted() : Error({"", "was stopped", "begin again"}) {}
};

/// `text` in single quotes, with control characters and octets above 126 written as \xNN, cut after 80 octets:
/// names and files may come from malware, and a message must not move the cursor.
std::string quote(std::string_view text);

/// The word of `known` nearest to `word` by edit distance, or "" when none is near (more than a third of it wrong).
std::string nearest(std::string_view word, std::span<const std::string_view> known);

/// The mend for an unknown word: "did you mean 'X'? " before `otherwise`, or `otherwise` alone.
std::string suggest(std::string_view word, std::span<const std::string_view> known, std::string_view otherwise);

}  // namespace dgacast

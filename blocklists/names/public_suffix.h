// SPDX-License-Identifier: Apache-2.0
// The Public Suffix List, through libpsl: below which names does everybody register?
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace [[gnu::visibility("default")]] dgacast {

/// Which part of the list makes a suffix one.
enum class SuffixSection : std::uint8_t {
  unlisted,  ///< none: the default rule, by which the last label is a suffix
  icann,     ///< a registry's
  provider   ///< the private section: somebody's zone below which others have names
};

/// Immutable; any number of threads may read it.
class PublicSuffixes {
 public:
  /// The system's list (package publicsuffix), or the one in libpsl when that is newer or there is no other.
  PublicSuffixes();
  /// The list in a file: public_suffix_list.dat as publicsuffix.org gives it, or libpsl's compiled form. Throws
  /// InputError with the path when it cannot be read or is no such list.
  explicit PublicSuffixes(const std::string& path);
  /// The same, but a list that does not tell its day is of `day`, and not of the file's own, which a copy may change.
  PublicSuffixes(const std::string& path, std::string day);
  ~PublicSuffixes();
  PublicSuffixes(PublicSuffixes&&) noexcept;
  PublicSuffixes& operator=(PublicSuffixes&&) noexcept;

  /// True when `name` (canonical) itself is a public suffix by the ICANN or the private section: blocking it would
  /// block strangers below it.
  bool is_suffix(std::string_view name) const;
  /// The part of `name` (canonical) that is a public suffix: "co.uk" of "a.example.co.uk"; by the list's default rule
  /// the last label when no rule fits. A view into `name`.
  std::string_view suffix_of(std::string_view name) const;
  /// The section of what suffix_of() gave.
  SuffixSection section_of(std::string_view suffix) const;

  /// The file that was read, or "libpsl" for the list that is built into it.
  const std::string& source() const noexcept { return source_; }
  /// The list's day, YYYY-MM-DD: of its line "// VERSION: ..." where it has one, otherwise the given one, or else that
  /// of the file.
  const std::string& date() const noexcept { return date_; }

 private:
  struct List;
  void note_rules(std::string_view text);
  bool may_have_rule(std::string_view name, std::size_t tld) const noexcept;

  std::unique_ptr<const List> list_;
  std::vector<std::uint64_t> ruled_;  // a Bloom filter, empty for a compiled list: see may_have_rule()
  std::string source_, date_;
};

}  // namespace dgacast

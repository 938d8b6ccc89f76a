// SPDX-License-Identifier: Apache-2.0
// Which names a party can act on, by their end: top-level domain or public suffix.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "blocklists/names/public_suffix.h"

namespace [[gnu::visibility("default")]] dgacast {

/// Passes a name whose TLD or whose public suffix was asked for; without anything asked for, every name.
class NameFilter {
 public:
  /// `suffixes` must outlive the filter.
  explicit NameFilter(const PublicSuffixes& suffixes) noexcept : suffixes_(suffixes) {}
  /// Asks for a TLD: "cn", ".CN", a U-label. Throws InputError with `where` when it is not one label of a host name.
  void add_tld(std::string_view text, std::string_view where);
  /// Asks for a public suffix: "com.cn". Throws InputError with `where` when it is not a host name.
  void add_suffix(std::string_view text, std::string_view where);
  /// Ask for what the lines of a file, or of standard input for "-", name, of any encoding and packing that open_text()
  /// takes; what stands behind a '#' does not count. Throw InputError with file and line, also when there is no line to
  /// select by.
  void add_tlds_of(const std::string& path);
  void add_suffixes_of(const std::string& path);

  const PublicSuffixes& suffixes() const noexcept { return suffixes_; }
  bool passes_all() const noexcept { return ends_.empty(); }
  /// The top-level domains of all that pass; empty: all.
  const std::vector<std::string>& tlds() const noexcept { return ends_; }
  /// What was asked for, in canonical form and sorted.
  const std::vector<std::string>& asked_tlds() const noexcept { return tlds_; }
  const std::vector<std::string>& asked_suffixes() const noexcept { return public_suffixes_; }
  /// False only when passes() is false too: a quick look at the TLD, for any text, host name or not.
  bool may_pass(std::string_view name) const noexcept {
    return passes_all() || (!name.empty() && has_end(name.substr(name.rfind('.') + 1)));
  }
  /// Needs a name that check_name() finds without fault.
  bool passes(std::string_view name) const;

 private:
  using Add = void (NameFilter::*)(std::string_view text, std::string_view where);
  void add_lines(const std::string& path, Add add, std::string_view what);
  bool has_end(std::string_view tld) const noexcept;

  const PublicSuffixes& suffixes_;
  std::vector<std::string> tlds_;             // sorted
  std::vector<std::string> public_suffixes_;  // sorted
  std::vector<std::string> ends_;             // sorted: the TLDs of both
};

}  // namespace dgacast

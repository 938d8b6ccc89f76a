// SPDX-License-Identifier: Apache-2.0
// Which names a party can act on, by their end: top-level domain or public suffix.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "blocklists/names/public_suffix.h"

namespace [[gnu::visibility("default")]] dgacast {

/// Ends of names that were asked for: top-level domains and public suffixes, checked and in canonical form.
class NameEnds {
 public:
  /// Asks for a TLD: "cn", ".CN", a U-label. Throws InputError with `where` when it is not one label of a host name.
  void add_tld(std::string_view text, std::string_view where);
  /// Asks for a public suffix: "com.cn". Throws InputError with `where` when it is not a host name.
  void add_suffix(std::string_view text, std::string_view where);
  /// Ask for what the lines of a file, or of standard input for "-", name, of any encoding and packing that open_text()
  /// takes; what stands behind a '#' does not count. Throw InputError with file and line, also when there is no line to
  /// select by.
  void add_tlds_of(const std::string& path);
  void add_suffixes_of(const std::string& path);
  /// Asks for all that `other` asks for.
  void join(const NameEnds& other);

  bool empty() const noexcept { return all_.empty(); }
  // All sorted.
  const std::vector<std::string>& tlds() const noexcept { return tlds_; }
  const std::vector<std::string>& suffixes() const noexcept { return suffixes_; }
  /// The top-level domains of both.
  const std::vector<std::string>& all_tlds() const noexcept { return all_; }

 private:
  using Add = void (NameEnds::*)(std::string_view text, std::string_view where);
  void add_lines(const std::string& path, Add add, std::string_view what);

  std::vector<std::string> tlds_, suffixes_, all_;
};

/// Passes a name whose TLD or whose public suffix was asked for; without anything asked for, every name.
class NameFilter {
 public:
  /// `suffixes` must outlive the filter.
  explicit NameFilter(const PublicSuffixes& suffixes, NameEnds ends = {}) noexcept
      : suffixes_(suffixes), ends_(std::move(ends)) {}
  /// As NameEnds.
  void add_tld(std::string_view text, std::string_view where) { ends_.add_tld(text, where); }
  void add_suffix(std::string_view text, std::string_view where) { ends_.add_suffix(text, where); }
  void add_tlds_of(const std::string& path) { ends_.add_tlds_of(path); }
  void add_suffixes_of(const std::string& path) { ends_.add_suffixes_of(path); }

  const PublicSuffixes& suffixes() const noexcept { return suffixes_; }
  bool passes_all() const noexcept { return ends_.empty(); }
  /// The top-level domains of all that pass; empty: all.
  const std::vector<std::string>& tlds() const noexcept { return ends_.all_tlds(); }
  /// What was asked for, in canonical form and sorted.
  const std::vector<std::string>& asked_tlds() const noexcept { return ends_.tlds(); }
  const std::vector<std::string>& asked_suffixes() const noexcept { return ends_.suffixes(); }
  /// False only when passes() is false too: a quick look at the TLD, for any text, host name or not.
  bool may_pass(std::string_view name) const noexcept {
    return passes_all() || (!name.empty() && has_end(name.substr(name.rfind('.') + 1)));
  }
  /// Needs a name that check_name() finds without fault.
  bool passes(std::string_view name) const;

 private:
  bool has_end(std::string_view tld) const noexcept;

  const PublicSuffixes& suffixes_;
  NameEnds ends_;
};

}  // namespace dgacast

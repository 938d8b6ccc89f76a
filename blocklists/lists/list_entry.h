// SPDX-License-Identifier: Apache-2.0
// One entry of a list of names, as people write it: a name, a wildcard, an address, a URL, an exception of an ad
// blocker.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "blocklists/names/hostname.h"

namespace dgacast {

/// What an entry is.
enum class EntryKind : std::uint8_t {
  name,     ///< two labels or more
  below,    ///< a name and plainly all names below it: "*.mooo.com", "@@||mooo.com^"; a single label too ("*.cn")
  address,  ///< IPv4 or IPv6, a network too
  label,    ///< a single label that is a TLD, or a word of hosts files ("localhost"): it can meet no name
  bad       ///< not understood
};

/// Reads entries. Not thread-safe: holds the name that it gave last.
class EntryReader {
 public:
  /// Reads one word: "Example.COM.", "*.a.com", ".a.com", "+.a.com", "'a.com'", "https://a.com:8443/x", "a.com/x",
  /// "192.0.2.0/24", U-labels in UTF-8. A name is in lower case, in A-labels and without a final dot then; whether DNS
  /// would take it is not asked beyond the lengths of its labels, for it is only compared.
  EntryKind read(std::string_view word);
  /// Reads a line of an ad blocker's syntax that begins with "@@" or "||": exceptions for a domain with any options but
  /// badfilter are `below`; rules that block, and exceptions by patterns or regular expressions, are bad.
  EntryKind read_adblock(std::string_view line);
  /// What the last read gave, when it is a name, or `below`, or a label. Good until the next read.
  std::string_view name() const noexcept { return name_; }

 private:
  EntryKind fold(std::string_view text, EntryKind kind);
  EntryKind fold_beyond_ascii(std::string_view text, EntryKind kind);
  EntryKind single(EntryKind kind) const noexcept;

  std::array<char, kLongestName + 1> folded_;
  std::string canonical_;
  std::string_view name_;
};

/// True for an address, or a network, of IPv4 or IPv6: "192.0.2.1", "2001:db8::/32", "[::1]", "fe80::1%eth0".
bool is_address(std::string_view text) noexcept;

}  // namespace dgacast

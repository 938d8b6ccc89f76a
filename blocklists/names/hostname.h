// SPDX-License-Identifier: Apache-2.0
// Is this a host name that DNS, registries and resolvers take?
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace [[gnu::visibility("default")]] dgacast {

/// Why a name is not one. The order is that of the tests: the first that fails is the reason.
enum class NameFault : std::uint8_t {
  none,
  empty,          ///< no octet
  long_name,      ///< more than 253 octets (RFC 1035, 2.3.4: 255 on the wire)
  empty_label,    ///< "a..b", a dot at an end
  long_label,     ///< more than 63 octets (RFC 1035, 2.3.4)
  bad_character,  ///< other than a-z, 0-9, hyphen (RFC 1123, 2.1; lower case is our canonical form)
  hyphen,         ///< at an end of a label, or at places 3 and 4 of one that is no A-label (RFC 5891, 4.2.3.1)
  not_idna,       ///< an A-label ("xn--...") that UTS #46 does not accept
  single_label    ///< a bare top-level name, that nobody can register and that would block a whole TLD
};
inline constexpr std::size_t kNameFaults = 9;

/// Octets of the longest name in text, without a final dot (RFC 1035, 2.3.4: 255 on the wire).
inline constexpr std::size_t kLongestName = 253;

/// For messages: "a label of more than 63 octets".
std::string_view to_text(NameFault fault) noexcept;

/// Judges a name in canonical form (lower case, A-labels, no final dot). A-labels are judged by ICU: UTS #46
/// non-transitional, CheckHyphens, UseSTD3ASCIIRules, VerifyDnsLength. Any number of threads.
NameFault check_name(std::string_view name);

/// The canonical form of what a person wrote: any case, U- or A-labels, a dot at either end. Nothing when UTS #46
/// does not accept it. A bare TLD is accepted.
std::optional<std::string> canonical_name(std::string_view text);

/// The top-level domain of a canonical name.
inline std::string_view tld_of(std::string_view domain) noexcept { return domain.substr(domain.rfind('.') + 1); }

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// The client of a question: one text for one address, and for whom a forwarder asked.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "blocklists/answers/logs/log_record.h"

namespace [[gnu::visibility("default")]] dgacast {

/// Addresses with the same first bits.
class AddressRange {
 public:
  /// "192.0.2.53", "192.0.2.0/24", "2001:db8::/32". Throws InputError with `where`.
  AddressRange(std::string_view text, std::string_view where);
  /// IPv4 addresses are also found when they are written as IPv4-mapped IPv6.
  bool holds(std::string_view address) const noexcept;

 private:
  std::array<std::uint8_t, 16> bytes_{};  // IPv4: mapped into IPv6
  std::uint32_t bits_ = 0;
};

/// Room for an address that is written anew.
using AskerText = std::array<char, 64>;

/// The address in the one text for it: IPv6 as RFC 5952 says, IPv4-mapped IPv6 (`::ffff:192.0.2.1`) as IPv4. Other
/// texts come back as they are. `room` holds the result.
std::string_view canonical_address(std::string_view client, AskerText& room) noexcept;

/// The client whose subnet a forwarder sent (RFC 7871): an address when all bits are there, else the subnet with its
/// prefix length. Empty when there is none, or it says "nobody" (/0).
std::string_view client_of_subnet(std::string_view subnet, AskerText& room) noexcept;

}  // namespace dgacast

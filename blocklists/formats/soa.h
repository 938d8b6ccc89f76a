// SPDX-License-Identifier: Apache-2.0
// The SOA record of our zones (RFC 1035, 3.3.13): how it is written, and how its serial is found again.
#pragma once
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "blocklists/io/sink.h"

namespace dgacast {

/// What stands before the serial: owner, type, primary server and mailbox.
inline constexpr std::string_view kSoaBeforeSerial = "@ SOA localhost. hostmaster.localhost. ";
/// So far, in bytes, a zone that we wrote has its serial: behind $TTL and $ORIGIN.
inline constexpr std::size_t kSoaReach = 1024;

/// Writes the record as a line: refresh, retry and expire are constant, the TTL of negative answers is that of the
/// zone.
inline void put_soa(Sink& out, std::uint32_t serial, std::uint32_t ttl) {
  out.put(kSoaBeforeSerial, serial, " 3600 600 604800 ", ttl, '\n');
}

/// The serial in a zone that put_soa() wrote; its first kSoaReach bytes are enough. Nothing in any other text.
inline std::optional<std::uint32_t> soa_serial(std::string_view zone) noexcept {
  const auto soa = zone.find(kSoaBeforeSerial);
  if (soa == std::string_view::npos) return std::nullopt;
  const std::string_view rest = zone.substr(soa + kSoaBeforeSerial.size());
  std::uint32_t serial = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), serial);
  const bool whole = error == std::errc{} && end != rest.data() + rest.size() && *end == ' ';
  return whole ? std::optional{serial} : std::nullopt;
}

}  // namespace dgacast

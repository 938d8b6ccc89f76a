// SPDX-License-Identifier: Apache-2.0
// CRC-32 as in ISO 3309, Ethernet and zip: reflected polynomial 0xEDB88320, start and final xor 0xFFFFFFFF.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

namespace dgacast {

/// The CRC-32 of the octets of `message`: "123456789" gives 0xCBF43926.
constexpr std::uint32_t crc32(std::string_view message) noexcept {
  constexpr auto kTable = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t octet = 0; octet < 256; ++octet) {
      std::uint32_t crc = octet;
      for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320u : 0u);
      table[octet] = crc;
    }
    return table;
  }();
  std::uint32_t crc = 0xFFFF'FFFF;
  for (const char c : message) crc = (crc >> 8) ^ kTable[(crc ^ static_cast<std::uint8_t>(c)) & 0xFF];
  return ~crc;
}

}  // namespace dgacast

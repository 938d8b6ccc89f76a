// SPDX-License-Identifier: Apache-2.0
// Numbers in base 36, as bots write them: digits, then letters, no leading zero.
#pragma once
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "dga/core/domain_list.h"

namespace dgacast {

/// Two digits for each number below 36 * 36.
inline constexpr std::array<std::array<char, 2>, 1296> kBase36Pairs = [] {
  constexpr std::string_view kDigits = "0123456789abcdefghijklmnopqrstuvwxyz";
  std::array<std::array<char, 2>, 1296> pairs{};
  for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i] = {kDigits[i / 36], kDigits[i % 36]};
  return pairs;
}();

/// Appends `number` in base 36 to the name being built: 1 to 7 digits.
inline void put_base36(std::uint32_t number, DomainList& out) {
  constexpr std::uint32_t kPair = 1296;
  std::array<char, 8> digits;
  const auto store = [&digits](std::size_t at, std::uint32_t pair) {
    std::memcpy(digits.data() + at, kBase36Pairs[pair].data(), 2);
  };
  const std::uint32_t high = number / (kPair * kPair), low = number % (kPair * kPair);
  store(0, high / kPair);
  store(2, high % kPair);
  store(4, low / kPair);
  store(6, low % kPair);
  std::size_t zeros = 0;
  while (zeros < 7 && digits[zeros] == '0') ++zeros;
  out.put({digits.data() + zeros, digits.size() - zeros});
}

}  // namespace dgacast

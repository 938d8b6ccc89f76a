// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "dga/random/base36_lanes.h"
#include "tests/unit/dga/each_target.h"

namespace dgacast {

TEST_CASE("numbers in base 36 have no leading zero") {
  const auto text = [](std::uint32_t number) {
    std::array<char, 8> digits;
    return std::string(digits.data(), put_base36(base36_digits(number), digits.data()));
  };
  CHECK(text(0) == "0");
  CHECK(text(35) == "z");
  CHECK(text(36) == "10");
  CHECK(text(1'679'615) == "zzzz");
  CHECK(text(1'679'616) == "10000");
  CHECK(text(0xFFFF'FFFF) == "1z141z3");
  std::mt19937 random{3};
  for (int i = 0; i < 100'000; ++i) {
    const auto number = static_cast<std::uint32_t>(random()) >> random() % 32;
    CHECK(std::stoul(text(number), nullptr, 36) == number);
    CHECK(base36_number(text(number)) == number);
  }
  for (const char* none : {"", "00", "0z", "1z141z4", "zzzzzzz", "10000000", "1-", "A", "a."}) {
    CHECK(!base36_number(none).has_value());
  }
}

TEST_CASE("base 36 in lanes is that of one number after the other") {
  each_target([] {
    std::vector<std::uint32_t> numbers;
    // About each number at which a quotient grows, where rounding would be seen, and any others.
    for (const std::uint32_t step : {36U, 1296U, 1'679'616U}) {
      for (std::uint64_t at = 0, i = 0; at <= 0xFFFF'FFFF && i < 200'000; at += step, ++i) {
        for (const std::uint64_t number : {at - 1, at, at + step - 1}) numbers.push_back(number & 0xFFFF'FFFF);
      }
    }
    std::mt19937 random{11};
    for (int i = 0; i < 1'000'000; ++i) numbers.push_back(static_cast<std::uint32_t>(random()) >> random() % 32);
    numbers.resize(numbers.size() / kBase36Step * kBase36Step);
    std::vector<Base36Digits> digits(numbers.size());
    base36_each(numbers, digits);
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      const Base36Digits one = base36_digits(numbers[i]);
      if (digits[i].first != one.first || digits[i].last != one.last) ++wrong;
    }
    CHECK(wrong == 0);
  });
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// BazarBackdoor, first algorithm: six letters, then the same six shifted by the digits of the month. Facts and sources:
// dga/catalogue/bazarbackdoor_beta.json
#include <array>

#include "dga/core/simple_family.h"
#include "dga/families/shared/bazar_names.h"

namespace dgacast {
namespace {

constexpr std::array<std::string_view, 6> kLetters{"abcde", "cdef", "efgh", "ghi", "ijk", "klm"};

void generate(const Seed&, const Period& period, DomainList& out) {
  const auto digits = early_bazar_digits(civil(period.begin));
  const auto put_name = [&](const std::array<char, 6>& letters) {
    out.put({letters.data(), letters.size()});
    for (std::size_t i = 0; i < letters.size(); ++i) {
      out.put(static_cast<char>(static_cast<std::uint8_t>(letters[i]) + digits[i]));
    }
    out.put(".bazar");
    out.end();
  };
  for (const char a : kLetters[0]) {
    for (const char b : kLetters[1]) {
      for (const char c : kLetters[2]) {
        for (const char d : kLetters[3]) {
          for (const char e : kLetters[4]) {
            for (const char f : kLetters[5]) put_name({a, b, c, d, e, f});
          }
        }
      }
    }
  }
}

constexpr SimpleFamily kFamily{
    {.id = "bazarbackdoor_beta", .taxonomy = Taxonomy::tdd, .period = PeriodRule::month(), .parameters = {}}, generate};

}  // namespace

const Family& bazarbackdoor_beta() noexcept { return kFamily; }
}  // namespace dgacast

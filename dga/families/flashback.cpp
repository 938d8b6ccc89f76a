// SPDX-License-Identifier: Apache-2.0
// Flashback.K, a trojan for the Macintosh: one label a day under five suffixes. Facts and sources:
// dga/catalogue/flashback.json
#include <array>

#include "dga/core/simple_family.h"

namespace dgacast {
namespace {

constexpr std::array<std::string_view, 5> kSuffixes{".com", ".net", ".info", ".in", ".kz"};

/// A register's first value: `least` is the greatest one that the generator could not leave.
constexpr std::uint32_t start(std::uint32_t value, std::uint32_t least) noexcept {
  const std::uint32_t doubled = value ^ value << 16;
  if (doubled > least) return doubled;
  return value << 24 > least ? value << 24 : ~(value << 24);
}

void generate(const Seed&, const Period& period, DomainList& out) {
  const CivilDate date = civil(period.begin);
  std::uint32_t day = start(date.day, 1), month = start(date.month - 1, 7), year = start(date.year - 1900, 15);
  std::array<char, 15> letters;
  const std::size_t length =
      12 + ((16 * (month & 0xF8) ^ (month ^ 4 * month) >> 25 ^ (day ^ day << 13) >> 19 ^ (year ^ 8 * year) >> 11) & 3);
  for (std::size_t i = 0; i < length; ++i) {
    day = (day ^ day << 13) >> 19 ^ (day & 0xFFFF'FFFE) << 12;
    month = (month ^ 4 * month) >> 25 ^ 16 * (month & 0xFFFF'FFF8);
    year = (year ^ 8 * year) >> 11 ^ (year & 0xFFFF'FFF0) << 17;
    letters[i] = static_cast<char>('a' + (day ^ month ^ year) % 25);
  }
  for (const std::string_view suffix : kSuffixes) {
    out.put({letters.data(), length});
    out.put(suffix);
    out.end();
  }
}

constexpr SimpleFamily kFamily{
    {.id = "flashback", .taxonomy = Taxonomy::tdd, .period = PeriodRule::day(), .parameters = {}}, generate};

}  // namespace

const Family& flashback() noexcept { return kFamily; }
}  // namespace dgacast

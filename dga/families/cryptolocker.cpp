// SPDX-License-Identifier: Apache-2.0
// CryptoLocker: 1,000 names a day from three mixers of day, month and year. Facts, seeds and sources:
// dga/catalogue/cryptolocker.json
#include <array>

#include "dga/core/simple_family.h"

namespace dgacast {
namespace {

constexpr std::uint32_t kCount = 1000;  // the bot begins anywhere among these and goes round
constexpr std::array<std::string_view, 7> kSuffixes{"com", "net", "biz", "ru", "org", "co.uk", "info"};

void generate(const Seed&, const Period& period, DomainList& out) {
  const CivilDate date = civil(period.begin);
  for (std::uint32_t key = 0; key < kCount; ++key) {
    std::uint32_t day = date.day * 65537, month = date.month * 65537, year = (date.year + key) * 65537;
    for (std::uint32_t left = ((day >> 3 ^ year >> 8 ^ year >> 11) & 3) + 12; left > 0; --left) {
      day = (day << 13) >> 19 ^ (day >> 1) << 13 ^ day >> 19;
      month = (month << 2) >> 25 ^ (month >> 3) << 7 ^ month >> 25;
      year = (year << 3) >> 11 ^ (year >> 4) << 21 ^ year >> 11;
      out.put(static_cast<char>('a' + (day ^ month ^ year) % 25));
    }
    out.put('.');
    out.put(kSuffixes[key % kSuffixes.size()]);
    out.end();
  }
}

constexpr SimpleFamily kFamily{{.id = "cryptolocker",
                                .taxonomy = Taxonomy::tdd,
                                .period = PeriodRule::day(),
                                .parameters = {},
                                .suffixes = kSuffixes},
                               generate};

}  // namespace

const Family& cryptolocker() noexcept { return kFamily; }
}  // namespace dgacast

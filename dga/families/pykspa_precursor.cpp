// SPDX-License-Identifier: Apache-2.0
// Pykspa, first algorithm: 5000 names every two days, whose faulty generator repeats their endings. Facts and sources:
// dga/catalogue/pykspa_precursor.json
#include <array>

#include "dga/core/simple_family.h"

namespace dgacast {
namespace {

constexpr std::uint32_t kCount = 5000;
constexpr std::chrono::days kSlot{2};
constexpr std::array<std::string_view, 6> kSuffixes{"biz", "com", "net", "org", "info", "cc"};

void put_label(std::uint32_t state, std::uint32_t length, DomainList& out) {
  std::uint32_t addend = length * length;
  for (std::uint32_t i = 0; i < length; ++i) {
    const std::uint32_t factor = i * (state % 4567 + state % 19) + state % 123456 + state % 5;
    out.put(static_cast<char>('a' + (addend + state * factor) % 26));
    state = (state + i) >> (i * i & 31);
    addend += length;
  }
}

void generate(const Seed&, const Period& period, DomainList& out) {
  auto state = static_cast<std::uint32_t>(period.begin.time_since_epoch() / kSlot);
  for (std::uint32_t index = 0; index < kCount; ++index) {
    state = state * state + index;
    put_label(state, state % 10 + 6, out);
    out.put('.');
    out.put(kSuffixes[state % kSuffixes.size()]);
    out.end();
  }
}

constexpr SimpleFamily kFamily{
    {.id = "pykspa_precursor", .taxonomy = Taxonomy::tdd, .period = PeriodRule::every(kSlot), .parameters = {}},
    generate};

}  // namespace

const Family& pykspa_precursor() noexcept { return kFamily; }
}  // namespace dgacast

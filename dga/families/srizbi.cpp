// SPDX-License-Identifier: Apache-2.0
// Srizbi: four .com names a 3-day window from a 32-bit key. Facts, seeds and sources: dga/catalogue/srizbi.json
#include <array>

#include "dga/core/family.h"
#include "dga/core/seed_search.h"

namespace dgacast {
namespace {

constexpr std::uint32_t kNames = 4;
constexpr std::int64_t kWindowDays = 3;
constexpr std::string_view kAlphabet = "qwertyuiopasdfg";
constexpr ParameterSpec kParameters[] = {{.name = "key", .type = ParameterType::u32},
                                         {.name = "day_offset", .type = ParameterType::i32, .max = 100'000}};

/// The day, with the offset, from which a window's names are made: a multiple of three.
std::int64_t shifted_day(const Seed& seed, UtcSeconds instant) {
  const std::int64_t day = days_since_1970(instant) + seed.i32("day_offset");
  return day - (day % kWindowDays + kWindowDays) % kWindowDays;
}

Period window(const Seed& seed, UtcSeconds instant) {
  const UtcSeconds begin = UtcDay{std::chrono::days{shifted_day(seed, instant) - seed.i32("day_offset")}};
  return {begin, begin + std::chrono::days{kWindowDays}};
}

/// What a day makes of the key, by exclusive or.
constexpr std::uint32_t mask_of(std::int64_t day) noexcept {
  return static_cast<std::uint32_t>(day) ^ static_cast<std::uint32_t>(day & 0xF) * 0x11111111u;
}

/// A letter tells its nibble but for the remainder of a division by 15: all nibbles that fit are tried.
class Search final : public SeedSearcher {
 public:
  std::string_view method() const noexcept override {
    return "key: each name is turned back into the states that make it; day_offset is that of known seeds";
  }
  std::span<const std::string_view> parameters() const noexcept override {
    static constexpr std::array<std::string_view, 1> kParameter{"key"};
    return kParameter;
  }
  std::vector<FoundSeed> search(const SeedSearch& search) const override {
    std::vector<std::uint32_t> keys;
    for (const std::string_view name : search.names) {
      const std::string_view label = first_label(name);
      if (label.size() != 8) continue;
      for (std::uint32_t factor = 1; factor <= kNames; ++factor) invert(label, factor, search, keys);
    }
    std::ranges::sort(keys);
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    std::vector<FoundSeed> found;
    for (const std::uint32_t key : keys) found.push_back({{"key", hex_word(key)}});
    return found;
  }

 private:
  static void invert(std::string_view label, std::uint32_t factor, const SeedSearch& search,
                     std::vector<std::uint32_t>& keys) {
    std::vector<std::uint32_t> states{0};
    for (std::uint32_t place = 0; place < label.size(); ++place) {
      const std::uint32_t shift = place / 2 * 8 + (place % 2 == 0 ? 4 : 0);
      std::vector<std::uint32_t> longer;
      for (std::uint32_t nibble = 0; nibble < 16; ++nibble) {
        if (kAlphabet[nibble * factor % kAlphabet.size()] != label[place]) continue;
        for (const std::uint32_t state : states) longer.push_back(state | nibble << shift);
      }
      states = std::move(longer);
    }
    for (const Seed* const base : search.bases) {
      for (UtcSeconds at = search.range.begin; at < search.range.end;) {
        const Period period = window(*base, at);
        const std::uint32_t mask = mask_of(shifted_day(*base, period.begin));
        for (const std::uint32_t state : states) keys.push_back(state ^ mask);
        at = period.end;
      }
    }
  }
};

class Srizbi final : public Family {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{.id = "srizbi",
                                        .taxonomy = Taxonomy::tdd,
                                        .period = PeriodRule::custom("3 days", window),
                                        .parameters = kParameters};
    return kFacts;
  }
  const SeedSearcher* searcher() const noexcept override {
    static constexpr Search kSearch;
    return &kSearch;
  }
  void generate(const Seed& seed, const Period& period, DomainList& out) const override {
    const std::uint32_t state = seed.u32("key") ^ mask_of(shifted_day(seed, period.begin));
    for (std::uint32_t name = 1; name <= kNames; ++name) {
      for (int shift = 0; shift < 32; shift += 8) {  // octets from the low end, in each the high nibble first
        out.put(kAlphabet[(state >> (shift + 4) & 15) * name % kAlphabet.size()]);
        out.put(kAlphabet[(state >> shift & 15) * name % kAlphabet.size()]);
      }
      out.put(".com");
      out.end();
    }
  }
};

}  // namespace

const Family& srizbi() noexcept {
  static constexpr Srizbi kFamily;
  return kFamily;
}
}  // namespace dgacast

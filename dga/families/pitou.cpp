// SPDX-License-Identifier: Apache-2.0
// Pitou: 20 names a day, with all 21 candidates where a bug of the bot makes the last letter unpredictable. Facts,
// seeds and sources: dga/catalogue/pitou.json
#include <array>

#include "dga/core/family.h"

namespace dgacast {
namespace {

constexpr std::uint32_t kCounters = 20;
constexpr std::size_t kLabel = 8;
constexpr std::string_view kVowels = "aeiou";
constexpr std::string_view kConsonants = "bcdfghjklmnpqrstvwxyz";
constexpr std::array<std::string_view, 9> kSuffixes{"com", "org", "biz", "net", "info", "mobi", "us", "name", "me"};
constexpr ParameterSpec kParameters[] = {{.name = "magic", .type = ParameterType::u32}};

/// Days from 1970 to the same day of the next month; where that has no such day, counted on into the month after.
std::uint32_t shifted_day(UtcSeconds instant) {
  const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(instant)};
  const UtcDay next_month{(date.year() / date.month() + std::chrono::months{1}) / 1};
  return static_cast<std::uint32_t>(next_month.time_since_epoch().count()) + static_cast<unsigned>(date.day()) - 1;
}

class Pitou final : public Family {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{.id = "pitou",
                                        .taxonomy = Taxonomy::tdd,
                                        .period = PeriodRule::day(),
                                        .parameters = kParameters,
                                        .suffixes = kSuffixes};
    return kFacts;
  }
  void generate(const Seed& seed, const Period& period, DomainList& out) const override {
    const std::uint32_t magic = seed.u32("magic");
    const std::uint32_t year = civil(period.begin).year - 1900;  // of the date itself, not of the shifted day
    const std::uint32_t day = shifted_day(period.begin);
    for (std::uint32_t counter = 0; counter < kCounters; ++counter) {
      const std::uint32_t decade = (day + counter / 3) / 10 * 10;
      const std::uint32_t low = decade & 0xFF;
      const std::uint32_t high = decade >> 8 & 0xFF;
      std::array<std::uint32_t, kLabel + 1> numbers{};  // the last is never set: it stands for the bot's stray octet
      for (std::uint32_t half = 0; half < 2; ++half) {
        const std::uint32_t octet = magic >> 8 * half & 0xFF;
        const std::array<std::uint32_t, 4> factors{year >> half, year << half, (high << half) ^ (low >> half),
                                                   (low << half) ^ (high >> half)};
        for (std::uint32_t k = 0; k < factors.size(); ++k) {
          const std::uint32_t nibble = k % 2 == 0 ? octet >> 4 : octet & 15;
          numbers[4 * half + k] = (nibble * factors[k] & 0xFF) * (counter + 1) & 0xFF;
        }
      }

      std::array<char, kLabel + 1> letters{};
      std::size_t length = 0;
      const auto put = [&](std::string_view alphabet) {
        letters[length] = alphabet[numbers[length] % alphabet.size()];
        ++length;
      };
      while (length < kLabel) {
        if ((numbers[length] & 0x80) != 0) {
          put(kConsonants);
          if (length < kLabel) put(kVowels);
          if (length < kLabel && (numbers[length] & 0x40) != 0) put(kVowels);
        } else {
          put(kVowels);
          put(kConsonants);  // without a look at the length: this one may be a ninth letter, out of stray memory
        }
      }
      const auto write = [&](std::string_view ninth) {
        out.put({letters.data(), kLabel});
        out.put(ninth);
        out.put('.');
        out.put(kSuffixes[(counter ^ decade ^ magic) % kSuffixes.size()]);
        out.end();
      };
      if (length == kLabel) {
        write({});
      } else {
        for (const char& letter : kConsonants) write({&letter, 1});
      }
    }
  }
};

}  // namespace

const Family& pitou() noexcept {
  static constexpr Pitou kFamily;
  return kFamily;
}
}  // namespace dgacast

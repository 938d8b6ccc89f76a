// SPDX-License-Identifier: Apache-2.0
// Nymaim, first algorithm: 128 names a day from four words that date and weekday start. Facts and sources:
// dga/catalogue/nymaim.json
#include "dga/core/simple_family.h"

namespace dgacast {
namespace {

constexpr ParameterSpec kParameters[] = {{.name = "count", .type = ParameterType::u32, .max = 10'000'000}};

/// A relative of xorshift whose words are added up after each draw.
class Generator {
 public:
  explicit Generator(std::uint32_t start) noexcept
      : a_(start + 0x52455641), b_(start + 0x49484F4C), c_(start + 0x59554820), d_(start + 0x4D415620) {}

  /// 0 to bound - 1.
  std::uint32_t draw(std::uint32_t bound) noexcept {
    const std::uint32_t mixed = a_ << 11 ^ a_;
    const std::uint32_t last = d_ >> 19 ^ d_ ^ mixed ^ mixed >> 8;
    const std::uint32_t drawn = c_ + last;
    a_ += b_;
    b_ += c_;
    c_ += d_;
    d_ = last;
    return drawn / 100 % bound;
  }

 private:
  std::uint32_t a_, b_, c_, d_;
};

constexpr std::string_view suffix(char letter) noexcept {
  return letter < 'j' ? ".com" : letter < 'n' ? ".org" : letter < 'r' ? ".biz" : letter < 'v' ? ".net" : ".info";
}

void generate(const Seed& seed, const Period& period, DomainList& out) {
  const CivilDate date = civil(period.begin);
  Generator random{date.year + (date.month << 16) + (date.day << 16) + date.weekday};  // the bot shifts both alike
  const std::uint32_t count = seed.u32("count");
  for (std::uint32_t index = 0; index < count; ++index) {
    const std::size_t length = random.draw(6) + 6;
    char* const label = out.extend(length);
    for (std::size_t i = 0; i < length; ++i) label[i] = static_cast<char>('a' + random.draw(26));
    out.put(suffix(label[length - 2]));
    out.end();
  }
}

constexpr SimpleFamily kFamily{
    {.id = "nymaim", .taxonomy = Taxonomy::tdd, .period = PeriodRule::day(), .parameters = kParameters}, generate};

}  // namespace

const Family& nymaim() noexcept { return kFamily; }
}  // namespace dgacast

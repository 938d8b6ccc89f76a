// SPDX-License-Identifier: Apache-2.0
// Nymaim of 2018: two words out of an MD5 chain, 64 names a day number, today and the ten days before. Facts, seeds and
// sources: dga/catalogue/nymaim2.json
#include <array>
#include <charconv>
#include <cstring>

#include "dga/core/simple_family.h"
#include "dga/random/digest.h"

namespace dgacast {
namespace {

constexpr std::int32_t kDays = 11;
constexpr std::uint32_t kNamesADay = 64;
constexpr ParameterSpec kParameters[] = {{.name = "seed", .type = ParameterType::string, .max = 1000}};

using Hex = std::array<char, 32>;

Hex md5_hex(std::string_view text) noexcept {
  Hex hex;
  hex_digits(md5(text), hex.data());
  return hex;
}

/// Each draw takes eight digits and hashes the rest, and the last of the eight, for the next.
class Chain {
 public:
  explicit Chain(std::string_view text) noexcept : hex_(md5_hex(text)) {}

  std::uint32_t draw() noexcept {
    std::uint32_t value = 0;
    std::from_chars(hex_.data(), hex_.data() + 8, value, 16);
    hex_ = md5_hex({hex_.data() + 7, hex_.size() - 7});
    return value;
  }

 private:
  Hex hex_;
};

void generate(const Seed& seed, const Period& period, DomainList& out) {
  const WordList& first = *WordList::builtin("nymaim2_firstword");
  const WordList& second = *WordList::builtin("nymaim2_secondword");
  const WordList& suffixes = *WordList::builtin("nymaim2_tld");
  const CivilDate date = civil(period.begin);
  const Hex key = md5_hex(seed.text("seed"));
  for (std::int32_t back = 0; back < kDays; ++back) {
    // On the first days of a year the day number goes below 0, and the year stays.
    std::array<char, 48> text;
    std::memcpy(text.data(), key.data(), key.size());
    char* end = std::to_chars(text.data() + key.size(), text.data() + text.size(), date.year % 100).ptr;
    end = std::to_chars(end, text.data() + text.size(), static_cast<std::int32_t>(date.day_of_year) - back).ptr;
    Chain chain({text.data(), static_cast<std::size_t>(end - text.data())});
    for (std::uint32_t index = 0; index < kNamesADay; ++index) {
      out.put(first[chain.draw() % first.size()]);
      if (chain.draw() % 2 == 0) out.put('-');
      out.put(second[chain.draw() % second.size()]);
      out.put('.');
      out.put(suffixes[chain.draw() % suffixes.size()]);
      out.end();
    }
  }
}

constexpr SimpleFamily kFamily{
    {.id = "nymaim2", .taxonomy = Taxonomy::tdd, .period = PeriodRule::day(), .parameters = kParameters}, generate};

}  // namespace

const Family& nymaim2() noexcept { return kFamily; }
}  // namespace dgacast

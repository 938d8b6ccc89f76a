// SPDX-License-Identifier: Apache-2.0
// Reconyc: 100 names a start of the bot, from the machine's tick count. Facts and sources: dga/catalogue/reconyc.json
#include <array>
#include <limits>
#include <nlohmann/json.hpp>

#include "dga/core/json_value.h"
#include "dga/core/simple_family.h"
#include "dga/families/shared/count_parameter.h"

namespace dgacast {
namespace {

constexpr std::uint32_t kLabel = 10;
constexpr std::string_view kTable = "iHRYg79zJXaGw1CF5K0d3vZobhAlx6StUBnjOIMpe2yVuPr4sL8DqmQTkEcWNf";
constexpr ParameterSpec kParameters[] = {{.name = "observation", .type = ParameterType::observation}, kCountParameter};

/// MT19937, but for the last word of the state, which never is renewed.
class ShortTwister {
 public:
  explicit ShortTwister(std::uint32_t seed) noexcept {
    words_[0] = seed;
    for (std::uint32_t i = 1; i < words_.size(); ++i) {
      words_[i] = 1812433253 * (words_[i - 1] ^ words_[i - 1] >> 30) + i;
    }
  }
  std::uint32_t next() noexcept {
    if (at_ == words_.size()) twist();
    std::uint32_t word = words_[at_++];
    word ^= word >> 11;
    word ^= word << 7 & 0x9D2C5680;
    word ^= word << 15 & 0xEFC60000;
    return word ^ word >> 18;
  }

 private:
  void twist() noexcept {
    for (std::size_t i = 0; i + 1 < words_.size(); ++i) {
      const std::uint32_t joined = (words_[i] & 0x80000000) | (words_[i + 1] & 0x7FFFFFFF);
      words_[i] = words_[(i + 397) % words_.size()] ^ joined >> 1 ^ ((joined & 1) != 0 ? 0x9908B0DF : 0);
    }
    at_ = 0;
  }

  std::array<std::uint32_t, 624> words_;
  std::size_t at_ = words_.size();
};

void check(const Seed& seed, std::string_view where) {
  const nlohmann::json& ticks = seed.observation();
  if (ticks.is_number_unsigned() && number_of(ticks) <= std::numeric_limits<std::uint32_t>::max()) return;
  throw InputError{{std::string(where), "reconyc/" + seed.id() + ": the observation is " + quote(json_text(ticks)),
                    "give the milliseconds since the machine's start, 0 to 4294967295"}};
}

void generate(const Seed& seed, const Period&, DomainList& out) {
  ShortTwister random{static_cast<std::uint32_t>(number_of(seed.observation()))};
  const std::uint32_t count = seed.u32("count");
  for (std::uint32_t name = 0; name < count; ++name) {
    for (std::uint32_t k = 0; k < kLabel; ++k) {
      const char c = kTable[std::uint64_t{random.next()} * kTable.size() >> 32];
      out.put(static_cast<char>(c | 0x20));  // lower case; digits have that bit already
    }
    out.put(".com");
    out.end();
  }
}

constexpr SimpleFamily kFamily{
    {.id = "reconyc", .taxonomy = Taxonomy::tin, .period = PeriodRule::unbounded(), .parameters = kParameters},
    generate,
    check};

}  // namespace

const Family& reconyc() noexcept { return kFamily; }
}  // namespace dgacast

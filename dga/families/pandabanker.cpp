// SPDX-License-Identifier: Apache-2.0
// Panda Banker (Zeus Panda): one hash a window, from the campaign's public key and the date, before each suffix of the
// campaign. Facts, seeds and sources: dga/catalogue/pandabanker.json
#include <array>
#include <numeric>
#include <utility>

#include "dga/core/simple_family.h"
#include "dga/random/digest.h"

namespace dgacast {
namespace {

constexpr std::uint32_t kDaily = 0;  // the variants, in the order of the choices
constexpr ParameterSpec kParameters[] = {
    {.name = "variant", .type = ParameterType::enumeration, .choices = "v1|v2"},
    {.name = "key", .type = ParameterType::bytes, .min = 1},
    {.name = "suffixes", .type = ParameterType::word_list, .min = 1, .max = 1'000}};

/// Variant 2 takes the rest of the day of the month by 3 off the date: days 1 and 2 and the last ones stand apart.
Period window(const Seed& seed, UtcSeconds instant) {
  constexpr PeriodRule kThrees = PeriodRule::month_days({1, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30});
  return (seed.choice("variant") == kDaily ? PeriodRule::day() : kThrees).containing(seed, instant);
}

/// What RC4 holds after `key` was set: the permutation, and its two indices at 0.
std::array<char, 258> rc4_state(std::string_view key) noexcept {
  std::array<std::uint8_t, 256> permutation;
  std::iota(permutation.begin(), permutation.end(), std::uint8_t{0});
  std::uint8_t j = 0;
  for (std::size_t i = 0; i < permutation.size(); ++i) {
    j = static_cast<std::uint8_t>(j + permutation[i] + static_cast<std::uint8_t>(key[i % key.size()]));
    std::swap(permutation[i], permutation[j]);
  }
  std::array<char, 258> state{};
  for (std::size_t i = 0; i < permutation.size(); ++i) state[i] = static_cast<char>(permutation[i]);
  return state;
}

void generate(const Seed& seed, const Period& period, DomainList& out) {
  UtcSeconds date = period.begin;
  if (seed.choice("variant") != kDaily) date -= std::chrono::days{civil(date).day % 3};  // day 1 becomes day 0
  const auto time = static_cast<std::uint32_t>(unix_time(date));                         // wraps in 2106
  std::array<char, 258> state = rc4_state(seed.text("key"));
  for (std::uint32_t i = 0; i < 4; ++i) state[i] = static_cast<char>(state[i] ^ static_cast<char>(time >> 8 * i));
  const Sha256Digest digest = sha256({state.data(), state.size()});
  std::array<char, 10> label;
  hex_digits({digest.data(), label.size() / 2}, label.data());
  for (const std::string_view suffix : seed.words("suffixes").words()) {
    out.put({label.data(), label.size()});
    out.put(suffix);
    out.end();
  }
}

constexpr SimpleFamily kFamily{
    {.id = "pandabanker",
     .taxonomy = Taxonomy::tdd,
     .period = PeriodRule::custom("1 day (v1), or from days 1, 3, 6, 9 .. 30 of the month (v2)", window),
     .parameters = kParameters},
    generate};

}  // namespace

const Family& pandabanker() noexcept { return kFamily; }
}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// Bedep: 22 or 28 names a week from the exchange rates that the European Central Bank published on a Tuesday. Facts,
// seeds and sources: dga/catalogue/bedep.json
#include <algorithm>
#include <array>
#include <bit>
#include <nlohmann/json.hpp>
#include <vector>

#include "dga/core/ascii.h"
#include "dga/core/json_value.h"
#include "dga/core/simple_family.h"

namespace dgacast {
namespace {

using std::chrono::days;

constexpr std::int64_t kDaysTo1970 = 719'528;  // from 0000-01-01
constexpr std::size_t kMostDigits = 15;        // before and after the point: what a double holds exactly
constexpr ParameterSpec kParameters[] = {
    {.name = "value1", .type = ParameterType::u32},
    {.name = "max_currencies", .type = ParameterType::u32, .min = 1, .max = 10'000},
    {.name = "observation", .type = ParameterType::observation}};

struct Group {
  std::uint64_t prime;
  std::uint32_t order;  // divides prime - 1
};
constexpr std::array<Group, 23> kGroups{
    {{4222135637, 29}, {4222135579, 29}, {4222134473, 23}, {4222134887, 23}, {4222134883, 29}, {4222134289, 23},
     {4222133491, 29}, {4222137551, 29}, {4222135927, 29}, {4222135811, 29}, {4222135807, 23}, {4222136773, 23},
     {4222136221, 23}, {4268920199, 23}, {4268920757, 29}, {4268920153, 23}, {4268921303, 23}, {4268920699, 29},
     {4268921257, 23}, {4268920583, 29}, {4268920003, 29}, {4268921717, 23}, {4268919887, 29}}};

struct Currency {
  std::uint32_t name;  // three letters, the first one lowest
  std::uint64_t rate;  // the bits of a double
};

bool is_digits(std::string_view text) {
  return !text.empty() && text.size() <= kMostDigits && std::ranges::all_of(text, is_digit);
}

bool is_name(std::string_view text) {
  return text.size() == 3 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool is_rate(std::string_view text) {
  const auto point = text.find('.');
  return is_digits(text.substr(0, point)) && (point == std::string_view::npos || is_digits(text.substr(point + 1)));
}

/// Fraction and whole are rounded one by one, as the bot does it; the nearest double can be another.
std::uint64_t rate_bits(std::string_view text) {
  const auto point = text.find('.');
  double whole = 0, fraction = 0, scale = 1;
  for (const char c : text.substr(0, point)) whole = whole * 10 + (c - '0');
  if (point != std::string_view::npos) {
    for (const char c : text.substr(point + 1)) {
      fraction = fraction * 10 + (c - '0');
      scale *= 10;
    }
  }
  return std::bit_cast<std::uint64_t>(fraction / scale + whole);
}

/// The elements but 1 of the group's subgroup of that order, ascending; the bot takes them in a random order.
std::vector<std::uint32_t> elements(const Group& group) {
  const auto power = [&group](std::uint64_t base) {
    std::uint64_t result = 1;
    for (std::uint64_t left = (group.prime - 1) / group.order; left > 0; left >>= 1) {
      if ((left & 1) != 0) result = result * base % group.prime;
      base = base * base % group.prime;
    }
    return result;
  };
  std::uint64_t base = 2;
  while (power(base) == 1) ++base;
  const std::uint64_t generator = power(base);
  std::vector<std::uint32_t> found;
  for (std::uint64_t x = generator; x != 1; x = x * generator % group.prime)
    found.push_back(static_cast<std::uint32_t>(x));
  std::ranges::sort(found);
  return found;
}

Period window(const Seed& seed, UtcSeconds instant) {
  if (seed.has("observation")) {
    const UtcDay tuesday = parse_date(text_of(member(seed.observation(), "ecb_date")), "");
    return {tuesday + days{2}, tuesday + days{9}};
  }
  return PeriodRule::every(days{7}).containing(seed, instant);  // from Thursday on, as 1970 was
}

void check(const Seed& seed, std::string_view where) {
  const nlohmann::json& observation = seed.observation();
  const auto fail = [&](std::string what, std::string mend) {
    throw InputError{{std::string(where), "bedep/" + seed.id() + ": " + std::move(what), std::move(mend)}};
  };
  const auto shown = [](const nlohmann::json& value) { return quote(json_text(value)); };
  constexpr auto kForm =
      R"(give {"ecb_date": "2015-10-20", "rates": [["USD", "1.1373"], ...]}, the rates as text in the bank's order)";
  if (!member(observation, "ecb_date").is_string() || !member(observation, "rates").is_array() ||
      member(observation, "rates").empty()) {
    fail("the observation is " + shown(observation), kForm);
  }
  const std::string& date = text_of(member(observation, "ecb_date"));
  if (std::chrono::weekday{parse_date(date, where)} != std::chrono::Tuesday) {
    fail("the observation's ecb_date " + quote(date) + " is no Tuesday",
         "give the rates of a Tuesday, the only ones that the bot reads");
  }
  for (const nlohmann::json& rate : member(observation, "rates")) {
    if (!rate.is_array() || rate.size() != 2 || !rate[0].is_string() || !rate[1].is_string() ||
        !is_name(text_of(rate[0])) || !is_rate(text_of(rate[1]))) {
      fail("the observation has the rate " + shown(rate), kForm);
    }
  }
}

void generate(const Seed& seed, const Period& period, DomainList& out) {
  const std::uint32_t value = seed.u32("value1");
  const auto day = static_cast<std::uint32_t>(days_since_1970(period.begin - days{2}) + kDaysTo1970);
  std::vector<Currency> currencies;
  for (const nlohmann::json& rate : member(seed.observation(), "rates")) {
    if (currencies.size() == seed.u32("max_currencies")) break;
    const std::string_view name = text_of(rate[0]);
    const auto letter = [name](std::size_t i) { return static_cast<std::uint32_t>(name[i]) << 8 * i; };
    currencies.push_back({letter(0) | letter(1) | letter(2), rate_bits(text_of(rate[1]))});
  }
  const std::uint32_t name0 = currencies[0].name;
  const auto low0 = static_cast<std::uint32_t>(currencies[0].rate);
  const auto high0 = static_cast<std::uint32_t>(currencies[0].rate >> 32);

  std::uint32_t choice = 0x16 + (value ^ day);
  const std::uint32_t step = (day ^ low0) + (0x1C ^ name0);
  std::uint32_t key = 0x12 * day;
  for (std::size_t i = 0; i < currencies.size(); ++i) {
    choice = value ^ (step + 0x1A43BA27 * choice);
    key = (0x0C + day * low0) ^ ((value ^ name0) - high0 + 0x19D65 * (value ^ key));
  }
  for (const std::uint32_t element : elements(kGroups[choice % kGroups.size()])) {
    std::uint32_t state = element;
    std::uint64_t at = 0;
    for (std::uint32_t left = 12 + (element ^ key) % 7; left-- > 0;) {
      const Currency& currency = currencies[at];
      const std::uint64_t mixed = 0x17A8'7709'884E'D9F3 * (0x12 + currency.rate) +
                                  0x6E93'D938'959D'4FD8 * (value + std::uint64_t{0x0C} * currency.name);
      const std::uint32_t drawn = 0x283 * day ^ static_cast<std::uint32_t>((mixed >> 17) - state);
      const std::uint32_t letter = drawn % (left <= 1 ? 36 : 26);  // digits in the last two places only
      out.put(static_cast<char>(letter < 26 ? 'a' + letter : '0' + (letter - 26)));
      at = (at + key) % currencies.size();
      state = left ^ std::rotr(state, 7);
    }
    out.put(".com");
    out.end();
  }
}

constexpr SimpleFamily kFamily{{.id = "bedep",
                                .taxonomy = Taxonomy::tdn,
                                .period = PeriodRule::custom("7 days", window),
                                .parameters = kParameters},
                               generate,
                               check};

}  // namespace

const Family& bedep() noexcept { return kFamily; }
}  // namespace dgacast

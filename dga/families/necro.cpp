// SPDX-License-Identifier: Apache-2.0
// Necro: host names from Python 2's random, seeded anew with base + counter for every name. Facts, seeds and sources:
// dga/catalogue/necro.json
#include <array>
#include <span>

#include "dga/core/simple_family.h"
#include "dga/random/python_random.h"

namespace dgacast {
namespace {

// The bot lower-cases "abc...qoasadihcouvwxyzABC...Z0123456789"; without the digits it takes the first 58.
constexpr std::string_view kAlphabet = "abcdefghijklmnopqoasadihcouvwxyzabcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::uint32_t kLetters = 58;
static_assert(kAlphabet.size() == kLetters + 10);
constexpr std::uint32_t kLongest = 63;
constexpr ParameterSpec kParameters[] = {
    {.name = "base", .type = ParameterType::u64},
    {.name = "first", .type = ParameterType::u32},
    {.name = "count", .type = ParameterType::u32, .max = 1'000'000},
    {.name = "low", .type = ParameterType::u32, .min = 1, .max = kLongest},
    {.name = "high", .type = ParameterType::u32, .min = 1, .max = kLongest + 1},
    {.name = "alphabet", .type = ParameterType::u32, .min = kLetters, .max = kAlphabet.size()},
    {.name = "tlds", .type = ParameterType::word_list, .min = 1, .max = 1000}};

/// The generator of a number that is `base` + `counter`: of as many words as the number needs.
PythonRandom seeded(std::uint64_t base, std::uint64_t counter) noexcept {
  const std::uint64_t number = base + counter;
  const std::array<std::uint32_t, 3> words{static_cast<std::uint32_t>(number), static_cast<std::uint32_t>(number >> 32),
                                           number < base ? std::uint32_t{1} : 0};
  std::size_t size = words.size();
  while (size > 1 && words[size - 1] == 0) --size;
  return PythonRandom{std::span{words}.first(size)};
}

void check(const Seed& seed, std::string_view where) {
  const auto fail = [&](std::string what, std::string fix) {
    throw InputError{{std::string(where), "necro/" + seed.id() + ": " + std::move(what), std::move(fix)}};
  };
  if (seed.u32("low") > seed.u32("high"))
    fail("low is greater than high", "give low <= high, as 10 and 19; equal ones make labels of that length");
  if (seed.u32("low") == seed.u32("high") && seed.u32("high") > kLongest)
    fail("labels would have " + std::to_string(seed.u32("high")) + " characters", "give at most 63");
  if (seed.u32("alphabet") != kLetters && seed.u32("alphabet") != kAlphabet.size())
    fail("the alphabet is " + std::to_string(seed.u32("alphabet")), "give 58 (letters) or 68 (letters and digits)");
}

void generate(const Seed& seed, const Period&, DomainList& out) {
  const std::uint64_t base = seed.u64("base"), first = seed.u32("first");
  const std::uint32_t count = seed.u32("count"), low = seed.u32("low"), high = seed.u32("high");
  const std::uint32_t alphabet = seed.u32("alphabet");
  const WordList& tlds = seed.words("tlds");
  for (std::uint32_t name = 0; name < count; ++name) {
    PythonRandom random = seeded(base, first + name);
    const std::uint32_t length = low < high ? low + random.below(high - low) : low;
    char* const label = out.extend(length);
    for (std::uint32_t i = 0; i < length; ++i) label[i] = kAlphabet[random.below(alphabet)];
    out.put('.');
    out.put(tlds[tlds.size() > 1 ? random.below(static_cast<std::uint32_t>(tlds.size())) : 0]);
    out.end();
  }
}

constexpr SimpleFamily kFamily{{.id = "necro",
                                .taxonomy = Taxonomy::tid,
                                .period = PeriodRule::unbounded(),
                                .parameters = kParameters,
                                .suffix_parameter = "tlds"},
                               generate,
                               check};

}  // namespace

const Family& necro() noexcept { return kFamily; }
}  // namespace dgacast

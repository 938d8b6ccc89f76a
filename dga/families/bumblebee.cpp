// SPDX-License-Identifier: Apache-2.0
// Bumblebee: one list a campaign. Facts, seeds and sources: dga/catalogue/bumblebee.json
#include <algorithm>
#include <array>
#include <set>

#include "dga/core/family.h"
#include "dga/core/seed_search.h"

namespace dgacast {
namespace {

constexpr std::string_view kAlphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
constexpr ParameterSpec kParameters[] = {{.name = "magic", .type = ParameterType::string, .max = 8, .optional = true},
                                         {.name = "time", .type = ParameterType::instant, .optional = true},
                                         {.name = "state", .type = ParameterType::u64, .optional = true},
                                         {.name = "length", .type = ParameterType::u8, .min = 1, .max = 63},
                                         {.name = "tld", .type = ParameterType::string, .min = 1, .max = 253},
                                         {.name = "count", .type = ParameterType::u32, .max = 10'000'000}};

std::uint64_t start_state(const Seed& seed) {
  if (seed.has("state")) return seed.u64("state");
  std::uint64_t magic = 0;
  int shift = 0;
  for (const char c : seed.text("magic")) {
    magic |= std::uint64_t{static_cast<std::uint8_t>(c)} << shift;
    shift += 8;
  }
  std::uint64_t second = 32, month = 13, year = 1899;  // constants of the bot, no date
  if (seed.has("time")) {
    const UtcSeconds time = seed.instant("time");
    const CivilDate date = civil(time);
    second = static_cast<std::uint64_t>(unix_time(time)) % 60;
    month = date.month - 1;
    year = date.year;
  }
  return magic + (second | (month + 256) << 8) + year;
}

/// The register shifts 64 bits with the feedback of a 32-bit one.
constexpr std::uint64_t next(std::uint64_t state) noexcept {
  state = 1664525 * state + 1013904223;
  for (int round = 0; round < 32; ++round) state = state >> 1 ^ ((state & 1) != 0 ? 0xF500'0000 : 0);
  return state;
}

/// Behind the first letter the register holds 32 bits: all are tried as the state that gives the first letter of a
/// name. A state before it is had by turning back the generator and taking a register whose lower half is 0.
class Search final : public SeedSearcher {
 public:
  std::string_view method() const noexcept override {
    return "state: all 2^32 registers for each name; the state that is found begins its list with the earliest name";
  }
  std::span<const std::string_view> parameters() const noexcept override {
    static constexpr std::array<std::string_view, 1> kParameter{"state"};
    return kParameter;
  }
  std::vector<FoundSeed> search(const SeedSearch& search) const override {
    std::vector<std::string_view> labels;
    for (const std::string_view name : search.names) labels.push_back(first_label(name));
    const auto registers = search_all<std::uint64_t>(
        search, std::uint64_t{1} << 32, [&labels](std::uint64_t value, std::vector<std::uint64_t>& out) {
          const char first = kAlphabet[value % kAlphabet.size()];
          for (const std::string_view label : labels) {
            if (label.empty() || label[0] != first) continue;
            std::uint64_t state = value;
            if (std::all_of(label.begin() + 1, label.end(), [&state](char letter) {
                  state = next(state);
                  return kAlphabet[state % kAlphabet.size()] == letter;
                })) {
              out.push_back(value);
            }
          }
        });
    std::vector<FoundSeed> found;
    for (const std::uint64_t value : registers) {
      constexpr std::uint64_t kInverse = [] {  // of 1664525 modulo 2^64, by Newton's iteration
        std::uint64_t inverse = 1664525;
        for (int i = 0; i < 6; ++i) inverse *= 2 - 1664525 * inverse;
        return inverse;
      }();
      found.push_back({{"state", std::to_string(((value << 32) - 1013904223) * kInverse)}});
    }
    return found;
  }
};

class Bumblebee final : public Family {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{.id = "bumblebee",
                                        .taxonomy = Taxonomy::tid,
                                        .period = PeriodRule::unbounded(),
                                        .parameters = kParameters,
                                        .suffix_parameter = "tld"};
    return kFacts;
  }
  const SeedSearcher* searcher() const noexcept override {
    static constexpr Search kSearch;
    return &kSearch;
  }
  void check(const Seed& seed, std::string_view where) const override {
    if (!seed.has("state") && !seed.has("magic")) {
      throw InputError{{std::string(where), "bumblebee/" + seed.id() + ": neither 'magic' nor 'state' has a value",
                        "give the campaign's magic, or the start state"}};
    }
  }
  void generate(const Seed& seed, const Period&, DomainList& out) const override {
    const std::uint32_t length = seed.u8("length"), count = seed.u32("count");
    const std::string_view tld = seed.text("tld");
    std::uint64_t state = start_state(seed);
    for (std::uint32_t index = 0; index < count; ++index) {
      for (std::uint32_t left = length; left > 0; --left) {
        state = next(state);
        out.put(kAlphabet[state % kAlphabet.size()]);
      }
      out.put('.');
      out.put(tld);
      out.end();
    }
  }
};

}  // namespace

const Family& bumblebee() noexcept {
  static constexpr Bumblebee kFamily;
  return kFamily;
}
}  // namespace dgacast

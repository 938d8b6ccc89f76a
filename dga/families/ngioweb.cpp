// SPDX-License-Identifier: Apache-2.0
// Ngioweb: word-like names from affixes and alternating letters. Facts, seeds and sources: dga/catalogue/ngioweb.json
#include <array>

#include "dga/core/simple_family.h"
#include "dga/families/shared/count_parameter.h"
#include "dga/random/lcg.h"

namespace dgacast {
namespace {

constexpr std::string_view kVowels = "aeiou";
constexpr std::string_view kConsonants = "bcdfghklmnprstvxz";
constexpr std::array<std::string_view, 6> kSuffixes{"net", "info", "com", "biz", "org", "name"};
constexpr ParameterSpec kParameters[] = {{.name = "seed", .type = ParameterType::u32}, kCountParameter};

void generate(const Seed& seed, const Period&, DomainList& out) {
  const WordList& prefixes = *WordList::builtin("ngioweb_prefix");
  const WordList& after_vowel = *WordList::builtin("ngioweb_consonant_words");
  const WordList& after_consonant = *WordList::builtin("ngioweb_vowel_words");
  AnsiLcg lcg{seed.u32("seed")};
  const auto one_of = [&lcg](const auto& list) { return list[lcg.next() % list.size()]; };
  const auto is_vowel = [](char c) { return kVowels.find(c) != std::string_view::npos; };
  const std::uint32_t count = seed.u32("count");
  for (std::uint32_t name = 0; name < count; ++name) {
    const std::uint32_t parts = lcg.next() % 3 + 1;
    for (std::uint32_t part = 1; part <= parts; ++part) {
      const std::string_view prefix = one_of(prefixes);
      out.put(prefix);
      char last = prefix.back();
      for (std::uint32_t left = lcg.next() % 3 + 4; left > 0; --left) {
        last = one_of(is_vowel(last) ? kConsonants : kVowels);
        out.put(last);
      }
      out.put(one_of(is_vowel(last) ? after_vowel : after_consonant));
      if (part < parts) out.put('-');
    }
    out.put('.');
    out.put(one_of(kSuffixes));
    out.end();
  }
}

constexpr SimpleFamily kFamily{{.id = "ngioweb",
                                .taxonomy = Taxonomy::tid,
                                .period = PeriodRule::unbounded(),
                                .parameters = kParameters,
                                .suffixes = kSuffixes},
                               generate};

}  // namespace

const Family& ngioweb() noexcept { return kFamily; }
}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// CharBot, a research generator: a benign label with two characters replaced at random. No list can be forecast; the
// one name of given draws can. Facts and sources: dga/catalogue/charbot.json
#include <array>

#include "dga/core/simple_family.h"

namespace dgacast {
namespace {

constexpr std::string_view kAlphabet = "abcdefghijklmnopqrstuvwxyz0123456789-";
constexpr std::array<std::string_view, 22> kSuffixes{"com", "at",   "uk",  "pl", "be",   "biz", "co", "jp",
                                                     "cz",  "de",   "eu",  "fr", "info", "it",  "ru", "lv",
                                                     "me",  "name", "net", "nz", "org",  "us"};
constexpr ParameterSpec kParameters[] = {{.name = "base", .type = ParameterType::string, .min = 6, .max = 63},
                                         {.name = "i", .type = ParameterType::u8},
                                         {.name = "j", .type = ParameterType::u8},
                                         {.name = "ci", .type = ParameterType::u8, .max = kAlphabet.size() - 1},
                                         {.name = "cj", .type = ParameterType::u8, .max = kAlphabet.size() - 1},
                                         {.name = "tld_index", .type = ParameterType::u8, .max = kSuffixes.size() - 1}};

void generate(const Seed& seed, const Period&, DomainList& out) {
  const std::string_view base = seed.text("base");
  char* const label = out.extend(base.size());
  base.copy(label, base.size());
  label[seed.u8("i")] = kAlphabet[seed.u8("ci")];
  label[seed.u8("j")] = kAlphabet[seed.u8("cj")];  // wins where both positions are the same
  out.put('.');
  out.put(kSuffixes[seed.u8("tld_index")]);
  out.end();
}

void check(const Seed& seed, std::string_view where) {
  const std::size_t size = seed.text("base").size();
  for (const std::string_view position : {"i", "j"}) {
    if (seed.u8(position) < size) continue;
    throw InputError{{std::string(where),
                      "charbot: position '" + std::string(position) + "' is " + std::to_string(seed.u8(position)) +
                          ", beyond the end of " + quote(seed.text("base")),
                      "give 0 to " + std::to_string(size - 1)}};
  }
}

constexpr SimpleFamily kFamily{
    {.id = "charbot", .taxonomy = Taxonomy::tin, .period = PeriodRule::unbounded(), .parameters = kParameters},
    generate,
    check};

}  // namespace

const Family& charbot() noexcept { return kFamily; }
}  // namespace dgacast

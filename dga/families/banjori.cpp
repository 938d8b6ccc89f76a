// SPDX-License-Identifier: Apache-2.0
// Banjori: a walk of the first four letters of a name. Facts, seeds and sources: dga/catalogue/banjori.json
#include <array>
#include <vector>

#include "dga/core/simple_family.h"
#include "dga/families/shared/count_parameter.h"

namespace dgacast {
namespace {

constexpr std::uint32_t kStates = 26 * 26 * 26 * 26;
constexpr ParameterSpec kParameters[] = {{.name = "start", .type = ParameterType::string, .min = 4, .max = 253},
                                         kOptionalCountParameter};

void check(const Seed& seed, std::string_view where) {
  for (const char c : seed.text("start").substr(0, 4)) {
    if (c >= 'a' && c <= 'z') continue;
    throw InputError{{std::string(where),
                      "banjori/" + seed.id() + ": parameter 'start' is " + quote(seed.text("start")) +
                          ", of which the first four characters are not all letters a to z",
                      "give the first domain that the sample holds, in lower case and with its suffix"}};
  }
}

void generate(const Seed& seed, const Period&, DomainList& out) {
  const std::string_view start = seed.text("start");
  std::array<std::uint32_t, 4> x;
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<std::uint32_t>(start[i] - 'a');
  const bool counted = seed.has("count");
  std::uint32_t left = counted ? seed.u32("count") : kStates;
  std::vector<bool> seen(kStates);
  for (; left > 0; --left) {
    const std::uint32_t state = ((x[0] * 26 + x[1]) * 26 + x[2]) * 26 + x[3];
    if (!counted && seen[state]) break;  // the bot itself walks round and round
    seen[state] = true;
    for (const std::uint32_t letter : x) out.put(static_cast<char>('a' + letter));
    out.put(start.substr(x.size()));
    out.end();
    x[0] = (x[0] + x[3] + 19) % 26;  // each new letter goes into those after it
    x[1] = (x[0] + 2 * x[1] + 12) % 26;
    x[2] = (x[0] + x[2] + 18) % 26;
    x[3] = (x[1] + x[2] + x[3] + 12) % 26;
  }
}

constexpr SimpleFamily kFamily{
    {.id = "banjori", .taxonomy = Taxonomy::tid, .period = PeriodRule::unbounded(), .parameters = kParameters},
    generate,
    check};

}  // namespace

const Family& banjori() noexcept { return kFamily; }
}  // namespace dgacast

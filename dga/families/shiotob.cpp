// SPDX-License-Identifier: Apache-2.0
// Shiotob (URLZone, Bebloh): each name comes from the one before it. Facts, seeds and sources:
// dga/catalogue/shiotob.json
#include <algorithm>
#include <array>

#include "dga/core/simple_family.h"

namespace dgacast {
namespace {

constexpr std::uint32_t kNames = 2001;
constexpr std::size_t kCells = 65;
constexpr std::size_t kTld = 4;  // ".net" or ".com"
constexpr std::size_t kLongest = 15;
constexpr std::string_view kTable = "qwertyuiopasdfghjklzxcvbnm123945";
constexpr ParameterSpec kParameters[] = {
    {.name = "domain", .type = ParameterType::string, .min = kTld + 1, .max = kCells},
    {.name = "xor_byte", .type = ParameterType::u8}};

void check(const Seed& seed, std::string_view where) {
  const std::string_view domain = seed.text("domain");
  if (!domain.ends_with(".net") && !domain.ends_with(".com")) {
    throw InputError{{std::string(where), "shiotob/" + seed.id() + ": the domain is " + quote(domain),
                      "give a first domain that ends in .net or .com"}};
  }
}

void generate(const Seed& seed, const Period&, DomainList& out) {
  const std::uint8_t xor_byte = seed.u8("xor_byte");
  out.add(seed.text("domain"));
  for (std::uint32_t name = 1; name < kNames; ++name) {
    const std::string_view previous = out[out.size() - 1];
    const std::size_t length = previous.size() - kTld;
    const std::string_view next_tld = previous.ends_with(".net") ? ".com" : ".net";
    std::uint8_t mask = 0;
    for (const char c : previous.substr(0, length + 1)) mask = static_cast<std::uint8_t>(mask + c);  // with the dot
    mask ^= xor_byte;

    // The bot mixes all 65 cells, but a cell never depends on one behind it, and no name is read from the rest.
    const std::size_t used = std::max(length, kLongest);
    std::array<std::uint8_t, kCells> cells{};
    std::copy(previous.begin(), previous.end(), cells.begin());
    for (std::size_t i = 0; i < used; ++i) {
      for (std::size_t j = 0; i + j < used; ++j) {
        cells[i + j] = static_cast<std::uint8_t>(cells[i + j] ^ mask ^ (length * cells[j]));
      }
    }

    std::size_t next_length = ((cells[2] * length ^ cells[0]) & 0xFF) / 16;
    if (next_length < 10) next_length = length;
    for (std::size_t k = 0; k < next_length; ++k) out.put(kTable[cells[k] / 8]);
    out.put(next_tld);
    out.end();
  }
}

constexpr SimpleFamily kFamily{
    {.id = "shiotob", .taxonomy = Taxonomy::tid, .period = PeriodRule::unbounded(), .parameters = kParameters},
    generate,
    check};

}  // namespace

const Family& shiotob() noexcept { return kFamily; }
}  // namespace dgacast

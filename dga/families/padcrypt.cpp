// SPDX-License-Identifier: Apache-2.0
// PadCrypt: 24 or 72 names a day from SHA-256 of date and index. Facts, seeds and sources: dga/catalogue/padcrypt.json
#include <fmt/format.h>

#include <array>
#include <iterator>

#include "dga/core/simple_family.h"
#include "dga/families/shared/count_parameter.h"
#include "dga/random/digest.h"

namespace dgacast {
namespace {

constexpr std::size_t kFirst = 3, kLabel = 16;             // the digits of the hash that make the label
constexpr std::string_view kLetters = "abcdnfolmkabcdef";  // for the values 0 to 15
constexpr ParameterSpec kParameters[] = {kCountParameter,
                                         {.name = "sep", .type = ParameterType::string, .max = 1'000},
                                         {.name = "suffix", .type = ParameterType::string, .max = 1'000},
                                         {.name = "tlds", .type = ParameterType::word_list, .min = 1}};

void generate(const Seed& seed, const Period& period, DomainList& out) {
  const CivilDate date = civil(period.begin);
  const WordList& tlds = seed.words("tlds");
  const std::string_view suffix = seed.text("suffix");
  std::string message = fmt::format("{}-{}-{}{}", date.day, date.month, date.year, seed.text("sep"));
  const std::size_t before_index = message.size();
  const std::uint32_t count = seed.u32("count");
  for (std::uint32_t index = 0; index < count; ++index) {
    message.resize(before_index);
    fmt::format_to(std::back_inserter(message), "{}{}", index, suffix);
    const Sha256Digest digest = sha256(message);
    const auto digit = [&digest](std::size_t k) -> std::size_t { return digest[k / 2] >> (k % 2 == 0 ? 4 : 0) & 0xF; };
    for (std::size_t k = kFirst; k < kFirst + kLabel; ++k) out.put(kLetters[digit(k)]);
    const std::size_t choice = digit(63);
    out.put('.');
    out.put(tlds[choice < tlds.size() ? choice : 0]);
    out.end();
  }
}

constexpr SimpleFamily kFamily{
    {.id = "padcrypt", .taxonomy = Taxonomy::tdd, .period = PeriodRule::day(), .parameters = kParameters}, generate};

}  // namespace

const Family& padcrypt() noexcept { return kFamily; }
}  // namespace dgacast

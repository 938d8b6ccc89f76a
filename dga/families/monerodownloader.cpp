// SPDX-License-Identifier: Apache-2.0
// Downloader of a Monero miner: 500 labels a day from MD5 of day and index, each under five TLDs. Facts and sources:
// dga/catalogue/monerodownloader.json
#include <fmt/format.h>

#include <array>
#include <iterator>
#include <string>

#include "dga/core/simple_family.h"
#include "dga/random/digest.h"

namespace dgacast {
namespace {

constexpr std::uint32_t kCount = 500;
constexpr std::size_t kLabel = 13;
constexpr std::array<std::string_view, 5> kSuffixes{".org", ".tickets", ".blackfriday", ".hosting", ".feedback"};
constexpr ParameterSpec kParameters[] = {{.name = "magic", .type = ParameterType::string, .max = 1'000},
                                         {.name = "special", .type = ParameterType::string, .min = 1, .max = 63}};

void put_names(std::string_view label, DomainList& out) {
  for (const std::string_view suffix : kSuffixes) {
    out.put(label);
    out.put(suffix);
    out.end();
  }
}

void generate(const Seed& seed, const Period& period, DomainList& out) {
  put_names(seed.text("special"), out);  // in place of the hash of index 0
  std::string message = fmt::format("{}-{}-", seed.text("magic"), days_since_1970(period.begin));
  const std::size_t before_index = message.size();
  for (std::uint32_t index = 1; index < kCount; ++index) {
    message.resize(before_index);
    fmt::format_to(std::back_inserter(message), "{}", index);
    std::array<char, 32> hex;
    hex_digits(md5(message), hex.data());
    put_names({hex.data(), kLabel}, out);
  }
}

constexpr SimpleFamily kFamily{
    {.id = "monerodownloader", .taxonomy = Taxonomy::tdd, .period = PeriodRule::day(), .parameters = kParameters},
    generate};

}  // namespace

const Family& monerodownloader() noexcept { return kFamily; }
}  // namespace dgacast

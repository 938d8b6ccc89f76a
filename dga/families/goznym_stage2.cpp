// SPDX-License-Identifier: Apache-2.0
// GozNym, second stage: the server's name follows from the date and the two addresses that the first stage found. Facts
// and sources: dga/catalogue/goznym_stage2.json
#include <arpa/inet.h>
#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "dga/core/json_text.h"
#include "dga/core/json_value.h"
#include "dga/core/simple_family.h"
#include "dga/families/shared/goznym.h"

namespace dgacast {
namespace {

using namespace goznym_algorithm;

constexpr ParameterSpec kParameters[] = {{.name = "observation", .type = ParameterType::observation}};
constexpr std::array<std::string_view, 2> kAddresses{"ip1", "ip2"};
constexpr std::array<std::string_view, 1> kSuffix{"com"};

/// The octets of an IPv4 address, the first one lowest; nothing for any other text.
std::optional<std::uint32_t> address_word(const nlohmann::json& value) {
  if (!value.is_string()) return std::nullopt;
  const std::string& text = text_of(value);
  std::array<std::uint8_t, 4> octets{};
  if (text.find('\0') != std::string::npos || ::inet_pton(AF_INET, text.c_str(), octets.data()) != 1)
    return std::nullopt;
  std::uint32_t word = 0;
  for (std::size_t i = octets.size(); i-- > 0;) word = word << 8 | octets[i];
  return word;
}

void check(const Seed& seed, std::string_view where) {
  const nlohmann::json& observation = seed.observation();
  const bool only_these = observation.is_object() && std::ranges::all_of(observation.items(), [](const auto& item) {
                            return std::ranges::find(kAddresses, item.key()) != kAddresses.end();
                          });
  for (const std::string_view name : kAddresses) {
    if (only_these && address_word(member(observation, name))) continue;
    throw InputError{
        {std::string(where), "goznym_stage2/" + seed.id() + ": the observation is " + quote(json_text(observation)),
         R"(give the first two IPv4 addresses that names of the day's goznym list have, in the list's order, as {"ip1": "192.0.2.1", "ip2": "198.51.100.7"})"}};
  }
}

void generate(const Seed& seed, const Period& period, DomainList& out) {
  const CivilDate date = civil(period.begin);
  const std::uint32_t first = *address_word(member(seed.observation(), kAddresses[0]));
  const std::uint32_t second = *address_word(member(seed.observation(), kAddresses[1]));
  for (const auto& [seed1, seed2] : {std::pair{first, second}, std::pair{second, first}}) {
    NymaimRandom random = start(date, seed1, seed2);
    put_label(random, out);
    out.put('.');
    out.put(kSuffix[0]);
    out.end();
  }
}

constexpr SimpleFamily kFamily{{.id = "goznym_stage2",
                                .taxonomy = Taxonomy::tdn,
                                .period = PeriodRule::day(),
                                .parameters = kParameters,
                                .suffixes = kSuffix},
                               generate,
                               check};

}  // namespace

const Family& goznym_stage2() noexcept { return kFamily; }
}  // namespace dgacast

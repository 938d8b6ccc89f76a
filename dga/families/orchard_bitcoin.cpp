// SPDX-License-Identifier: Apache-2.0
// Orchard v3, the half that the balance of Bitcoin's genesis address seeds: 16 names until somebody pays it again.
// Facts and sources: dga/catalogue/orchard_bitcoin.json
#include <fmt/format.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "dga/core/family.h"
#include "dga/core/json_value.h"
#include "dga/families/shared/orchard_names.h"

namespace dgacast {
namespace {

constexpr ParameterSpec kParameters[] = {{.name = "observation", .type = ParameterType::observation}};

/// True when the observation has a whole number up to `most` under `key`.
bool has_number(const nlohmann::json& observation, const char* key, std::uint64_t most) {
  return member(observation, key).is_number_unsigned() && number_of(member(observation, key)) <= most;
}

class OrchardBitcoin final : public Family {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{.id = "orchard_bitcoin",
                                        .taxonomy = Taxonomy::tdn,
                                        .period = PeriodRule::unbounded(),
                                        .parameters = kParameters};
    return kFacts;
  }
  void check(const Seed& seed, std::string_view where) const override {
    const nlohmann::json& observation = seed.observation();
    if (observation.is_object() && observation.size() == 2 &&
        has_number(observation, "final_balance", std::numeric_limits<std::uint64_t>::max()) &&
        has_number(observation, "n_tx", std::numeric_limits<std::uint32_t>::max()))
      return;
    throw InputError{
        {std::string(where), "orchard_bitcoin/" + seed.id() + ": the observation is " + quote(json_text(observation)),
         R"(give {"final_balance": SATOSHI, "n_tx": TRANSACTIONS}, both whole numbers, of the genesis address)"}};
  }
  void generate(const Seed& seed, const Period&, DomainList& out) const override {
    const nlohmann::json& observation = seed.observation();
    // The reply of the balance service, to the octet. Nothing is ever spent from this address: it holds all it
    // received.
    put_orchard_names(
        fmt::format(
            R"({{"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa":{{"final_balance":{0},"n_tx":{1},"total_received":{0}}}}})",
            number_of(member(observation, "final_balance")), number_of(member(observation, "n_tx"))),
        out);
  }
};

}  // namespace

const Family& orchard_bitcoin() noexcept {
  static constexpr OrchardBitcoin kFamily;
  return kFamily;
}
}  // namespace dgacast

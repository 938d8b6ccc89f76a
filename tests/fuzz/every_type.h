// SPDX-License-Identifier: Apache-2.0
// A catalogue with one small family that has a parameter of every type: all that input can reach, and lists too short
// to be slow.
#pragma once
#include <memory>

#include "dga/core/catalogue.h"

namespace dgacast {

class EveryType final : public Family {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr ParameterSpec kParameters[] = {
        {.name = "count", .type = ParameterType::u32, .max = 1000},
        {.name = "a", .type = ParameterType::u8, .min = 1, .optional = true},
        {.name = "b", .type = ParameterType::u16, .optional = true},
        {.name = "c", .type = ParameterType::u64, .optional = true},
        {.name = "d", .type = ParameterType::i32, .optional = true},
        {.name = "e", .type = ParameterType::i64, .max = 99, .optional = true},
        {.name = "f", .type = ParameterType::string, .max = 8, .optional = true},
        {.name = "g", .type = ParameterType::bytes, .min = 2, .optional = true},
        {.name = "h", .type = ParameterType::boolean, .optional = true},
        {.name = "i", .type = ParameterType::enumeration, .choices = "one|two", .optional = true},
        {.name = "j", .type = ParameterType::word_list, .min = 1, .optional = true},
        {.name = "k", .type = ParameterType::number_list, .max = 3, .optional = true},
        {.name = "l", .type = ParameterType::instant, .optional = true},
        {.name = "observation", .type = ParameterType::observation, .optional = true}};
    static constexpr FamilyFacts kFacts{
        .id = "every", .taxonomy = Taxonomy::tdd, .period = PeriodRule::day(), .parameters = kParameters};
    return kFacts;
  }
  void generate(const Seed& seed, const Period& period, DomainList& out) const override {
    for (std::uint32_t i = 0; i < seed.u32("count"); ++i) {
      out.put(std::string_view{std::to_string(unix_time(period.begin) + i)});
      out.put(".com");
      out.end();
    }
  }
};

inline Catalogue every_type_catalogue() {
  Catalogue catalogue;
  catalogue.add_family(
      std::make_shared<const EveryType>(), "test",
      R"({"id": "every", "taxonomy": "TDD", "aliases": ["all"], "parameters": [{"name": "count", "default": 3}],
                           "seeds": [{"id": "default"}]})",
      "every.json");
  return catalogue;
}

}  // namespace dgacast

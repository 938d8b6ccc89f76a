// SPDX-License-Identifier: Apache-2.0
// A family that is no more than facts and a function, as most are.
//
//   void generate(const Seed& seed, const Period& period, DomainList& out) { ... }
//
//   constexpr SimpleFamily kFamily{{.id = "vidro", .taxonomy = Taxonomy::tdd, .period = kWeeks}, generate};
#pragma once
#include <string_view>

#include "dga/core/family.h"

namespace dgacast {

class SimpleFamily final : public Family {
 public:
  using Generate = void (*)(const Seed& seed, const Period& period, DomainList& out);
  using Check = void (*)(const Seed& seed, std::string_view where);

  /// Both functions keep the contract of the members of Family that they stand for; without `check_seed` the schema
  /// says all.
  constexpr SimpleFamily(const FamilyFacts& facts, Generate make_list, Check check_seed = nullptr) noexcept
      : facts_(facts), generate_(make_list), check_(check_seed) {}

  const FamilyFacts& facts() const noexcept override { return facts_; }
  void generate(const Seed& seed, const Period& period, DomainList& out) const override {
    generate_(seed, period, out);
  }
  void check(const Seed& seed, std::string_view where) const override {
    if (check_ != nullptr) check_(seed, where);
  }

 private:
  FamilyFacts facts_;
  Generate generate_;
  Check check_;
};

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// "Families" without an algorithm: a list of names that somebody published or a court named, the same for every date.
#pragma once
#include "dga/core/family.h"

namespace dgacast {

/// Writes its seed's word list `names` as it is. One object for each such malware; its file gives the id.
class StaticList final : public Family {
 public:
  /// `id` must outlive the object. `taxonomy` is that of the malware, whose algorithm is another one.
  constexpr StaticList(std::string_view id, Taxonomy taxonomy) noexcept
      : facts_{.id = id, .taxonomy = taxonomy, .period = PeriodRule::unbounded(), .parameters = kParameters} {}
  const FamilyFacts& facts() const noexcept override { return facts_; }
  void generate(const Seed& seed, const Period& period, DomainList& out) const override;

 private:
  static constexpr ParameterSpec kParameters[] = {{.name = "names", .type = ParameterType::word_list}};
  FamilyFacts facts_;
};

}  // namespace dgacast

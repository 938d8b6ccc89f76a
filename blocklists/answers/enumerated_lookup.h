// SPDX-License-Identifier: Apache-2.0
// Look-up without an index: all lists of a plan are made, and each of their names is compared with those asked for.
#pragma once
#include "blocklists/answers/lookup.h"
#include "blocklists/engine/plan.h"

namespace [[gnu::visibility("default")]] dgacast {

class EnumeratedLookup final : public NameLookup {
 public:
  /// `plan` must outlive the look-up and its answers.
  explicit EnumeratedLookup(const Plan& plan) noexcept : plan_(plan) {}
  /// Makes all lists each time: ask for many names at once. Of `run`, its threads, stop and progress are used. Memory:
  /// 16 octets a name asked for.
  Answers find(std::span<const std::string_view> names, const RunContext& run) const override;
  using NameLookup::find;
  std::uint64_t lists_of(const CatalogueEntry& entry) const override;

 private:
  const Plan& plan_;
};

}  // namespace dgacast

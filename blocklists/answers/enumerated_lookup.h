// SPDX-License-Identifier: Apache-2.0
// Look-up without an index: all lists of a plan are made, and each of their names is compared with those asked for.
#pragma once
#include <stop_token>
#include <unordered_map>

#include "blocklists/answers/lookup.h"
#include "blocklists/engine/plan.h"

namespace [[gnu::visibility("default")]] dgacast {

class EnumeratedLookup final : public NameLookup {
 public:
  /// `plan` must outlive the answers. `threads` 0: as many as the machine has.
  EnumeratedLookup(const Plan& plan, unsigned threads, std::stop_token stop)
      : plan_(plan), threads_(threads), stop_(std::move(stop)) {}
  /// Makes all lists each time: ask for many names at once. Memory: 16 octets a name asked for.
  std::vector<Answer> find(std::span<const std::string_view> names) override;
  std::uint64_t lists_of(const CatalogueEntry& entry) const override;

 private:
  const Plan& plan_;
  unsigned threads_;
  std::stop_token stop_;
  std::unordered_map<std::uint32_t, Source> sources_;  // of lists that held a name, by their number in the plan
};

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// A list that somebody else made, in any of the forms that are recognised.
#include "blocklists/lists/import.h"

#include "tests/fuzz/every_type.h"
#include "tests/fuzz/target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dgacast;
  static const Catalogue kCatalogue = every_type_catalogue();
  constexpr Period kHorizon{midnight(2026, 11, 24), midnight(2026, 12, 24)};
  for (const bool defaults : {false, true}) {
    Imports imports;
    ImportDefaults missing;
    if (defaults) missing = {.family = "given", .seed = "seed", .period = kHorizon};
    try {
      imports.read({reinterpret_cast<const char*>(data), size}, "fuzz.txt", kCatalogue, missing);
    } catch (const InputError&) {
    }
    Plan plan;
    imports.add_to(plan, kUnbounded);
    std::uint64_t count = 0;
    for (const PlannedSeed& seed : plan.seeds()) {
      for (const PlannedList& list : seed.lists) {
        DomainList names;
        seed.entry->family->generate(seed.seed, list.period, names);
        count += names.size();
        if (list.period.end <= list.period.begin) std::abort();
      }
    }
    if (count > imports.names()) std::abort();
  }
  return 0;
}

// SPDX-License-Identifier: Apache-2.0
// A catalogue file of a user.
#include "tests/fuzz/every_type.h"
#include "tests/fuzz/target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dgacast;
  static const Catalogue kCatalogue = every_type_catalogue();
  Catalogue catalogue = kCatalogue;
  try {
    catalogue.add({reinterpret_cast<const char*>(data), size}, "fuzz.json");
  } catch (const InputError&) {
    if (catalogue.digest() != kCatalogue.digest()) std::abort();  // a fault changes nothing
    return 0;
  }
  // What was accepted works.
  const CatalogueEntry& entry = catalogue.entry("every", "");
  for (const Seed& seed : entry.seeds) {
    DomainList names;
    entry.family->generate(seed, entry.family->facts().period.containing(seed, {}), names);
    if (names.size() != seed.u32("count")) std::abort();
  }
  return 0;
}

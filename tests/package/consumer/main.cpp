// SPDX-License-Identifier: Apache-2.0
// Prints the first name that Chinad calls on 2017-01-13, and what a misspelt family is told.
#include <dgacast/dga.h>

#include <cstdio>

int main() {
  const dgacast::Catalogue catalogue = dgacast::Catalogue::builtin();
  const dgacast::CatalogueEntry& chinad = catalogue.entry("chinad", "");
  const dgacast::Seed& seed = chinad.seed("default", "");
  const auto period = chinad.family->facts().period.containing(seed, dgacast::midnight(2017, 1, 13));
  dgacast::DomainList names;
  chinad.family->generate(seed, period, names);
  std::printf("%.*s\n", static_cast<int>(names[0].size()), names[0].data());
  try {
    catalogue.entry("chinat", "argument 1");
    return 1;
  } catch (const dgacast::Error& error) {
    return error.issue().where == "argument 1" ? 0 : 1;
  }
}

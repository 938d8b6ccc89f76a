// SPDX-License-Identifier: Apache-2.0
#include "blocklists/judge/seed_pattern.h"

#include <fnmatch.h>

#include <algorithm>

namespace dgacast {
namespace {

constexpr std::string_view kWild = "*?[";

bool fits(const std::string& pattern, const std::string& text) {
  return fnmatch(pattern.c_str(), text.c_str(), FNM_CASEFOLD) == 0;
}

std::string family_part(const std::string& pattern) { return pattern.substr(0, pattern.find('/')); }

/// Why the family makes no list at all, or "".
std::string hindrance(const CatalogueEntry& entry) {
  if (!entry.unavailable.empty()) return entry.unavailable;
  return entry.seeds.empty() ? "it has no known seed" : "";
}

}  // namespace

bool fits_family(const std::string& pattern, const CatalogueEntry& entry) {
  const std::string family = family_part(pattern);
  return fits(family, entry.id) || fits(family, entry.malware) ||
         std::ranges::any_of(entry.aliases, [&](const std::string& alias) { return fits(family, alias); });
}

bool fits_seed(const std::string& pattern, const CatalogueEntry& entry, std::string_view seed_id) {
  if (!fits_family(pattern, entry)) return false;
  const auto slash = pattern.find('/');
  return slash == std::string::npos || fits(pattern.substr(slash + 1), std::string(seed_id));
}

SeedChoice choose_seeds(const Catalogue& catalogue, const std::string& pattern, std::string_view where) {
  SeedChoice choice;
  bool known = false;
  const CatalogueEntry* family = nullptr;
  for (const CatalogueEntry& entry : catalogue.entries()) {
    if (!fits_family(pattern, entry)) continue;
    family = &entry;
    if (const std::string why = hindrance(entry); !why.empty()) {
      known = true;
      choice.left_out.push_back(entry.id + " is left out: " + why);
      continue;
    }
    for (const Seed& seed : entry.seeds) {
      if (!fits_seed(pattern, entry, seed.id())) continue;
      known = true;
      if (missing_observation(seed, entry.family->facts().parameters)) {
        choice.left_out.push_back(entry.id + "/" + seed.id() +
                                  " is left out: its names follow from an observation, which only a catalogue file "
                                  "can give to a feed");
      } else {
        choice.seeds.push_back({&entry, &seed});
      }
    }
  }
  if (family == nullptr) {
    if (pattern.find_first_of(kWild) == std::string::npos) catalogue.named(family_part(pattern), where);  // throws
    throw InputError{{std::string(where), "no family fits " + quote(pattern), "'dgacast families' lists them"}};
  }
  if (!known) {
    const auto slash = pattern.find('/');
    if (pattern.find_first_of(kWild) == std::string::npos) family->seed(pattern.substr(slash + 1), where);  // throws
    throw InputError{{std::string(where), "no seed of " + family->id + " fits " + quote(pattern),
                      "'dgacast families " + family->id + "' lists them"}};
  }
  if (choice.seeds.empty() && pattern.find_first_of(kWild) == std::string::npos)
    throw InputError{{std::string(where), choice.left_out.front(), "take it out of the configuration"}};
  return choice;
}

}  // namespace dgacast

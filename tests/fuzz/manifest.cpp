// SPDX-License-Identifier: Apache-2.0
// The manifest of an edition, as verify, fetch, status, diff and the next edition read it.
#include "blocklists/sign/manifest.h"

#include <cstdlib>

#include "blocklists/sign/expected_edition.h"
#include "dga/core/issue.h"
#include "tests/fuzz/target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dgacast;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  try {
    if (!manifest_document(text, "manifest.json").is_object()) std::abort();
  } catch (const InputError&) {
  }
  try {
    const Manifest manifest = parse_manifest(text, "manifest.json");
    if (edition_number(manifest.edition) != manifest.number) std::abort();
    Sums sums{{std::string(kManifestFile), std::string(64, '0')}};
    for (const auto& [path, file] : manifest.files) {
      if (!is_edition_path(path)) std::abort();
      sums.emplace(path, file.sha256);
    }
    if (!manifest.files.contains(kManifestFile) && !disagreement(manifest, sums).empty()) std::abort();
    const ExpectedEdition expected{.feed = "cert",
                                   .edition = "00000002-2026-11-24",
                                   .newest = KnownEdition{"00000001-2026-11-23", {}},
                                   .max_age_days = 7,
                                   .now = midnight(2026, 11, 24)};
    for (const std::string& fault : expectation_faults(manifest, std::string(64, '0'), expected)) {
      for (const char c : fault) {
        if (c < 0x20 || c == 0x7f) std::abort();
      }
    }
  } catch (const InputError&) {
  }
  return 0;
}

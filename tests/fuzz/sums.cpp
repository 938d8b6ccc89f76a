// SPDX-License-Identifier: Apache-2.0
// SHA256SUMS of an edition: what it names becomes paths on a reader's disk.
#include "blocklists/sign/sums.h"

#include <cstdlib>

#include "dga/core/issue.h"
#include "tests/fuzz/target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dgacast;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  if (is_edition_path(text) && (text.starts_with("../") || text.starts_with('/') || text.ends_with("/..")))
    std::abort();
  try {
    const Sums sums = parse_sums(text, "SHA256SUMS");
    std::string again;
    for (const auto& [path, sum] : sums) {
      if (!is_edition_path(path) || is_seal(path) || sum.size() != 64) std::abort();
      again.append(sum).append("  ").append(path).append("\n");
    }
    if (parse_sums(again, "again") != sums) std::abort();
  } catch (const InputError&) {
  }
  return 0;
}

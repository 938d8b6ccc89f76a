// SPDX-License-Identifier: Apache-2.0
// The configuration of EPP commands.
#include "blocklists/formats/partner.h"
#include "dga/core/issue.h"
#include "tests/fuzz/target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dgacast;
  try {
    EppOptions options;
    read_epp_config(Secret{std::string(reinterpret_cast<const char*>(data), size)}, "fuzz.json", options);
  } catch (const InputError&) {
  }
  return 0;
}

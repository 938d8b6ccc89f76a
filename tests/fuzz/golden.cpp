// SPDX-License-Identifier: Apache-2.0
// A line of golden vectors.
#include "dga/core/golden.h"

#include "tests/fuzz/every_type.h"
#include "tests/fuzz/target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dgacast;
  static const Catalogue kCatalogue = every_type_catalogue();
  try {
    check_golden(kCatalogue, {reinterpret_cast<const char*>(data), size}, "fuzz.jsonl", 1);
  } catch (const InputError&) {
  }
  return 0;
}

// SPDX-License-Identifier: Apache-2.0
// The configuration of a feed.
#include "blocklists/feed/feed_config.h"

#include "dga/core/issue.h"
#include "tests/fuzz/target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dgacast;
  try {
    const FeedConfig config = parse_feed_config({reinterpret_cast<const char*>(data), size}, "fuzz.json");
    if (config.outputs.empty()) std::abort();
  } catch (const InputError&) {
  }
  return 0;
}

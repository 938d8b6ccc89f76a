// SPDX-License-Identifier: Apache-2.0
// The configuration of a feed, and the keys and signatures that it is made and checked with.
#include "blocklists/publish/feed_config.h"

#include "blocklists/publish/minisign.h"
#include "dga/core/issue.h"
#include "tests/fuzz/target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dgacast;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  try {
    const FeedConfig config = parse_feed_config(text, "fuzz.json");
    if (config.outputs.empty()) std::abort();
  } catch (const InputError&) {
  }
  try {
    const MinisignSecretKey key{text, "fuzz.key"};
    if (key.sign("octets", "comment").empty()) std::abort();
  } catch (const InputError&) {
  }
  const auto half = text.find('\0');
  if (half == std::string_view::npos) return 0;
  try {
    static_cast<void>(check_minisign("octets", text.substr(0, half), text.substr(half + 1), "fuzz.pub"));
  } catch (const InputError&) {
  }
  return 0;
}

// SPDX-License-Identifier: Apache-2.0
// Options: texts to values, and what is said of them.
#include <doctest/doctest.h>

#include "blocklists/options/partner.h"
#include "blocklists/options/running.h"
#include "blocklists/options/selection.h"
#include "blocklists/options/value.h"
#include "blocklists/options/writing.h"
#include "dga/core/issue.h"
#include "dga/core/run_context.h"

using namespace dgacast;

TEST_CASE("a number is whole, in decimal or 0x, and in its range") {
  CHECK(parse_number(option::epp_batch, "1", "x") == 1);
  CHECK(parse_number(option::epp_batch, "10000", "x") == 10'000);
  CHECK(parse_number(option::epp_batch, "0x32", "x") == 50);
  CHECK(parse_number(option::rpz_serial, "4294967295", "x") == 0xFFFF'FFFF);
  for (const char* const wrong : {"0", "10001"}) {
    CHECK_THROWS_WITH_AS(parse_number(option::epp_batch, wrong, "--epp-batch"),
                         ("--epp-batch: '" + std::string(wrong) + "' is out of range; give 1 to 10000").c_str(),
                         InputError);
  }
  for (const char* const wrong : {"", "0x", "-1", "1.5", "ten", "5 ", "99999999999"}) {
    CHECK_THROWS_WITH_AS(
        parse_number(option::epp_batch, wrong, "feed.json:3"),
        ("feed.json:3: '" + std::string(wrong) + "' is not a whole number in range; give 1 to 10000").c_str(),
        InputError);
  }
}

TEST_CASE("a size is bytes, or with k, M or G") {
  constexpr std::uint64_t kMiB = 1 << 20;
  CHECK(parse_size(option::memory, "134217728", "x") == 128 * kMiB);
  CHECK(parse_size(option::memory, "131072k", "x") == 128 * kMiB);
  CHECK(parse_size(option::memory, "128M", "x") == 128 * kMiB);
  CHECK(parse_size(option::memory, "4G", "x") == 4096 * kMiB);
  // 512 alone is bytes, as everywhere: the message tells the form.
  for (const char* const wrong : {"512", "127M", "1Gi", "1T", "-1G", "", "G", "99999999999G", "18446744073709551616"}) {
    CHECK_THROWS_WITH_AS(
        parse_size(option::memory, wrong, "--memory"),
        ("--memory: '" + std::string(wrong) + "' is not a size of 128M or more; write for example 512M or 4G").c_str(),
        InputError);
  }
}

TEST_CASE("defaults and ranges are told and counted as the records have them") {
  static_assert(number_of(option::memory) == std::uint64_t{1} << 30);
  static_assert(number_of<std::uint32_t>(option::rpz_ttl) == 300);
  CHECK(RunContext{}.memory == number_of(option::memory));  // of callers that give none
  CHECK(range_text(option::days) == "1 to 84000");
  CHECK(range_text(option::memory) == "128M or more");
  CHECK(range_text(option::format).empty());
  CHECK(size_text(0) == "0");
  CHECK(size_text(1000) == "1000");
  CHECK(size_text(std::uint64_t{3} << 40) == "3072G");
  CHECK(words_of(option::compress.words) == std::vector<std::string_view>{"gzip", "zstd"});
  CHECK(words_of(option::format.words).empty());
}

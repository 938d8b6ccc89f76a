// SPDX-License-Identifier: Apache-2.0
// Gameover Zeus after the takedown of 2014: MD5 of index, date and key. Facts, seeds and sources:
// dga/catalogue/newgoz.json
#include <algorithm>
#include <array>

#include "dga/core/simple_family.h"
#include "dga/families/shared/count_parameter.h"
#include "dga/families/shared/newgoz.h"
#include "dga/random/base36_lanes.h"
#include "dga/random/digest_lanes.h"

namespace dgacast {
namespace {

using namespace newgoz_algorithm;

constexpr ParameterSpec kParameters[] = {{.name = "key", .type = ParameterType::u32}, kCountParameter};

constexpr std::array<std::string_view, 4> kSuffixes{"com", "org", "biz", "net"};

void put_names(std::uint32_t key, std::uint32_t count, const CivilDate& date, DomainList& out) {
  const HashBlock block = block_of(date, key);
  VaryingWord indices{.at = 0, .words = {}};
  Md5Words digests;
  std::array<std::array<Base36Digits, kDigestBatch>, 4> words;
  for (std::uint32_t begin = 0; begin < count; begin += kDigestBatch) {
    for (std::uint32_t i = 0; i < kDigestBatch; ++i) indices.words[i] = begin + i;
    md5_each(block, {&indices, 1}, digests);
    for (std::size_t w = 0; w < words.size(); ++w) base36_each(digests.word[w], words[w]);
    for (std::size_t i = 0; i < std::min<std::size_t>(kDigestBatch, count - begin); ++i) {
      const std::string_view name_suffix = suffix(indices.words[i]);
      if (out.wants(name_suffix)) {
        constexpr std::size_t kMost = kLongestLabel + 1 + 3;
        char* const name = out.extend(kMost);
        char* end = put_label({words[0][i], words[1][i], words[2][i], words[3][i]}, name);
        *end++ = '.';
        end = std::copy(name_suffix.begin(), name_suffix.end(), end);
        out.take_back(static_cast<std::size_t>(name + kMost - end));
      }
      out.end();
    }
  }
}

void generate(const Seed& seed, const Period& period, DomainList& out) {
  put_names(seed.u32("key"), seed.u32("count"), civil(period.begin), out);
}

constexpr SimpleFamily kFamily{{.id = "newgoz",
                                .taxonomy = Taxonomy::tdd,
                                .period = PeriodRule::day(),
                                .parameters = kParameters,
                                .suffixes = kSuffixes},
                               generate};

}  // namespace

const Family& newgoz() noexcept { return kFamily; }
}  // namespace dgacast

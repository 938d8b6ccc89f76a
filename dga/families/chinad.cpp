// SPDX-License-Identifier: Apache-2.0
// Chinad: 256 names a day from SHA-1 of the date and an index. Facts and sources: dga/catalogue/chinad.json
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <span>

#include "dga/core/simple_family.h"
#include "dga/random/digest_lanes.h"

namespace dgacast {
namespace {

// The bot asks for 1000 names, but its index is one octet: they repeat from here on.
constexpr std::size_t kCount = 256;
static_assert(kCount == kSha1Batch);
constexpr std::size_t kLabel = 16;
constexpr std::array<std::string_view, 7> kSuffixes{"com", "org", "net", "biz", "info", "ru", "cn"};

/// Makes each octet the letter that stands at it, modulo 36, in the alphabet and the digits. Compilers make vectors of
/// this, since all is of one octet or two.
void make_letters(std::span<std::uint32_t, kCount> words) noexcept {
  for (std::byte& place : std::as_writable_bytes(words)) {
    const auto octet = std::to_integer<std::uint8_t>(place);
    const auto left = static_cast<std::uint8_t>(octet - (octet * 57 >> 11) * 36);
    place = static_cast<std::byte>(left + (left < 26 ? 'a' : '0' - 26));
  }
}

void generate(const Seed&, const Period& period, DomainList& out) {
  const CivilDate date = civil(period.begin);
  const std::uint32_t day = date.year % 100 << 24 | date.month << 16 | date.day << 8;
  HashBlock block = sha1_block({std::array<char, 16>{}.data(), 16});
  block[0] = day;
  Sha1Words hashes;
  sha1_counted(block, hashes);
  for (std::size_t w = 0; w < kLabel / 4; ++w) make_letters(hashes.word[w]);
  std::array<bool, kSuffixes.size()> wanted;
  std::ranges::transform(kSuffixes, wanted.begin(), [&out](std::string_view suffix) { return out.wants(suffix); });
  for (std::size_t i = 0; i < kCount; ++i) {
    const std::size_t number = (hashes.word[4][i] & 0xFF) % kSuffixes.size();
    if (wanted[number]) {
      const std::string_view suffix = kSuffixes[number];
      char* const label = out.extend(kLabel + 1 + suffix.size());
      for (std::size_t w = 0; w < kLabel / 4; ++w) {  // the hash words, little-endian
        const std::uint32_t letters = hashes.word[w][i];
        for (std::size_t k = 0; k < 4; ++k) label[4 * w + k] = static_cast<char>(letters >> 8 * k & 0xFF);
      }
      label[kLabel] = '.';
      // Two octets from each end: without the length, which no branch foresees.
      std::memcpy(label + kLabel + 1, suffix.data(), 2);
      std::memcpy(label + kLabel - 1 + suffix.size(), suffix.data() + suffix.size() - 2, 2);
    }
    out.end();
  }
}

constexpr SimpleFamily kFamily{
    {.id = "chinad", .taxonomy = Taxonomy::tdd, .period = PeriodRule::day(), .parameters = {}, .suffixes = kSuffixes},
    generate};

}  // namespace

const Family& chinad() noexcept { return kFamily; }
}  // namespace dgacast

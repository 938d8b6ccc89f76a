// SPDX-License-Identifier: Apache-2.0
// What the variants of Murofet and their relative Tufik share: MD5 of a record of date and index.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "dga/core/calendar.h"
#include "dga/core/domain_list.h"
#include "dga/core/period.h"
#include "dga/core/short_text.h"
#include "dga/random/digest.h"
#include "dga/random/digest_lanes.h"

namespace dgacast {

/// Variants 1 and 3 divide the day of the month by 7 and drop the rest: the first window has six days.
inline constexpr PeriodRule kMurofetWeeks = PeriodRule::month_days({1, 7, 14, 21, 28});

/// The digest of variants 1 and 3. `week` is a day within the window.
inline Md5Digest murofet_week_digest(const CivilDate& week, std::uint32_t index) noexcept {
  const std::array<char, 7> record{static_cast<char>((week.year + 0x30) & 0xFF),
                                   static_cast<char>(week.month),
                                   static_cast<char>(week.day / 7 * 7),
                                   static_cast<char>(index & 0xFF),
                                   static_cast<char>(index >> 8 & 0xFF),
                                   static_cast<char>(index >> 16 & 0xFF),
                                   static_cast<char>(index >> 24)};
  return md5({record.data(), record.size()});
}

/// The suffix, with its dot, in variant 2 and Tufik.
constexpr std::string_view murofet_suffix(std::uint32_t index) noexcept {
  if (index % 5 == 0) return ".biz";
  if (index % 4 == 0) return ".info";
  if (index % 3 == 0) return ".org";
  return index % 2 == 0 ? ".net" : ".com";
}
/// The suffix in variants 1 and 3.
constexpr std::string_view murofet_week_suffix(std::uint32_t index) noexcept {
  return index % 6 == 0 ? ".ru" : murofet_suffix(index);
}

/// Appends the 1020 names of variant 2 and of Tufik: pairs of a label. The record is masked with `key`.
inline void put_murofet_day(const CivilDate& date, std::uint32_t key, DomainList& out) {
  constexpr std::uint32_t kCount = 1020;
  const std::uint32_t masked_date = (((date.year + 0x30) & 0xFF) | date.month << 8 | date.day << 16) ^ key;
  HashBlock block = md5_block({std::array<char, 8>{}.data(), 8});
  block[0] = masked_date;
  VaryingWord indices{.at = 1, .words = {}};
  Md5Words digests;
  for (std::uint32_t begin = 0; begin < kCount; begin += 2 * kDigestBatch) {
    for (std::uint32_t i = 0; i < kDigestBatch; ++i) indices.words[i] = (begin + 2 * i) ^ key;
    md5_each(block, {&indices, 1}, digests);
    for (std::uint32_t i = 0; i < kDigestBatch && begin + 2 * i < kCount; ++i) {
      std::array<char, 16> label;
      std::size_t length = 0;
      for (const BatchWords& word : digests.word) {
        for (std::uint32_t shift = 0; shift < 32; shift += 8) {
          const std::uint32_t letter = (word[i] >> shift & 0x0F) + (word[i] >> shift >> 4 & 0x0F);
          label[length] = static_cast<char>('a' + letter);
          length += letter < 26 ? 1 : 0;
        }
      }
      for (const std::uint32_t twin : {begin + 2 * i, begin + 2 * i + 1}) {
        const std::string_view suffix = murofet_suffix(twin);
        char* const name = out.extend(length + suffix.size());
        copy_text(suffix, copy_text({label.data(), length}, name));
        out.end();
      }
    }
  }
}

}  // namespace dgacast

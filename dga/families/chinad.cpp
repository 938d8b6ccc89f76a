// SPDX-License-Identifier: Apache-2.0
// Chinad: 256 names a day from SHA-1 of the date and an index. Facts and sources: dga/catalogue/chinad.json
#include <array>

#include "dga/core/family.h"
#include "dga/random/digest_lanes.h"

namespace dgacast {
namespace {

constexpr std::uint32_t kCount = 256;  // the bot asks for 1000, but its index is one octet: names repeat from here on
constexpr std::size_t kLabel = 16;
constexpr std::string_view kAlphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
/// The letter for each octet.
constexpr std::array<char, 256> kLetters = [] {
  std::array<char, 256> letters{};
  for (std::size_t i = 0; i < letters.size(); ++i) letters[i] = kAlphabet[i % kAlphabet.size()];
  return letters;
}();
constexpr std::array<std::string_view, 7> kSuffixes{"com", "org", "net", "biz", "info", "ru", "cn"};

class Chinad final : public Family {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{.id = "chinad",
                                        .taxonomy = Taxonomy::tdd,
                                        .period = PeriodRule::day(),
                                        .parameters = {},
                                        .suffixes = kSuffixes};
    return kFacts;
  }
  void generate(const Seed&, const Period& period, DomainList& out) const override {
    const CivilDate date = civil(period.begin);
    const HashBlock block = sha1_block({std::array<char, 16>{}.data(), 16});
    const std::uint32_t day = date.year % 100 << 24 | date.month << 16 | date.day << 8;
    BatchWords first_words;
    Sha1Words words;
    for (std::uint32_t begin = 0; begin < kCount; begin += kDigestBatch) {
      for (std::uint32_t i = 0; i < kDigestBatch; ++i) first_words[i] = day | (begin + i);
      sha1_each(block, first_words, words);
      for (std::size_t i = 0; i < kDigestBatch; ++i) {
        const std::string_view suffix = kSuffixes[(words.word[4][i] & 0xFF) % kSuffixes.size()];
        if (out.wants(suffix)) {
          char* label = out.extend(kLabel);
          for (std::size_t w = 0; w < kLabel / 4; ++w) {  // the hash words, little-endian
            for (std::uint32_t shift = 0; shift < 32; shift += 8) *label++ = kLetters[words.word[w][i] >> shift & 0xFF];
          }
          out.put('.');
          out.put(suffix);
        }
        out.end();
      }
    }
  }
};

}  // namespace

const Family& chinad() noexcept {
  static constexpr Chinad kFamily;
  return kFamily;
}
}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// Chinad: 256 names a day from SHA-1 of the date and an index. Facts and sources: dga/catalogue/chinad.json
#include <array>

#include "dga/core/family.h"
#include "dga/random/digest.h"

namespace dgacast {
namespace {

constexpr std::uint32_t kCount = 256;  // the bot asks for 1000, but its index is one octet: names repeat from here on
constexpr std::size_t kLabel = 16;
constexpr std::string_view kAlphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::array<std::string_view, 7> kSuffixes{"com", "org", "net", "biz", "info", "ru", "cn"};

class Chinad final : public Family {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{
        .id = "chinad", .taxonomy = Taxonomy::tdd, .period = PeriodRule::day(), .parameters = {}};
    return kFacts;
  }
  void generate(const Seed&, const Period& period, DomainList& out) const override {
    const CivilDate date = civil(period.begin);
    std::array<char, 16> message{static_cast<char>(date.year % 100), static_cast<char>(date.month),
                                 static_cast<char>(date.day)};
    for (std::uint32_t index = 0; index < kCount; ++index) {
      message[3] = static_cast<char>(index);
      const Sha1Digest digest = sha1({message.data(), message.size()});
      const auto octet = [&digest](std::size_t k) { return digest[k ^ 3]; };  // the hash words, little-endian
      for (std::size_t k = 0; k < kLabel; ++k) out.put(kAlphabet[octet(k) % kAlphabet.size()]);
      out.put('.');
      out.put(kSuffixes[octet(kLabel) % kSuffixes.size()]);
      out.end();
    }
  }
};

}  // namespace

const Family& chinad() noexcept {
  static constexpr Chinad kFamily;
  return kFamily;
}
}  // namespace dgacast

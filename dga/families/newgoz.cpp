// SPDX-License-Identifier: Apache-2.0
// Gameover Zeus after the takedown of 2014: MD5 of index, date and key. Facts, seeds and sources:
// dga/catalogue/newgoz.json
#include <algorithm>
#include <array>

#include "dga/core/family.h"
#include "dga/random/base36.h"
#include "dga/random/digest_lanes.h"

namespace dgacast {
namespace {

constexpr ParameterSpec kParameters[] = {{.name = "key", .type = ParameterType::u32},
                                         {.name = "count", .type = ParameterType::u32, .max = 10'000'000}};

constexpr std::array<std::string_view, 4> kSuffixes{"com", "org", "biz", "net"};

constexpr std::string_view suffix(std::uint32_t index) noexcept {
  return index % 4 == 0 ? "com" : index % 3 == 0 ? "org" : index % 2 == 0 ? "biz" : "net";
}

class Newgoz final : public Family {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{.id = "newgoz",
                                        .taxonomy = Taxonomy::tdd,
                                        .period = PeriodRule::day(),
                                        .parameters = kParameters,
                                        .suffixes = kSuffixes};
    return kFacts;
  }
  void generate(const Seed& seed, const Period& period, DomainList& out) const override {
    const CivilDate date = civil(period.begin);
    const std::uint32_t key = seed.u32("key"), count = seed.u32("count");
    std::array<char, 22> message{};
    const auto store = [&message](std::size_t at, std::uint32_t value, std::size_t octets) {  // little-endian
      for (std::size_t i = 0; i < octets; ++i) message[at + i] = static_cast<char>(value >> 8 * i & 0xFF);
    };
    store(4, date.year, 2);
    store(6, key, 4);
    store(10, date.month, 2);
    store(12, key, 4);
    store(16, date.day, 2);
    store(18, key, 4);
    const HashBlock block = md5_block({message.data(), message.size()});
    BatchWords indices;
    Md5Words words;
    for (std::uint32_t begin = 0; begin < count; begin += kDigestBatch) {
      for (std::uint32_t i = 0; i < kDigestBatch; ++i) indices[i] = begin + i;
      md5_each(block, indices, words);
      for (std::size_t i = 0; i < std::min<std::size_t>(kDigestBatch, count - begin); ++i) {
        if (out.wants(suffix(indices[i]))) {
          std::array<char, 4 * 8> label;
          char* end = label.data();
          for (const BatchWords& word : words.word) end = put_base36(word[i], end);
          out.put({label.data(), static_cast<std::size_t>(end - label.data())});
          out.put('.');
          out.put(suffix(indices[i]));
        }
        out.end();
      }
    }
  }
};

}  // namespace

const Family& newgoz() noexcept {
  static constexpr Newgoz kFamily;
  return kFamily;
}
}  // namespace dgacast

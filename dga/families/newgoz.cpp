// SPDX-License-Identifier: Apache-2.0
// Gameover Zeus after the takedown of 2014: MD5 of index, date and key. Facts, seeds and sources:
// dga/catalogue/newgoz.json
#include <array>
#include <charconv>

#include "dga/core/family.h"
#include "dga/random/digest.h"

namespace dgacast {
namespace {

constexpr ParameterSpec kParameters[] = {{.name = "key", .type = ParameterType::u32},
                                         {.name = "count", .type = ParameterType::u32, .max = 10'000'000}};

constexpr std::string_view suffix(std::uint32_t index) noexcept {
  return index % 4 == 0 ? ".com" : index % 3 == 0 ? ".org" : index % 2 == 0 ? ".biz" : ".net";
}

class Newgoz final : public Family {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{
        .id = "newgoz", .taxonomy = Taxonomy::tdd, .period = PeriodRule::day(), .parameters = kParameters};
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
    for (std::uint32_t index = 0; index < count; ++index) {
      store(0, index, 4);
      const Md5Digest digest = md5({message.data(), message.size()});
      std::array<char, 28> label;
      char* end = label.data();
      for (std::size_t i = 0; i < digest.size(); i += 4) {
        const std::uint32_t word = digest[i] | std::uint32_t{digest[i + 1]} << 8 | std::uint32_t{digest[i + 2]} << 16 |
                                   std::uint32_t{digest[i + 3]} << 24;
        end = std::to_chars(end, label.data() + label.size(), word, 36).ptr;
      }
      out.put({label.data(), static_cast<std::size_t>(end - label.data())});
      out.put(suffix(index));
      out.end();
    }
  }
};

}  // namespace

const Family& newgoz() noexcept {
  static constexpr Newgoz kFamily;
  return kFamily;
}
}  // namespace dgacast

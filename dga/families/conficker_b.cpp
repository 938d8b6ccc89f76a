// SPDX-License-Identifier: Apache-2.0
// Conficker B: 250 names a day over eight suffixes. Facts, seeds and sources: dga/catalogue/conficker_b.json
#include <array>

#include "dga/core/list_batch.h"
#include "dga/families/shared/conficker_random.h"

namespace dgacast {
namespace {

constexpr std::uint32_t kCount = 250;
constexpr ConfickerConstants kConstants{0x53125624, 0.626454564, 0x352C94565, 0x58028E44000, 0xA3596526};
constexpr std::array<std::string_view, 8> kSuffixes{"cc", "cn", "ws", "com", "net", "org", "info", "biz"};
constexpr ParameterSpec kParameters[] = {{.name = "sine", .type = ParameterType::enumeration, .choices = "x87|ieee"}};

class ConfickerB final : public Family, public ListBatcher {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{.id = "conficker_b",
                                        .taxonomy = Taxonomy::tdd,
                                        .period = PeriodRule::day(),
                                        .parameters = kParameters,
                                        .suffixes = kSuffixes};
    return kFacts;
  }
  void generate(const Seed& seed, const Period& period, DomainList& out) const override {
    const ListOrder list{&seed, period, &out};
    make({&list, 1});
  }
  const ListBatcher* batcher() const noexcept override { return this; }
  std::size_t lists_at_once() const noexcept override { return kConfickerChains; }
  std::size_t generate_some(std::span<const ListOrder> lists) const override {
    make(lists);
    return lists.size();
  }

 private:
  static void make(std::span<const ListOrder> lists) {
    ConfickerRandom::make(kConstants, lists, kCount, [](ConfickerRandom& random, DomainList& out) {
      const std::int32_t length = random.next() % 4 + 8;  // the remainder is signed: 5 to 11 letters
      out.put(random.letters(static_cast<std::uint32_t>(length)));
      out.put('.');
      out.put(kSuffixes[static_cast<std::uint32_t>(random.next()) % kSuffixes.size()]);
      out.end();
    });
  }
};

}  // namespace

const Family& conficker_b() noexcept {
  static constexpr ConfickerB kFamily;
  return kFamily;
}
}  // namespace dgacast

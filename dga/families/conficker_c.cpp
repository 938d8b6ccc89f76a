// SPDX-License-Identifier: Apache-2.0
// Conficker C: 50,000 names a day over 116 suffixes. Facts, seeds and sources: dga/catalogue/conficker_c.json
#include "dga/core/list_batch.h"
#include "dga/core/short_text.h"
#include "dga/families/shared/conficker_random.h"

namespace dgacast {
namespace {

constexpr std::uint32_t kCount = 50'000;
constexpr std::uint32_t kSuffixes = 116;
constexpr ConfickerConstants kConstants{0x4F3D859E, 0.946270391, 0x2682D10B7, 0x19254D38000, 0xF1E34A09};
constexpr ParameterSpec kParameters[] = {{.name = "sine", .type = ParameterType::enumeration, .choices = "x87|ieee"}};

class ConfickerC final : public Family, public ListBatcher {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{
        .id = "conficker_c", .taxonomy = Taxonomy::tdd, .period = PeriodRule::day(), .parameters = kParameters};
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
    const WordList& suffixes = *WordList::builtin("conficker_c_tlds");
    ConfickerRandom::make(kConstants, lists, kCount, [&suffixes](ConfickerRandom& random, DomainList& out) {
      const std::string_view label = random.letters(random.next_magnitude() % 6 + 4);
      const std::string_view suffix = suffixes[random.next_magnitude() % kSuffixes];  // 2 to 6 octets
      char* const name = out.extend(label.size() + 1 + suffix.size());
      short_copy<4>(label, name);
      name[label.size()] = '.';
      short_copy<2>(suffix, name + label.size() + 1);
      out.end();
    });
  }
};

}  // namespace

const Family& conficker_c() noexcept {
  static constexpr ConfickerC kFamily;
  return kFamily;
}
}  // namespace dgacast

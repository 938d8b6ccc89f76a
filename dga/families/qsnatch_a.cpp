// SPDX-License-Identifier: Apache-2.0
// QSnatch, first script: three names a TLD for each of six clocks. Facts and sources: dga/catalogue/qsnatch_a.json
#include <array>
#include <vector>

#include "dga/core/family.h"
#include "dga/random/qsnatch.h"

namespace dgacast {
namespace {

constexpr std::array<std::int64_t, 6> kIntervals{1'296'000, 432'000, 86'400, 28'800, 7'200, 3'600};
constexpr std::array<std::size_t, 3> kLengths{5, 3, 4};
constexpr ParameterSpec kParameters[] = {{.name = "constant", .type = ParameterType::string, .max = 256},
                                         {.name = "tlds", .type = ParameterType::word_list, .min = 1}};

/// The script's table gives these three one character more.
constexpr std::size_t bonus(std::string_view tld) noexcept {
  return tld == "com" || tld == "net" || tld == "org" ? 1 : 0;
}

class QsnatchA final : public Family {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{.id = "qsnatch_a",
                                        .taxonomy = Taxonomy::tdd,
                                        .period = PeriodRule::every(std::chrono::hours{1}),
                                        .parameters = kParameters};
    return kFacts;
  }
  void generate(const Seed& seed, const Period& period, DomainList& out) const override {
    const auto tlds = seed.words("tlds").words();
    std::vector<QsnatchLabel> labels(tlds.size());
    for (const std::int64_t interval : kIntervals) {
      QsnatchHash hash{unix_time(period.begin) / interval, seed.text("constant")};
      for (std::size_t i = 0; i < tlds.size(); ++i) labels[i] = hash.label(tlds[i]);
      for (const std::size_t length : kLengths) {
        for (std::size_t i = 0; i < tlds.size(); ++i) {
          out.put({labels[i].data(), length + bonus(tlds[i])});
          out.put('.');
          out.put(tlds[i]);
          out.end();
        }
      }
    }
  }
};

}  // namespace

const Family& qsnatch_a() noexcept {
  static constexpr QsnatchA kFamily;
  return kFamily;
}
}  // namespace dgacast

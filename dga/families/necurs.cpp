// SPDX-License-Identifier: Apache-2.0
// Necurs: 2048 names every four days, never across a month's end. Facts, seeds and sources: dga/catalogue/necurs.json
#include <array>
#include <vector>

#include "dga/core/simple_family.h"
#include "dga/families/shared/necurs.h"
#include "dga/random/necurs_lanes.h"

namespace dgacast {
namespace {

using namespace necurs_algorithm;

constexpr std::array<std::string_view, 43> kSuffixes{
    "tj", "in", "jp", "tw", "ac", "cm", "la",  "mn",  "so",  "sh",  "sc",  "nu",  "nf", "mu", "ms",
    "mx", "ki", "im", "cx", "cc", "tv", "bz",  "me",  "eu",  "de",  "ru",  "co",  "su", "pw", "kz",
    "sx", "us", "ug", "ir", "to", "ga", "com", "net", "org", "biz", "xxx", "pro", "bit"};
constexpr ParameterSpec kParameters[] = {{.name = "magic", .type = ParameterType::u64}};

void generate(const Seed& seed, const Period& period, DomainList& out) {
  const CivilDate date = civil(period.begin);
  std::vector<NecursLabel> labels(kCount);
  necurs_labels(slot_of(date), seed.u64("magic"), labels);
  for (const NecursLabel& label : labels) {
    const std::string_view suffix = kSuffixes[label.state % kSuffixes.size()];
    if (out.wants(suffix)) {
      out.put({label.text.data(), label.length});
      out.put('.');
      out.put(suffix);
    }
    out.end();
  }
}

constexpr SimpleFamily kFamily{{.id = "necurs",
                                .taxonomy = Taxonomy::tdd,
                                .period = PeriodRule::month_days({1, 4, 8, 12, 16, 20, 24, 28}),
                                .parameters = kParameters,
                                .suffixes = kSuffixes},
                               generate};

}  // namespace

const Family& necurs() noexcept { return kFamily; }
}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// How fast families make names: one list after the other of the first seed of every family, and, in the rows that end
// in
// `/enumerated`, 60 days of all seeds as the enumeration makes them, on one thread, for nobody. --benchmark_filter
// chooses, --benchmark_out keeps the figures.
#include <benchmark/benchmark.h>

#include "blocklists/engine/enumerate.h"
#include "dga/core/catalogue.h"

namespace dgacast {
namespace {

void make_lists(benchmark::State& state, const CatalogueEntry& entry, const Seed& seed) {
  const PeriodRule rule = entry.family->facts().period;
  DomainList names;
  UtcSeconds at = midnight(2026, 1, 1);
  std::int64_t made = 0;
  for (auto _ : state) {
    const Period period = rule.containing(seed, at);
    names.clear();
    entry.family->generate(seed, period, names);
    benchmark::DoNotOptimize(names.size());
    made += static_cast<std::int64_t>(names.size());
    if (!rule.is_unbounded()) at = period.end;
  }
  state.SetItemsProcessed(made);
}

struct Nobody final : ListTaker {
  std::size_t names = 0;
  void take(std::uint32_t, const DomainList& list) override { names += list.size(); }
};

void enumerate_lists(benchmark::State& state, const CatalogueEntry& entry) {
  Plan plan;
  for (const Seed& seed : entry.seeds) {
    if (missing_observation(seed, entry.family->facts().parameters)) continue;
    plan.add(entry, seed, Period{midnight(2026, 1, 1), midnight(2026, 3, 2)});
  }
  std::size_t made = 0;
  for (auto _ : state) {
    for (const auto& taker : enumerate(plan, [] { return std::make_unique<Nobody>(); }, {}, {.threads = 1})) {
      made += static_cast<const Nobody&>(*taker).names;
    }
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(made));
}

}  // namespace
}  // namespace dgacast

int main(int argc, char** argv) {
  using namespace dgacast;
  benchmark::Initialize(&argc, argv);
  const Catalogue catalogue = Catalogue::builtin();
  for (const CatalogueEntry& entry : catalogue.entries()) {
    if (entry.family == nullptr || !entry.unavailable.empty() || entry.seeds.empty()) continue;
    const Seed& seed = entry.seeds.front();
    if (missing_observation(seed, entry.family->facts().parameters)) continue;
    benchmark::RegisterBenchmark(entry.id.c_str(),
                                 [&entry, &seed](benchmark::State& state) { make_lists(state, entry, seed); });
    benchmark::RegisterBenchmark((entry.id + "/enumerated").c_str(),
                                 [&entry](benchmark::State& state) { enumerate_lists(state, entry); });
  }
  benchmark::RunSpecifiedBenchmarks();
}

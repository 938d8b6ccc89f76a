// SPDX-License-Identifier: Apache-2.0
// The parallel collection against the plain way: a map of all names with all lists that hold them.
#include <doctest/doctest.h>

#include <map>
#include <string>
#include <tuple>

#include "blocklists/select/collect.h"

namespace dgacast {
namespace {

using std::chrono::days;

/// Overlapping lists as some bots make them: list n holds the names n, n + 1, ... of a short cycle, with repeats and
/// faults.
class Overlapping final : public Family {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr ParameterSpec kParameters[] = {{.name = "cycle", .type = ParameterType::u32, .min = 1}};
    static constexpr FamilyFacts kFacts{.id = "overlapping",
                                        .taxonomy = Taxonomy::tdd,
                                        .period = PeriodRule::day(),
                                        .parameters = kParameters,
                                        .look_back = 1};
    return kFacts;
  }
  void generate(const Seed& seed, const Period& period, DomainList& out) const override {
    const auto day = static_cast<std::uint32_t>(days_since_1970(period.begin));
    for (std::uint32_t i = 0; i < 7; ++i) {
      out.put("name-");
      out.put(std::to_string((day + i / 2) % seed.u32("cycle")));
      out.put(i % 3 == 0 ? ".cn" : ".example");
      out.end();
    }
    out.add("a..b");
    out.add("commonprefix-long-enough.cn");
  }
};

struct Row {
  std::string seed;
  std::int64_t from, until;
  std::uint32_t index;
  bool operator==(const Row&) const = default;
};
using Rows = std::map<std::string, std::vector<Row>>;

struct Fixture {
  Overlapping family;
  CatalogueEntry entry;
  Plan plan;
  PublicSuffixes suffixes;
  NameFilter filter{suffixes};

  Fixture() {
    entry.id = "overlapping";
    entry.family = &family;
    entry.names_per_period = 20'000;  // so that tasks are cut small
    const Period horizon{midnight(2026, 1, 1), midnight(2026, 3, 1)};
    for (const char* cycle : {"5", "40", "1000"}) {
      SeedBuilder builder{"overlapping", cycle, family.facts().parameters};
      plan.add(entry, builder.set_text("cycle", cycle, "").build(""), horizon);
    }
  }

  /// What collect() must give, by brute force.
  Rows expected() const {
    std::map<std::string, std::vector<std::tuple<std::size_t, std::uint32_t, std::uint32_t>>> places;
    for (std::size_t s = 0; s < plan.seeds().size(); ++s) {
      const PlannedSeed& seed = plan.seeds()[s];
      for (std::uint32_t list = 0; list < seed.lists.size(); ++list) {
        DomainList names;
        family.generate(seed.seed, seed.lists[list].period, names);
        for (std::uint32_t i = 0; i < names.size(); ++i) {
          if (check_name(names[i]) == NameFault::none && filter.passes(names[i]))
            places[std::string(names[i])].emplace_back(s, list, i);
        }
      }
    }
    Rows rows;
    for (auto& [name, all] : places) {
      std::sort(all.begin(), all.end());
      std::vector<std::pair<std::size_t, Row>> found;
      for (const auto& [s, list, index] : all) {
        const PlannedSeed& seed = plan.seeds()[s];
        const std::int64_t from = unix_time(seed.lists[list].period.begin),
                           until = unix_time(seed.lists[list].valid_until);
        if (!found.empty() && found.back().first == s && from <= found.back().second.until) {
          found.back().second.until = until;
        } else {
          found.emplace_back(s, Row{seed.seed.id(), from, until, index});
        }
      }
      std::stable_sort(found.begin(), found.end(),
                       [](const auto& a, const auto& b) { return a.second.from < b.second.from; });
      for (const auto& [s, row] : found) rows[name].push_back(row);
    }
    return rows;
  }
};

Rows rows_of(const Collection& names) {
  Rows rows;
  std::string last;
  names.visit([&](std::span<const Entry> entries) {
    for (const Entry& entry : entries) {
      CHECK(last < entry.domain);
      last = entry.domain;
      auto& row = rows[std::string(entry.domain)];
      for (const Attribution& source : entry.sources) {
        row.push_back({source.seed->id(), unix_time(source.valid_from), unix_time(source.valid_until), source.index});
      }
    }
  });
  return rows;
}

}  // namespace

TEST_CASE_FIXTURE(Fixture, "any number of threads and any size of runs give the names and sources of the plain way") {
  const Rows wanted = expected();
  REQUIRE(wanted.size() > 100);
  for (const unsigned threads : {1u, 2u, 5u}) {
    for (const std::size_t run_names : {2u, 3u, 17u, 100u, 1'000'000u}) {
      INFO(threads, " threads, runs of ", run_names);
      const Collection names = collect(plan, filter, {.provenance = true, .threads = threads, .run_names = run_names});
      CHECK((rows_of(names) == wanted));
      CHECK(names.faults()[static_cast<std::size_t>(NameFault::empty_label)] == plan.list_count());
    }
  }
}

TEST_CASE_FIXTURE(Fixture, "without provenance the same names, without sources") {
  const Rows wanted = expected();
  const Rows got = rows_of(collect(plan, filter, {.threads = 2, .run_names = 10}));
  REQUIRE(got.size() == wanted.size());
  for (const auto& [name, sources] : got) {
    CHECK(wanted.contains(name));
    CHECK(sources.empty());
  }
}

TEST_CASE_FIXTURE(Fixture, "a filter gives exactly its part of the full list") {
  const Rows all = expected();
  filter.add_tld("cn", "");
  const Rows part = rows_of(collect(plan, filter, {.provenance = true}));
  std::size_t count = 0;
  for (const auto& [name, rows] : all) {
    if (!name.ends_with(".cn")) continue;
    ++count;
    REQUIRE(part.contains(name));
    CHECK((part.at(name) == rows));
  }
  CHECK(part.size() == count);
}

TEST_CASE_FIXTURE(Fixture, "a request to stop is obeyed") {
  std::stop_source stop;
  stop.request_stop();
  CHECK_THROWS_AS(collect(plan, filter, {.stop = stop.get_token()}), Interrupted);
}

TEST_CASE("an empty plan gives an empty collection") {
  const Plan plan;
  const PublicSuffixes suffixes;
  const NameFilter filter{suffixes};
  const Collection names = collect(plan, filter, {.provenance = true});
  names.visit([](std::span<const Entry>) { FAIL("nothing to visit"); });
}

}  // namespace dgacast

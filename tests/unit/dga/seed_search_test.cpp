// SPDX-License-Identifier: Apache-2.0
// The table of searches, and what they share: the proof of a seed. tests/cli/recover_test.py runs each search.
#include "dga/searches/seed_search.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "dga/core/catalogue.h"
#include "dga/core/family_table.h"

namespace dgacast {
namespace {

const Period kDay{midnight(2026, 11, 25), midnight(2026, 11, 26)};

const Catalogue& catalogue() {
  static const Catalogue kCatalogue = Catalogue::builtin();
  return kCatalogue;
}

/// A seed of the catalogue with other values.
Seed drawn(const Family& family, const FoundSeed& values) {
  return seed_with(family, catalogue().entry(family.facts().id, "").seeds.front(), values, "drawn");
}

/// The names of the lists of `seed` in use in `range`.
std::vector<std::string> names_of(const Family& family, const Seed& seed, const Period& range) {
  DomainList list;
  for (const Period& period : periods_of(family, seed, range)) family.generate(seed, period, list);
  std::vector<std::string> names;
  for (std::size_t i = 0; i < list.size(); ++i) names.emplace_back(list[i]);
  return names;
}

std::vector<FoundSeed> found(const Family& family, const std::vector<std::string>& names, std::size_t at_least) {
  SeedSearch search;
  search.names.assign(names.begin(), names.end());
  search.at_least = at_least;
  search.range = kDay;
  search.bases = {&catalogue().entry(family.facts().id, "").seeds.front()};
  return find_searcher(family.facts().id)->search(search);
}

TEST_CASE("a search knows the parameters of its family") {
  std::size_t searches = 0;
  for (const Family* const family : families()) {
    const SeedSearcher* const searcher = find_searcher(family->facts().id);
    if (searcher == nullptr) continue;
    CAPTURE(family->facts().id);
    ++searches;
    CHECK(!searcher->method().empty());
    CHECK(!searcher->parameters().empty());
    for (const std::string_view parameter : searcher->parameters()) {
      CAPTURE(parameter);
      CHECK(std::ranges::count(family->facts().parameters, parameter, &ParameterSpec::name) == 1);
    }
  }
  CHECK(searches > 0);
  CHECK(find_searcher("vidro") == nullptr);
  CHECK(find_searcher("") == nullptr);
}

TEST_CASE("a salt of DarkWatchman is found by what it does to the CRC, whatever its length, if several days tell") {
  const Family& family = *find_family("darkwatchman");
  const Period days{kDay.begin, kDay.begin + std::chrono::days{3}};
  for (const std::string salt : {"", "-", "---", "x7.Q", "hello", "73b5fde7", "a longer one"}) {
    CAPTURE(salt);
    const std::vector<std::string> made = names_of(family, drawn(family, {{"salt", salt}}), days);
    REQUIRE(made.size() == 1200);
    const std::vector<std::string> seen{made[8], made[412], made[1199], made[100]};
    SeedSearch search;
    search.names.assign(seen.begin(), seen.end());
    search.at_least = seen.size();
    search.range = days;
    search.bases = {&catalogue().entry("darkwatchman", "").seeds.front()};
    const std::vector<FoundSeed> seeds = find_searcher("darkwatchman")->search(search);
    // A salt whose effect differs by that of a change of the last digit makes the seen names too, at other counters.
    std::size_t same = 0;
    for (const FoundSeed& seed : seeds) {
      CHECK(seed[0].second.size() == salt.size());
      same += names_of(family, drawn(family, seed), days) == made ? 1 : 0;
    }
    CHECK(same == 1);
  }
}

TEST_CASE("a search finds a seed that no catalogue has") {
  const struct {
    std::string_view family;
    FoundSeed seed;
  } kCases[] = {{"srizbi", {{"key", "0x0BADCAFE"}}},
                {"pykspa_improved", {{"slot_days", "19"}}},
                {"virut", {{"offset", "37"}, {"all", "false"}}}};
  for (const auto& one : kCases) {
    CAPTURE(one.family);
    const Family& family = *find_family(one.family);
    std::vector<std::string> names = names_of(family, drawn(family, one.seed), kDay);
    REQUIRE(names.size() >= 4);
    names.resize(4);
    const std::vector<FoundSeed> seeds = found(family, names, names.size());
    CHECK(std::ranges::find(seeds, one.seed) != seeds.end());
  }
}

TEST_CASE("a value that makes too few of the names is not found") {
  const Family& family = *find_family("pykspa_improved");
  std::vector<std::string> names = names_of(family, drawn(family, {{"slot_days", "19"}}), kDay);
  names.resize(4);
  names.back() = "not-of-any.example";
  CHECK(found(family, names, 4).empty());
  CHECK(found(family, names, 3) == std::vector<FoundSeed>{{{"slot_days", "19"}}});
}

TEST_CASE("a proof counts each name once and tells the lists") {
  const Family& family = *find_family("srizbi");
  const Seed seed = drawn(family, {{"key", "1"}});
  const Period range{kDay.begin, kDay.begin + std::chrono::days{9}};
  const std::vector<Period> periods = periods_of(family, seed, range);
  REQUIRE(periods.size() >= 3);
  const std::string last = names_of(family, seed, periods.back()).front();
  const std::set<std::string_view> names{last, "not-of-any.example"};
  Proof proof = prove(family, seed, periods, names);
  CHECK(proof.names == 1);
  CHECK(proof.lists == std::vector<std::size_t>{periods.size() - 1});
  const Period twice[] = {periods.back(), periods.front(), periods.back()};
  proof = prove(family, seed, twice, names);
  CHECK(proof.names == 1);
  CHECK(proof.lists == std::vector<std::size_t>{0, 2});
}

TEST_CASE("periods go back as far as bots do") {
  const Family& family = *find_family("ranbyus_may");
  const std::vector<Period> periods = periods_of(family, drawn(family, {}), kDay);
  REQUIRE(periods.size() == 31);
  CHECK(periods.front().begin == kDay.begin - std::chrono::days{30});
  CHECK(periods.back() == kDay);
}

}  // namespace
}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// The parallel collection against the plain way: a map of all names with all lists that hold them.
#include <doctest/doctest.h>

#include <map>
#include <string>
#include <tuple>

#include "blocklists/engine/collect.h"

namespace dgacast {
namespace {

using std::chrono::days;

/// Overlapping lists as some bots make them: list n holds the names n, n + 1, ... of a short cycle, with repeats and
/// faults.
class Overlapping final : public Family, public ListBatcher {
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
  std::size_t lists_at_once() const noexcept override { return 5; }
  const ListBatcher* batcher() const noexcept override { return this; }
  std::size_t generate_some(std::span<const ListOrder> lists) const override {
    CHECK(lists.size() <= 5);
    const std::size_t count = std::min<std::size_t>(3, lists.size());
    for (const ListOrder& list : lists.first(count)) generate(*list.seed, list.period, *list.out);
    return count;
  }
};

/// Lists that go on where the one before is, one or two names later, with faults and repeats too.
class Sliding final : public Family, public RowMaker {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr ParameterSpec kParameters[] = {{.name = "cycle", .type = ParameterType::u32, .min = 1}};
    static constexpr FamilyFacts kFacts{
        .id = "sliding", .taxonomy = Taxonomy::tdd, .period = PeriodRule::day(), .parameters = kParameters};
    return kFacts;
  }
  void generate(const Seed& seed, const Period& period, DomainList& out) const override {
    const std::uint32_t first = first_of(period);
    for (std::uint32_t number = first; number < first + kCount; ++number) put_name(seed, number, out);
  }
  const RowMaker* row_maker() const noexcept override { return this; }
  void generate_row(const Seed& seed, std::span<const Period> periods, DomainList& row,
                    std::vector<Stretch>& lists) const override {
    const std::uint32_t first = first_of(periods.front()), end = first_of(periods.back()) + kCount;
    for (std::uint32_t number = first; number < end; ++number) put_name(seed, number, row);
    for (const Period& period : periods) {
      lists.push_back({first_of(period) - first, first_of(period) - first + kCount});
      CHECK((&period == &periods.front() || (&period)[-1].end == period.begin));
    }
  }

 private:
  static constexpr std::uint32_t kCount = 9;

  static std::uint32_t first_of(const Period& period) {
    const auto day = static_cast<std::uint32_t>(days_since_1970(period.begin));
    return day + day / 3;
  }
  static void put_name(const Seed& seed, std::uint32_t number, DomainList& out) {
    out.put(number % 7 == 0 ? "a..b" : "name-");
    out.put(std::to_string(number % seed.u32("cycle")));
    out.put(number % 3 == 0 ? ".cn" : ".example");
    out.end();
  }
};

struct Row {
  std::string seed;
  std::int64_t from, until;
  std::uint32_t index;
  bool operator==(const Row&) const = default;
};
using Rows = std::map<std::string, std::vector<Row>>;

template <typename Lists>
struct FixtureOf {
  Lists family;
  CatalogueEntry entry;
  Plan plan;
  PublicSuffixes suffixes;
  NameFilter filter{suffixes};

  FixtureOf() {
    entry.id = family.facts().id;
    entry.family = &family;
    entry.names_per_period = 20'000;  // so that tasks are cut small
    const Period horizon{midnight(2026, 1, 1), midnight(2026, 3, 1)};
    for (const char* cycle : {"5", "40", "1000"}) {
      SeedBuilder builder{entry.id, cycle, family.facts().parameters};
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
using Fixture = FixtureOf<Overlapping>;

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
      const Collection names =
          collect(plan, filter, {.provenance = true, .run_names = run_names}, {.threads = threads});
      CHECK((rows_of(names) == wanted));
      CHECK(names.faults()[static_cast<std::size_t>(NameFault::empty_label)] == plan.list_count());
    }
  }
}

TEST_CASE_FIXTURE(FixtureOf<Sliding>, "lists that come in rows give the names, sources and faults of the plain way") {
  plan = {};
  std::uint64_t faults = 0;
  for (const char* cycle : {"5", "40", "1000"}) {
    SeedBuilder builder{entry.id, cycle, family.facts().parameters};
    std::vector<PlannedList> lists;
    for (int day = 0; day < 200; ++day) {
      const Period period{midnight(2026, 1, 1) + days{day}, midnight(2026, 1, 2) + days{day}};
      if (day % 50 != 20 && day % 70 > 2) lists.push_back({period, period.end});  // with gaps
    }
    plan.add(entry, builder.set_text("cycle", cycle, "").build(""), std::move(lists));
    for (const PlannedList& list : plan.seeds().back().lists) {
      DomainList names;
      family.generate(plan.seeds().back().seed, list.period, names);
      for (std::size_t i = 0; i < names.size(); ++i) faults += check_name(names[i]) != NameFault::none;
    }
  }
  const Rows wanted = expected();
  REQUIRE(wanted.size() > 100);
  for (const std::uint64_t names_a_list : {100'000u, 20'000u, 7'000u, 500u}) {  // rows of 1, 2, 7 and 100 lists
    entry.names_per_period = names_a_list;
    for (const unsigned threads : {1u, 3u}) {
      for (const std::size_t run_names : {2u, 17u, 1'000'000u}) {
        INFO(threads, " threads, runs of ", run_names, ", lists of ", names_a_list);
        Progress progress;
        const Collection names = collect(plan, filter, {.provenance = true, .run_names = run_names},
                                         {.progress = &progress, .threads = threads});
        CHECK((rows_of(names) == wanted));
        CHECK(names.faults()[static_cast<std::size_t>(NameFault::empty_label)] == faults);
        CHECK(progress.names == std::uint64_t{9} * plan.list_count());
        CHECK(progress.pieces == progress.all_pieces);
      }
    }
  }
}

TEST_CASE_FIXTURE(Fixture, "every list is made once and handed over under its number, in parts too") {
  struct Keeper final : ListTaker {
    std::map<std::uint32_t, std::string> lists;
    void take(std::uint32_t number, const DomainList& names) override {
      for (std::size_t i = 0; i < names.size(); ++i) lists[number].append(names[i]).append(1, ' ');
      CHECK(names.size() == 9);
    }
  };
  FixtureOf<Sliding> sliding;
  for (const PlannedSeed& seed : sliding.plan.seeds()) plan.add(sliding.entry, seed.seed, seed.lists);
  std::map<std::uint32_t, std::string> wanted;
  for (std::uint32_t number = 0; number < plan.list_count(); ++number) {
    DomainList names;
    plan.seed_of(number).entry->family->generate(plan.seed_of(number).seed, plan.list(number).period, names);
    for (std::size_t i = 0; i < names.size(); ++i) wanted[number].append(names[i]).append(1, ' ');
  }
  for (const std::uint32_t parts : {1u, 3u, 7u}) {
    for (const unsigned threads : {1u, 2u, 64u}) {
      std::map<std::uint32_t, std::string> got;
      std::size_t lists = 0;
      Progress progress;
      for (std::uint32_t part = 1; part <= parts; ++part) {
        const Scope scope{.tlds = {}, .shard = {part, parts}};
        progress.pieces = 0;
        for (const auto& taker : enumerate(plan, [] { return std::make_unique<Keeper>(); }, scope,
                                           {.progress = &progress, .threads = threads})) {
          auto& kept = static_cast<Keeper&>(*taker).lists;
          lists += kept.size();
          got.merge(kept);
        }
        CHECK(progress.pieces == progress.all_pieces);
      }
      CHECK(lists == plan.list_count());
      CHECK((got == wanted));
      CHECK(progress.names == std::uint64_t{9} * plan.list_count());
    }
  }
}

TEST_CASE_FIXTURE(Fixture, "without provenance the same names, without sources") {
  const Rows wanted = expected();
  const Rows got = rows_of(collect(plan, filter, {.run_names = 10}, {.threads = 2}));
  REQUIRE(got.size() == wanted.size());
  for (const auto& [name, sources] : got) {
    CHECK(wanted.contains(name));
    CHECK(sources.empty());
  }
}

TEST_CASE_FIXTURE(Fixture, "single names are found with what a visit gives of them, and no others") {
  for (const std::size_t run_names : {2u, 17u, 1'000'000u}) {
    const Collection names = collect(plan, filter, {.provenance = true, .run_names = run_names}, {.threads = 2});
    Collection::Finder finder{names};
    for (const auto& [name, rows] : rows_of(names)) {
      const Entry* const found = finder.find(name);
      REQUIRE(found != nullptr);
      CHECK(found->domain == name);
      REQUIRE(found->sources.size() == rows.size());
      for (std::size_t i = 0; i < rows.size(); ++i)
        CHECK((Row{found->sources[i].seed->id(), unix_time(found->sources[i].valid_from),
                   unix_time(found->sources[i].valid_until), found->sources[i].index} == rows[i]));
      CHECK(finder.find(name + "a") == nullptr);
      CHECK(finder.find(name.substr(0, name.size() - 1)) == nullptr);
    }
    CHECK(finder.find("a.cn") == nullptr);
    CHECK(finder.find("zzzz.example") == nullptr);
  }
}

TEST_CASE_FIXTURE(Fixture, "a reader pulls what a visit pushes, from any name on and up to any number") {
  for (const std::size_t run_names : {2u, 17u, 1'000'000u}) {
    const Collection names = collect(plan, filter, {.provenance = true, .run_names = run_names}, {.threads = 2});
    std::vector<std::string> all;
    names.visit([&](std::span<const Entry> entries) {
      for (const Entry& one : entries) all.emplace_back(one.domain);
    });
    const auto rest = [](Collection::Reader& reader) {
      std::vector<std::string> got;
      for (std::span<const Entry> block; !(block = reader.next()).empty();) {
        for (const Entry& one : block) {
          got.emplace_back(one.domain);
          CHECK(!one.sources.empty());
        }
      }
      CHECK(reader.next().empty());
      return got;
    };
    Collection::Reader whole{names};
    CHECK(rest(whole) == all);
    whole.seek("");
    CHECK(rest(whole) == all);
    const std::size_t step = std::max<std::size_t>(1, all.size() / 40);
    for (std::size_t i = 0; i < all.size(); i += step) {
      const auto from = static_cast<std::ptrdiff_t>(i);
      const std::vector<std::string> wanted(all.begin() + from, all.end());
      Collection::Reader reader{names};
      reader.next();
      reader.seek(all[i]);
      CHECK(rest(reader) == wanted);
      reader.seek(all[i] + '!');  // between two names
      CHECK(rest(reader) == std::vector<std::string>(all.begin() + from + 1, all.end()));
      Collection::Reader page{names, 3};
      page.seek(all[i]);
      CHECK(rest(page) ==
            std::vector<std::string>(all.begin() + from, all.begin() + std::min(from + 3, std::ssize(all))));
    }
    whole.seek("zzzz.example");
    CHECK(rest(whole).empty());
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
  CHECK_THROWS_AS(collect(plan, filter, {}, {.stop = stop.get_token()}), Interrupted);
}

TEST_CASE("an empty plan gives an empty collection") {
  const Plan plan;
  const PublicSuffixes suffixes;
  const NameFilter filter{suffixes};
  const Collection names = collect(plan, filter, {.provenance = true});
  names.visit([](std::span<const Entry>) { FAIL("nothing to visit"); });
}

}  // namespace dgacast

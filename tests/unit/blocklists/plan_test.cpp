// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "blocklists/engine/plan.h"

namespace dgacast {
namespace {

using std::chrono::days;

/// A family of our own with a chosen period and look-back.
class Probe final : public Family {
 public:
  explicit Probe(PeriodRule period, std::uint32_t look_back)
      : facts_{.id = "probe", .taxonomy = Taxonomy::tdd, .period = period, .parameters = {}, .look_back = look_back} {}
  const FamilyFacts& facts() const noexcept override { return facts_; }
  void generate(const Seed&, const Period&, DomainList&) const override {}

 private:
  FamilyFacts facts_;
};

CatalogueEntry entry_of(const Family& family) {
  CatalogueEntry entry;
  entry.id = "probe";
  entry.family = &family;
  return entry;
}

Seed no_parameters() { return SeedBuilder{"probe", "one", {}}.build(""); }

constexpr UtcSeconds kDay = midnight(2026, 11, 24);

}  // namespace

TEST_CASE("a plan holds every list that is in use within the horizon") {
  const Probe weekly{PeriodRule::iso_week(), 0};
  const CatalogueEntry entry = entry_of(weekly);
  Plan plan;
  plan.add(entry, no_parameters(), {kDay, kDay + days{7}});  // Tuesday to Monday: two weeks
  REQUIRE(plan.list_count() == 2);
  CHECK(plan.list(0).period == Period{midnight(2026, 11, 23), midnight(2026, 11, 30)});
  CHECK(plan.list(1).period == Period{midnight(2026, 11, 30), midnight(2026, 12, 7)});
  CHECK(plan.list(1).valid_until == midnight(2026, 12, 7));
}

TEST_CASE("an instant is one list; a day of 512-second windows is all that touch it") {
  const Probe windows{PeriodRule::every(std::chrono::seconds{512}), 0};
  const CatalogueEntry entry = entry_of(windows);
  Plan instant;
  instant.add(entry, no_parameters(), {kDay, kDay + std::chrono::seconds{1}});
  CHECK(instant.list_count() == 1);
  Plan day;
  day.add(entry, no_parameters(), {kDay, kDay + days{1}});
  CHECK(day.list_count() >= 169);
  CHECK(day.list(0).period.contains(kDay));
  CHECK(day.list(day.list_count() - 1).period.contains(kDay + days{1} - std::chrono::seconds{1}));
}

TEST_CASE("bots that look back bring earlier lists into the horizon and keep names longer") {
  const Probe daily{PeriodRule::day(), 30};
  const CatalogueEntry entry = entry_of(daily);
  Plan plan;
  plan.add(entry, no_parameters(), {kDay, kDay + days{1}});
  REQUIRE(plan.list_count() == 31);
  CHECK(plan.list(0).period.begin == kDay - days{30});
  CHECK(plan.list(0).valid_until == kDay + days{1});
  CHECK(plan.list(30).period.begin == kDay);
  CHECK(plan.list(30).valid_until == kDay + days{31});
}

TEST_CASE("a window that does not move is planned once, and only when it touches the horizon") {
  const auto fixed = [](const Seed&, UtcSeconds) { return Period{kDay, kDay + days{7}}; };
  const Probe observed{PeriodRule::custom("an observation's week", fixed), 0};
  const CatalogueEntry entry = entry_of(observed);
  Plan plan;
  plan.add(entry, no_parameters(), {kDay - days{100}, kDay + days{100}});
  CHECK(plan.list_count() == 1);
  plan.add(entry, no_parameters(), {kDay + days{7}, kDay + days{8}});
  plan.add(entry, no_parameters(), {kDay - days{7}, kDay});
  CHECK(plan.list_count() == 1);
}

TEST_CASE("numbers of lists lead back to their seeds, over seeds without lists") {
  const Probe daily{PeriodRule::day(), 0};
  const Probe ever{PeriodRule::unbounded(), 0};
  const CatalogueEntry one = entry_of(daily), two = entry_of(ever);
  const auto none = [](const Seed&, UtcSeconds) { return Period{kDay, kDay + days{1}}; };
  const Probe past{PeriodRule::custom("past", none), 0};
  const CatalogueEntry three = entry_of(past);
  Plan plan;
  plan.add(one, no_parameters(), {kDay + days{9}, kDay + days{12}});
  plan.add(three, no_parameters(), {kDay + days{9}, kDay + days{12}});
  plan.add(two, no_parameters(), {kDay + days{9}, kDay + days{12}});
  REQUIRE(plan.list_count() == 4);
  CHECK(plan.seed_of(2).entry == &one);
  CHECK(plan.seed_of(3).entry == &two);
  CHECK(plan.list(3).period == kUnbounded);
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// What every family promises, whatever its algorithm. A new one is tested by standing in the list of families.
#include "dga/core/family.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <clocale>
#include <locale>
#include <string>
#include <thread>
#include <vector>

#include "dga/core/catalogue.h"
#include "dga/core/family_table.h"
#include "dga/core/list_batch.h"

namespace dgacast {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::seconds;

const Catalogue& catalogue() {
  static const Catalogue kCatalogue = Catalogue::builtin();
  return kCatalogue;
}

/// Both ends of the range, 32 bits' end, a leap day, week 53, a year's end, a common day.
const std::vector<UtcSeconds>& instants() {
  static const std::vector<UtcSeconds> kInstants{midnight(1970, 1, 1),
                                                 midnight(2012, 2, 29),
                                                 midnight(2020, 12, 31),
                                                 midnight(2026, 11, 24) + hours{13},
                                                 midnight(2038, 1, 19) + seconds{11'648},
                                                 midnight(2100, 2, 28),
                                                 midnight(2199, 12, 31) + hours{23}};
  return kInstants;
}

/// Calls `use` with each generatable family and up to `most` of its seeds.
template <typename Use>
void each_seed(std::size_t most, Use use) {
  for (const CatalogueEntry& entry : catalogue().entries()) {
    if (entry.family == nullptr || !entry.unavailable.empty()) continue;
    std::size_t count = 0;
    for (const Seed& seed : entry.seeds) {
      if (missing_observation(seed, entry.family->facts().parameters)) continue;
      if (++count > most) break;
      CAPTURE(entry.id);
      CAPTURE(seed.id());
      use(entry, seed);
    }
  }
}

std::string text_of(const DomainList& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) text.append(names[i]).append(1, '\n');
  return text;
}

std::string list_of(const CatalogueEntry& entry, const Seed& seed, UtcSeconds when) {
  DomainList names;
  const Seed timed = entry.at_instant(seed, when);
  entry.family->generate(timed, entry.family->facts().period.containing(timed, when), names);
  return text_of(names);
}

}  // namespace

TEST_CASE("the registry is sorted, unique and complete") {
  const auto all = families();
  REQUIRE(!all.empty());
  for (std::size_t i = 1; i < all.size(); ++i) CHECK(all[i - 1]->facts().id < all[i]->facts().id);
  for (const Family* family : all) CHECK(find_family(family->facts().id) == family);
  CHECK(find_family("no_such_family") == nullptr);
}

TEST_CASE("lists that are made at once are those that are made one by one, however many") {
  struct Wish {
    Seed seed;
    Period period;
    std::string text;
  };
  for (const CatalogueEntry& entry : catalogue().entries()) {
    if (entry.family == nullptr || !entry.unavailable.empty()) continue;
    const Family& family = *entry.family;
    const std::size_t most = family.batcher() != nullptr ? 17 : 2;
    std::vector<Wish> wishes;
    DomainList names;
    for (int day = 0; wishes.size() < most; ++day) {  // the seeds in turns
      const UtcSeconds when = midnight(2026, 1, 28) + days{day} + hours{day};
      const std::size_t before = wishes.size();
      for (const Seed& seed : entry.seeds) {
        if (missing_observation(seed, family.facts().parameters)) continue;
        const Seed timed = entry.at_instant(seed, when);
        names.clear();
        family.generate(timed, family.facts().period.containing(timed, when), names);
        wishes.push_back({timed, family.facts().period.containing(timed, when), text_of(names)});
      }
      if (wishes.size() == before) break;  // it has no seeds
    }
    for (std::size_t count = std::min(most, wishes.size()); count > 0; --count) {
      std::vector<DomainList> lists(count);
      std::vector<ListOrder> orders;
      for (std::size_t i = 0; i < count; ++i) {
        lists[i].add("before");
        orders.push_back({&wishes[i].seed, wishes[i].period, &lists[i]});
      }
      generate_all(family, orders);
      std::size_t wrong = 0;
      for (std::size_t i = 0; i < count; ++i) wrong += text_of(lists[i]) != "before\n" + wishes[i].text;
      CAPTURE(entry.id);
      CAPTURE(count);
      CHECK(wrong == 0);
    }
  }
}

TEST_CASE("rows hold the lists that are made one by one, and what lists share only once") {
  std::size_t families_with_rows = 0;
  each_seed(100, [&](const CatalogueEntry& entry, const Seed& untimed) {
    const Seed seed = entry.at_instant(untimed, midnight(2026, 1, 1));
    const Family& family = *entry.family;
    Period period = family.facts().period.containing(seed, midnight(2026, 1, 1));
    DomainList row, names, part;
    std::vector<Stretch> lists;
    const RowMaker* const maker = family.row_maker();
    if (maker == nullptr) return;
    ++families_with_rows;
    std::size_t wrong = 0;
    for (std::size_t made = 0, count = 1; made < 4000; made += count, count = count % 97 + 1) {
      std::vector<Period> periods;
      for (std::size_t i = 0; i < count; ++i) {
        periods.push_back(period);
        period = family.facts().period.containing(seed, period.end);
      }
      row.clear();
      lists.clear();
      maker->generate_row(seed, periods, row, lists);
      REQUIRE(lists.size() == count);
      CHECK(lists.front().begin == 0);
      CHECK(lists.back().end == row.size());
      CHECK(row.size() <= lists.front().end + 2 * (count - 1));
      for (std::size_t i = 0; i < count; ++i) {
        if (i > 0) wrong += lists[i].begin < lists[i - 1].begin || lists[i].end < lists[i - 1].end;
        names.clear();
        family.generate(seed, periods[i], names);
        part.clear();
        part.append(row, lists[i].begin, lists[i].end);
        wrong += text_of(part) != text_of(names);
      }
    }
    CHECK(wrong == 0);
  });
  CHECK(families_with_rows == 6);  // the seeds of Suppobox
}

TEST_CASE("the windows of every family tile time") {
  each_seed(3, [](const CatalogueEntry& entry, const Seed& untimed) {
    for (const UtcSeconds when : instants()) {
      CAPTURE(format_instant(when));
      const Seed seed = entry.at_instant(untimed, when);
      const PeriodRule& rule = entry.family->facts().period;
      const Period period = rule.containing(seed, when);
      if (period == kUnbounded) continue;
      CHECK(period.contains(when));
      CHECK(rule.containing(seed, period.begin) == period);
      CHECK(rule.containing(seed, period.end - seconds{1}) == period);
      CHECK(rule.containing(seed, period.end).begin == period.end);
      CHECK(rule.containing(seed, period.begin - seconds{1}).end == period.begin);
      CHECK_FALSE(rule.text(seed).empty());
    }
  });
}

TEST_CASE("the same arguments give the same bytes, on every date that is allowed, and keep what the list held") {
  each_seed(2, [](const CatalogueEntry& entry, const Seed& untimed) {
    for (const UtcSeconds when : instants()) {
      CAPTURE(format_instant(when));
      const Seed seed = entry.at_instant(untimed, when);
      const Period period = entry.family->facts().period.containing(seed, when);
      DomainList names;
      names.add("kept.example");
      entry.family->generate(seed, period, names);
      const std::size_t once = names.size() - 1;
      REQUIRE(names[0] == "kept.example");
      const std::string text = text_of(names);
      entry.family->generate(seed, period, names);
      REQUIRE(names.size() == 1 + 2 * once);
      const std::string both = text_of(names);
      CHECK(both.starts_with(text));
      CHECK(both.substr(text.size()) == text.substr(13));
    }
  });
}

TEST_CASE("two threads at once make the lists that one makes") {
  std::vector<std::string> alone, one, other;
  const auto make_all = [](std::vector<std::string>& out) {
    each_seed(1, [&out](const CatalogueEntry& entry, const Seed& seed) {
      out.push_back(list_of(entry, seed, midnight(2026, 11, 24)));
    });
  };
  make_all(alone);
  {
    std::jthread first{[&] { make_all(one); }};
    std::jthread second{[&] { make_all(other); }};
  }
  CHECK(one == alone);
  CHECK(other == alone);
}

TEST_CASE("no locale reaches a list") {
  /// Groups digits by three, with dots, and writes decimal commas, as German and Turkish do.
  struct Grouping : std::numpunct<char> {
    char do_thousands_sep() const override { return '.'; }
    char do_decimal_point() const override { return ','; }
    std::string do_grouping() const override { return "\3"; }
  };
  std::vector<std::string> plain, local;
  const auto make_all = [](std::vector<std::string>& out) {
    each_seed(1, [&out](const CatalogueEntry& entry, const Seed& seed) {
      out.push_back(list_of(entry, seed, midnight(2026, 11, 24)));
    });
  };
  make_all(plain);
  const std::locale before = std::locale::global(std::locale{std::locale::classic(), new Grouping});
  for (const std::string name : {"tr_TR.UTF-8", "de_DE.UTF-8"}) {
    if (std::setlocale(LC_ALL, name.c_str()) == nullptr)
      MESSAGE(name, " is not installed; the grouping facet alone is tested");
  }
  make_all(local);
  std::setlocale(LC_ALL, "C");
  std::locale::global(before);
  CHECK(plain == local);
}

TEST_CASE("code and catalogue state the same facts") {
  for (const Family* family : families()) {
    const FamilyFacts& facts = family->facts();
    CAPTURE(facts.id);
    const CatalogueEntry* entry = catalogue().find(facts.id);
    REQUIRE(entry != nullptr);
    CHECK(entry->family == family);
    CHECK(entry->taxonomy == facts.taxonomy);
    REQUIRE(entry->parameters.size() == facts.parameters.size());
    for (const ParameterSpec& spec : facts.parameters) {
      const auto same = [&spec](const ParameterFact& fact) { return fact.name == spec.name; };
      CAPTURE(spec.name);
      CHECK(std::ranges::count_if(entry->parameters, same) == 1);
    }
  }
}

TEST_CASE("suffixes that a family tells are all that it uses, and names that nobody wants are the only ones left out") {
  const std::vector<std::string> com{"com"}, some{"net", "cn", "uk"}, none{"invalid"};
  std::size_t told = 0;
  each_seed(100, [&](const CatalogueEntry& entry, const Seed& seed) {
    const FamilyFacts& facts = entry.family->facts();
    told += !facts.suffixes.empty() || !facts.suffix_parameter.empty();
    for (const UtcSeconds when : {instants()[1], instants()[3], instants()[5]}) {
      const Seed timed = entry.at_instant(seed, when);
      const Period period = facts.period.containing(timed, when);
      DomainList all;
      entry.family->generate(timed, period, all);
      for (const std::vector<std::string>* tlds : {&com, &some, &none}) {
        DomainList names;
        names.want(*tlds);
        const bool spared = is_spared(facts, timed, names);
        entry.family->generate(timed, period, names);
        REQUIRE(names.size() == all.size());
        std::size_t wrong = 0;
        for (std::size_t i = 0; i < all.size(); ++i) {
          const bool wanted = names.wants(all[i]);
          wrong += wanted ? spared || names[i] != all[i] : !names[i].empty() && names[i] != all[i];
        }
        CHECK(wrong == 0);
      }
    }
  });
  CHECK(told > 50);
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// The index against the plain way: a map of all names with all lists that hold them. And what it refuses.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <random>
#include <string>

#include "blocklists/answers/fingerprint.h"
#include "blocklists/answers/name_index.h"
#include "blocklists/answers/write_index.h"

namespace dgacast {
namespace {

class Text final : public Output {
 public:
  void write(std::string_view octets) override { text.append(octets); }
  std::string text;
};

using Places = std::map<std::pair<std::string, UtcSeconds>, std::uint32_t>;  // seed and begin: first index

std::map<std::string, Places> all_names(const Plan& plan) {
  std::map<std::string, Places> names;
  DomainList list;
  for (std::uint32_t number = 0; number < plan.list_count(); ++number) {
    const PlannedSeed& seed = plan.seed_of(number);
    const Period period = plan.list(number).period;
    list.clear();
    seed.entry->family->generate(seed.seed, period, list);
    for (std::uint32_t i = 0; i < list.size(); ++i) {
      names[std::string(list[i])].try_emplace({seed.entry->id + "/" + seed.seed.id(), period.begin}, i);
    }
  }
  return names;
}

struct Universe {
  std::shared_ptr<const Catalogue> shared = std::make_shared<const Catalogue>(Catalogue::builtin());
  const Catalogue& catalogue = *shared;

  Plan plan(std::vector<std::string> families, std::int32_t year, std::uint32_t days) const {
    Plan made;
    const Period horizon{midnight(year, 3, 1), midnight(year, 3, 1) + std::chrono::days{days}};
    for (const std::string& family : families) {
      const CatalogueEntry& entry = catalogue.entry(family, "");
      for (const Seed& seed : entry.seeds) made.add(entry, seed, horizon);
    }
    return made;
  }
  std::string index(const Plan& made, const RunContext& run = {.threads = 2}) const {
    Text text;
    write_index(made, catalogue.digest(), text, run);
    return text.text;
  }
  /// Every name of `plan` is found in all its lists; misses are not.
  void check(const std::string& octets, const Plan& made) const {
    const NameIndex index{octets, "test.idx", shared};
    const std::map<std::string, Places> expected = all_names(made);
    std::vector<std::string_view> asked;
    std::vector<std::string> nobody;
    for (int i = 0; i < 20'000; ++i) nobody.push_back(std::to_string(i).append("-nobody.com"));
    for (const auto& [name, places] : expected) {
      if (!name.empty()) asked.push_back(name);
    }
    const std::size_t known = asked.size();
    for (const std::string& name : nobody) asked.push_back(name);
    std::map<std::string, Places> found;
    for (const Answer& answer : index.find(asked)) {
      REQUIRE(answer.name < asked.size());
      const Source& source = *answer.source;
      const bool first =
          found[std::string(asked[answer.name])]
              .try_emplace({source.entry->id + "/" + source.seed->id(), source.period.begin}, answer.index)
              .second;
      CHECK(first);
    }
    CHECK(found.size() == known);
    for (const auto& [name, places] : found) {
      const auto right = expected.find(name);
      REQUIRE(right != expected.end());
      CHECK(places == right->second);
    }
  }
};

const std::vector<std::string> kMixed{"tofsee", "mydoom", "gozi",  "kraken_v2",
                                      "srizbi", "tinba",  "mirai", "ranbyus_september"};

TEST_CASE_FIXTURE(Universe, "every name is found in all lists that hold it, and nobody's name in none") {
  const Plan made = plan(kMixed, 2026, 3);
  check(index(made), made);
}

TEST_CASE_FIXTURE(Universe, "runs that go to disk and the number of threads change nothing") {
  const Plan made = plan({"tofsee", "newgoz", "chinad"}, 2026, 3);
  const std::string one = index(made, {.threads = 1});
  CHECK(one == index(made, {.memory = 40'000, .threads = 2}));
  CHECK(one == index(made, {.memory = 1 << 20, .threads = 3}));
}

TEST_CASE_FIXTURE(Universe,
                  "strangers of a list's shape that share a fingerprint with one of its names have no answer") {
  const Plan made = plan({"newgoz", "chinad", "murofet_v2"}, 2026, 60);
  const std::string octets = index(made);
  const NameIndex read{octets, "test.idx", shared};
  // As newgoz makes them: letters and digits, one suffix of four. That one of them is a real name is beyond belief.
  constexpr std::string_view kCharacters = "abcdefghijklmnopqrstuvwxyz0123456789";
  constexpr std::array<std::string_view, 4> kSuffixes{".com", ".net", ".org", ".biz"};
  std::mt19937_64 random{20261125};  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same every time
  std::size_t matches = 0;
  for (int round = 0; round < 40; ++round) {
    DomainList strangers;
    for (int i = 0; i < 100'000; ++i) {
      std::string name;
      const std::uint64_t digits = random(), more = random();
      for (int at = 0; at < 24; ++at) name += kCharacters[(at < 12 ? digits : more) >> at % 12 * 5 & 31];
      strangers.add(name.append(kSuffixes[digits >> 62]));
    }
    std::vector<std::string_view> asked;
    for (std::size_t i = 0; i < strangers.size(); ++i) asked.push_back(strangers[i]);
    CHECK(read.find(asked).empty());
    matches += read.match(asked).front().size();
  }
  CHECK(matches > 0);  // or nothing was told apart
}

TEST_CASE_FIXTURE(Universe, "the first step tells list and place of every name, wherever it was asked for") {
  const Plan made = plan({"newgoz", "tofsee", "mydoom"}, 2026, 3);
  const std::string octets = index(made);
  const NameIndex read{octets, "test.idx", shared};
  std::map<std::string, Places> expected = all_names(made);
  expected.erase("");  // which some bots make, and the index does not hold
  std::vector<std::string_view> asked;
  // More than are sorted together; the names stand behind the strangers, in both parts.
  while (asked.size() < 2'200'000) {
    for (const auto& [name, places] : expected) asked.push_back(name);
    asked.resize(asked.size() + 500'000, "nobody.example");
  }
  std::vector<std::size_t> found(asked.size());
  const ListTable& lists = read.segments().front().lists();
  const std::vector<NameIndex::Matches> matches = read.match(asked);
  for (const std::uint64_t match : matches.front()) {
    const auto name = static_cast<std::uint32_t>(match);
    REQUIRE(name < asked.size());
    const TableList list = lists.list_of(match >> 32);
    const TableSeed& seed = lists.seeds()[list.seed];
    const auto right = expected.find(std::string(asked[name]));
    if (right == expected.end()) continue;  // the fingerprint of another name
    const auto place = right->second.find({seed.family + "/" + seed.id, list.period.begin});
    if (place != right->second.end() && place->second == (match >> 32) - list.first) ++found[name];
  }
  std::size_t missing = 0;
  for (std::size_t name = 0; name < asked.size(); ++name) {
    const auto right = expected.find(std::string(asked[name]));
    missing += found[name] != (right == expected.end() ? 0 : right->second.size()) ? 1 : 0;
  }
  CHECK(missing == 0);
  const Answers answers = read.find(asked);
  CHECK(std::ranges::is_sorted(answers.begin(), answers.end(), {}, &Answer::name));
  CHECK(answers.size() == std::accumulate(found.begin(), found.end(), std::size_t{0}));
}

TEST_CASE_FIXTURE(Universe, "an empty index and one of a single name") {
  Plan nothing;
  const std::string octets = index(nothing);  // the index keeps none of its own
  const NameIndex empty{octets, "test.idx", shared};
  const std::vector<std::string_view> asked{"example.com", ""};
  CHECK(empty.find(asked).empty());
  const Plan single = plan({"xshellghost"}, 2026, 1);
  check(index(single), single);
}

TEST_CASE_FIXTURE(Universe, "appended lists are found beside the old ones, and merging changes no answer") {
  const Plan first = plan(kMixed, 2026, 3), second = plan(kMixed, 2026, 6);
  const std::string old = index(first);
  const NameIndex base{old, "old.idx", shared};
  const Plan more = missing_lists(base, second);
  CHECK(more.list_count() > 0);
  CHECK(more.list_count() + first.list_count() == second.list_count());
  Text appended;
  append_index(base, more, catalogue.digest(), appended, {.threads = 2});
  CHECK(appended.text.starts_with(old));
  check(appended.text, second);

  const NameIndex both{appended.text, "both.idx", shared};
  REQUIRE(both.segments().size() == 2);
  CHECK(missing_lists(both, second).list_count() == 0);
  Text merged;
  merge_index(both, merged, {.threads = 2});
  const NameIndex one{merged.text, "merged.idx", shared};
  CHECK(one.segments().size() == 1);
  CHECK_FALSE(one.stale());
  check(merged.text, second);
}

TEST_CASE_FIXTURE(Universe, "a file that is no index, is newer, cut short or damaged is refused in words") {
  const Plan made = plan({"tofsee", "newgoz"}, 2026, 2);
  const std::string good = index(made);
  const auto names = all_names(made);
  std::vector<std::string_view> asked;
  for (const auto& [name, places] : names) asked.push_back(name);
  const auto refusal = [&](const std::string& octets) {
    try {
      const NameIndex read{octets, "x.idx", shared};
      read.find(asked);
    } catch (const InputError& error) {
      return std::string(error.what());
    }
    return std::string{};
  };
  CHECK(refusal(good).empty());
  CHECK(refusal("") == "x.idx: the file is empty, and no index; give a file that 'dgacast index build' made");
  CHECK(refusal("SQLite format 3") == "x.idx: is not an index of dgacast; give a file that 'dgacast index build' made");
  std::string newer = good;
  newer[8] = 9;
  CHECK(refusal(newer) ==
        "x.idx: format 9 of the index is newer than this dgacast, which reads up to 1; take a newer dgacast, or build "
        "the index anew");
  std::string head = good;
  head[20] = 1;
  CHECK(refusal(head).find("the head of the index is damaged") != std::string::npos);
  for (std::size_t size = 0; size < good.size(); size += size < 200 ? 1 : 997) {
    CAPTURE(size);
    CHECK_FALSE(refusal(good.substr(0, size)).empty());
  }
  CHECK_FALSE(refusal(good + '\0').empty());
  CHECK_FALSE(refusal(good + good.substr(32)).empty());  // put together from parts
  // All names are asked for, so that all blocks are used: whatever octet is changed, it is told. The 8 octets behind
  // the blocks are read and never used.
  std::mt19937 random{20261125};  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same every time
  for (int i = 0; i < 300; ++i) {
    const std::size_t at = random() % good.size();
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ (1 << random() % 8));
    const std::size_t table = good.find(catalogue.digest());
    if (at + 9 >= table && at + 1 < table) continue;
    CAPTURE(at);
    CHECK_FALSE(refusal(bad).empty());
  }
}

TEST_CASE_FIXTURE(Universe, "an index of seeds that the catalogue lacks, or of lists that have changed, is refused") {
  Catalogue other = catalogue;
  other.add(R"({"id": "newgoz", "seeds": [{"id": "mine", "values": {"key": 1, "count": 50}}]})", "mine.json");
  Plan made;
  made.add(other.entry("newgoz", ""), other.entry("newgoz", "").seed("mine", ""),
           {midnight(2026, 1, 1), midnight(2026, 1, 2)});
  Text text;
  write_index(made, other.digest(), text);
  CHECK_THROWS_WITH_AS(
      (NameIndex{text.text, "x.idx", shared}),
      "x.idx: the index holds lists of 'newgoz/mine', which this catalogue does not know; open it with "
      "the catalogue files that it was built with, or build it anew",
      InputError);
  const auto changed = std::make_shared<Catalogue>(catalogue);
  changed->add(R"({"id": "newgoz", "seeds": [{"id": "mine", "values": {"key": 1, "count": 60}}]})", "mine.json");
  const NameIndex index{text.text, "x.idx", changed};
  CHECK(index.stale());
  const auto names = all_names(made);
  const std::vector<std::string_view> asked{names.begin()->first};
  CHECK_THROWS_AS(index.find(asked), InputError);
}

TEST_CASE("the table of lists survives its octets, and rows follow the calendar") {
  ListTable table{"digest"};
  table.add_seed({"a", "one", {}});
  for (std::uint32_t month = 1; month <= 12; ++month) {
    const UtcSeconds end = month == 12 ? midnight(2027, 1, 1) : midnight(2026, month + 1, 1);
    table.add_list({midnight(2026, month, 1), end}, end, month == 5 ? 0 : 10);
  }
  table.add_seed({"b", "two", {}});
  table.add_list(kUnbounded, kUnbounded.end, 7);
  const auto again = ListTable::decode(table.encode());
  REQUIRE(again);
  CHECK(again->encode() == table.encode());
  CHECK(again->list_count() == 13);
  CHECK(again->positions() == 117);
  CHECK(again->list_of(0).period.begin == midnight(2026, 1, 1));
  CHECK(again->list_of(40).period.begin == midnight(2026, 6, 1));  // May has no name
  CHECK(again->list_of(109).period.begin == midnight(2026, 12, 1));
  CHECK(again->list_of(110).period == kUnbounded);
  CHECK(again->list_of(116).first == 110);
  const std::string octets = table.encode();
  for (std::size_t size = 0; size < octets.size(); ++size) CHECK_FALSE(ListTable::decode(octets.substr(0, size)));
}

TEST_CASE("the shape of a seed's names tells most strangers apart, and no own name") {
  NameShape shape;
  for (const std::string_view name : {"abc1.com", "abcdef.net"}) shape.add(name);
  CHECK(shape.fits("abc1.com"));
  CHECK(shape.fits("fed.com") == false);      // shorter
  CHECK(shape.fits("abcdefg.net") == false);  // longer
  CHECK(shape.fits("abcz1.com") == false);    // a character that no name has
  CHECK(shape.fits("abcde.cn") == false);
}

}  // namespace
}  // namespace dgacast

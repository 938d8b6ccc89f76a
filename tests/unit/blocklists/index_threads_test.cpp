// SPDX-License-Identifier: Apache-2.0
// One index that many threads ask at once: a program of its own, small enough for the thread sanitizer.
#include <doctest/doctest.h>

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "blocklists/answers/name_index.h"
#include "blocklists/answers/write_index.h"

namespace dgacast {
namespace {

class Text final : public Output {
 public:
  void write(std::string_view octets) override { text.append(octets); }
  std::string text;
};

/// An index of some hundred lists, and all names of it.
struct Universe {
  std::shared_ptr<const Catalogue> catalogue = std::make_shared<const Catalogue>(Catalogue::builtin());
  Plan plan{catalogue};
  Text file;
  DomainList names;
  std::vector<std::string_view> asked;
  std::size_t all_bytes = 0;  // of the text of all lists

  Universe() {
    const Period horizon{midnight(2026, 3, 1), midnight(2026, 3, 31)};
    for (const char* const family : {"newgoz", "tofsee", "srizbi", "tinba"}) {
      const CatalogueEntry& entry = catalogue->entry(family, "");
      for (const Seed& seed : entry.seeds) plan.add(entry, seed, horizon);
    }
    write_index(plan, catalogue->digest(), file, {.threads = 2});
    for (std::uint32_t number = 0; number < plan.list_count(); ++number) {
      const PlannedSeed& seed = plan.seed_of(number);
      DomainList list;
      seed.entry->family->generate(seed.seed, plan.list(number).period, list);
      all_bytes += list.text_size();
      // Some of each list, so that asking costs little beside making the lists.
      for (std::size_t i = 0; i < list.size(); i += 17) names.add(list[i]);
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (!names[i].empty()) asked.push_back(names[i]);
    }
  }
};

/// What is answered, as one text.
std::string text_of(const Answers& answers) {
  std::string text;
  for (const Answer& one : answers) {
    text.append(std::to_string(one.name)).append(" ").append(one.source->entry->id).append("/");
    text.append(one.source->seed->id()).append(" ").append(format_instant(one.source->period.begin)).append(" ");
    text.append(std::to_string(one.index)).append("\n");
  }
  return text;
}

TEST_CASE_FIXTURE(Universe, "threads that ask one index at once get the same answers, whatever its cache keeps") {
  const std::string expected = text_of(NameIndex{file.text, "x.idx", catalogue}.find(asked));
  REQUIRE(!expected.empty());
  for (const std::size_t room : {std::size_t{0}, std::size_t{40'000}, std::size_t{1} << 20, std::size_t{64} << 20}) {
    CAPTURE(room);
    const NameIndex index{file.text, "x.idx", catalogue, room};
    std::atomic<int> wrong = 0;
    std::atomic<std::size_t> most = 0;
    {
      std::vector<std::jthread> threads;
      for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([&] {
          for (int round = 0; round < 2; ++round) {
            if (text_of(index.find(asked)) != expected) ++wrong;
            const std::size_t kept = index.kept_bytes();
            for (std::size_t known = most; known < kept && !most.compare_exchange_weak(known, kept);) {
            }
          }
        });
      }
    }
    CHECK(wrong == 0);
    CHECK(most <= room);
    CHECK(index.kept_bytes() <= room);
    if (room == 0) CHECK(index.kept_bytes() == 0);
  }
}

TEST_CASE_FIXTURE(Universe,
                  "the lists that an index keeps fit into what it was given, and are kept when there is room") {
  REQUIRE(all_bytes > 1'000'000);
  constexpr std::size_t kRoom = 200'000;
  const NameIndex small{file.text, "x.idx", catalogue, kRoom}, large{file.text, "x.idx", catalogue};
  for (std::size_t i = 0; i < asked.size(); i += 10) {
    const std::string_view one = asked[i];
    CHECK_FALSE(small.find({&one, 1}).empty());
    REQUIRE(small.kept_bytes() <= kRoom);
    large.find({&one, 1});
  }
  CHECK(small.kept_bytes() > kRoom / 2);
  CHECK(large.kept_bytes() > all_bytes / 2);
  CHECK(large.kept_bytes() <= NameIndex::kListMemory);
}

TEST_CASE_FIXTURE(Universe, "answers stay good when the index and its catalogue are given up") {
  auto index = std::make_unique<const NameIndex>(file.text, "x.idx", catalogue, 0);
  const Answers answers = index->find(asked);
  const std::string before = text_of(answers);
  const std::weak_ptr<const Catalogue> alive = catalogue;
  index.reset();
  plan = Plan{};
  catalogue.reset();
  CHECK(text_of(answers) == before);
  CHECK_FALSE(alive.expired());
}

TEST_CASE_FIXTURE(Universe, "a look-up of many names ends when a stop is requested") {
  const NameIndex index{file.text, "x.idx", catalogue};
  std::stop_source stop;
  CHECK_NOTHROW(index.find(asked, {.stop = stop.get_token()}));
  stop.request_stop();
  CHECK_THROWS_AS(index.find(asked, {.stop = stop.get_token()}), Interrupted);
}

}  // namespace
}  // namespace dgacast

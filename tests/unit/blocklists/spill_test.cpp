// SPDX-License-Identifier: Apache-2.0
// Whatever the memory, the threads and the size of runs: the same entries. What does not fit goes to a file without a
// name.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <random>
#include <set>
#include <string>

#include "blocklists/engine/collect.h"
#include "blocklists/engine/name_order.h"
#include "blocklists/engine/run.h"
#include "dga/core/catalogue.h"

namespace dgacast {
namespace {

/// Names that share much, little or all with others, of all lengths.
std::vector<std::string> mixed_names(std::uint32_t count) {
  std::mt19937 random{count};
  std::vector<std::string> names;
  for (std::uint32_t i = 0; i < count; ++i) {
    std::string name;
    for (std::uint32_t words = 1 + random() % 4; words > 0; --words) name += i % 3 == 0 ? "commonword" : "ab";
    if (i % 2 == 0) name += std::to_string(random() % count);
    if (i % 97 == 0) name.append(200 - name.size(), 'z');
    if (i % 5 == 0) name.resize(1 + random() % name.size());
    names.push_back(name);
  }
  return names;
}

/// All that a collection holds as text.
std::string text_of(const Collection& names) {
  std::string text;
  names.visit([&](std::span<const Entry> entries) {
    REQUIRE(entries.size() <= 4096);
    for (const Entry& entry : entries) {
      text.append(entry.domain);
      for (const Attribution& source : entry.sources) {
        text.append(" " + source.seed->id() + " " + std::to_string(unix_time(source.valid_from)) + " " +
                    std::to_string(unix_time(source.valid_until)) + " " + std::to_string(source.index));
      }
      text += '\n';
    }
  });
  return text;
}

}  // namespace

TEST_CASE("names are ordered by their octets, equal ones side by side") {
  NameOrder order;
  for (const std::uint32_t count : {0u, 1u, 2u, 24u, 25u, 1000u, 50'000u}) {
    const std::vector<std::string> names = mixed_names(count);
    ReadNames list;
    for (const std::string& name : names) list.copy(name, {});
    order.sort(list.keys());
    std::vector<std::string> sorted = names, got;
    std::ranges::sort(sorted);
    for (const NameKey& key : list.keys()) got.emplace_back(name_of(key));
    CHECK((got == sorted));
    std::size_t unique = 0, rank = 0;
    for (; rank < list.keys().size(); rank = NameOrder::end_of_equal(list.keys(), rank)) ++unique;
    CHECK(unique == std::set<std::string>(names.begin(), names.end()).size());
  }
}

TEST_CASE("a run gives back any part of what was written, from memory and from a file") {
  std::vector<std::string> names = mixed_names(30'000);
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  for (const std::uint64_t memory : {std::uint64_t{0}, std::uint64_t{20'000}, std::uint64_t{1} << 30}) {
    for (const bool provenance : {false, true}) {
      BlockStore store{memory, ""};
      RunWriter writer{store, provenance};
      std::vector<Place> places;
      for (std::uint32_t i = 0; i < names.size(); ++i) {
        places.assign(provenance ? 1 + i % 3 : 0, Place{i, i + i % 1000, 0xFFFF'FFFF - i});
        writer.add(names[i], places);
      }
      const Run run = writer.finish();
      CHECK((store.file().size() > 0) == (memory < 1'000'000));
      std::mt19937 random{7};
      Run::Scratch scratch;
      for (int i = 0; i < 60; ++i) {
        std::size_t from = random() % names.size(), to = random() % names.size();
        if (from > to) std::swap(from, to);
        const bool whole = i == 0, begin = i % 3 == 1;
        if (whole) from = 0;
        ReadNames part;
        std::string_view first = names[from];
        if (whole || begin) first = first.substr(0, whole ? 0 : first.size() - 1);  // a bound that need not be a name
        const auto wanted_from = static_cast<std::size_t>(std::ranges::lower_bound(names, first) - names.begin());
        run.read(first, whole ? std::nullopt : std::optional<std::string_view>{names[to]}, part, scratch);
        const std::size_t wanted_to = whole ? names.size() : to;
        REQUIRE(part.keys().size() == wanted_to - std::min(wanted_to, wanted_from));
        for (std::size_t k = 0; k < part.keys().size(); ++k) {
          const std::size_t number = wanted_from + k;
          REQUIRE(name_of(part.keys()[k]) == names[number]);
          if (!provenance) continue;
          places.clear();
          ReadNames::append_places(part.keys()[k], places);
          REQUIRE(places.size() == 1 + number % 3);
          const Place last = places.back();
          CHECK(last.first == number);
          CHECK(last.last == number + number % 1000);
          CHECK(last.index == 0xFFFF'FFFF - number);
        }
      }
    }
  }
}

TEST_CASE("a run of gathered names gives back any part of them, sorted or not") {
  const Catalogue catalogue = Catalogue::builtin();
  Plan plan;
  const CatalogueEntry& entry = catalogue.entry("chinad", "");
  plan.add(entry, entry.seeds.front(), {midnight(2026, 1, 1), midnight(2026, 1, 4)});
  std::vector<std::string> names = mixed_names(30'000);
  std::mt19937 random{11};
  for (std::uint32_t i = 0; i < 20'000; ++i) {  // of any octets, zero left out
    std::string& name = names.emplace_back();
    for (auto size = 1 + random() % 5; size > 0; --size) name += static_cast<char>(1 + random() % 255);
    if (i % 3 == 0) name.front() = "-./09:az{"[i % 9];
  }
  std::ranges::shuffle(names, random);
  for (const std::uint64_t memory : {std::uint64_t{0}, std::uint64_t{50'000}, std::uint64_t{1} << 30}) {
    for (const bool provenance : {false, true}) {
      GatheredNames gathered{provenance};
      gathered.reserve(names.size() * (30 + GatheredNames::entry_octets(provenance)) * 2);
      for (std::uint32_t i = 0; i < names.size(); ++i) {
        // Of each name the same list, so that places of equal names unite.
        const auto list = static_cast<std::uint32_t>(names[i].size() % 3);
        const std::uint32_t position =
            gathered.add(names[i], {list, list, static_cast<std::uint32_t>(names[i].size())});
        REQUIRE(gathered.name(position) == names[i]);
      }
      BlockStore store{memory, ""};
      RunMaker maker{plan, store, provenance};
      const Run run = maker.make(gathered);
      CHECK((store.file().size() > 0) == (memory < 1'000'000));
      for (std::size_t block = 1; block < run.blocks(); ++block) {
        REQUIRE(run.beginning(block - 1) < run.beginning(block));
      }
      Run::Scratch scratch;
      for (int i = 0; i < 60; ++i) {
        std::string from = names[random() % names.size()], to = names[random() % names.size()];
        if (from > to) std::swap(from, to);
        if (i == 0) from.clear();
        if (i % 4 == 1) from = run.beginning(random() % run.blocks());
        if (i % 4 == 2) to = run.beginning(random() % run.blocks());
        const std::optional<std::string_view> end = i == 0 ? std::nullopt : std::optional<std::string_view>{to};
        ReadNames part;
        run.read(from, end, part, scratch);
        std::set<std::string> wanted, got;
        for (const std::string& name : names) {
          if (name >= from && (!end || name < *end)) wanted.insert(name);
        }
        for (const NameKey& key : part.keys()) {
          const std::string_view name = name_of(key);
          got.emplace(name);
          if (!provenance) continue;
          std::vector<Place> places;
          ReadNames::append_places(key, places);
          REQUIRE(places.size() == 1);
          CHECK(places[0].index == name.size());
          CHECK(places[0].first == name.size() % 3);
        }
        REQUIRE((got == wanted));
      }
    }
  }
}

TEST_CASE("any memory, threads and runs give the same entries of real families") {
  const Catalogue catalogue = Catalogue::builtin();
  const PublicSuffixes suffixes;
  const NameFilter all{suffixes};
  NameFilter some{suffixes};
  some.add_tld("com", "");
  some.add_suffix("co.uk", "");
  Plan plan;
  for (const char* const id : {"chinad", "conficker_c", "suppobox", "gozi", "cryptolocker"}) {
    const CatalogueEntry& entry = catalogue.entry(id, "");
    for (const Seed& seed : entry.seeds) plan.add(entry, seed, {midnight(2026, 1, 1), midnight(2026, 1, 2)});
  }
  for (const bool provenance : {false, true}) {
    for (const NameFilter* const filter : {&all, static_cast<const NameFilter*>(&some)}) {
      const std::string wanted = text_of(collect(plan, *filter, {.provenance = provenance}, {.threads = 1}));
      REQUIRE(wanted.size() > 15'000);
      for (const unsigned threads : {1u, 3u}) {
        for (const std::size_t run_names : {5'000u, 1'000'000u}) {
          for (const std::uint64_t memory : {std::uint64_t{0}, std::uint64_t{1} << 30}) {
            INFO(threads, " threads, runs of ", run_names, ", memory ", memory);
            const Collection names = collect(plan, *filter, {.provenance = provenance, .run_names = run_names},
                                             {.memory = memory, .threads = threads});
            CHECK((text_of(names) == wanted));
          }
        }
      }
    }
  }
}

TEST_CASE("the temporary file has no name, and a full disk is told") {
  const std::filesystem::path folder = std::filesystem::temp_directory_path() / "dgacast-spill-test";
  std::filesystem::create_directory(folder);
  {
    SpillFile file{folder.string()};
    CHECK(file.append("abc") == 0);
    CHECK(file.append("defg") == 3);
    CHECK(std::filesystem::is_empty(folder));
    std::string back(4, ' ');
    file.read(3, back.data(), back.size());
    CHECK(back == "defg");
    CHECK_THROWS_AS(file.read(5, back.data(), back.size()), InputError);
  }
  SpillFile nowhere{(folder / "missing").string()};
  CHECK_THROWS_AS(nowhere.append("abc"), InputError);
  std::filesystem::remove_all(folder);
}

}  // namespace dgacast

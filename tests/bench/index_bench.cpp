// SPDX-License-Identifier: Apache-2.0
// The index on names of real families: size, rate of building, rates of look-up for names of nobody and for names of
// the lists, found alone and proved; and LMDB with the same keys in the same run, which proves nothing. One thread
// asks.
//
//   index_bench [MILLIONS OF NAMES]      default 5
#include <hwy/contrib/sort/vqsort.h>
#include <lmdb.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <functional>
#include <optional>
#include <random>
#include <string>

#include "blocklists/answers/fingerprint.h"
#include "blocklists/answers/name_index.h"
#include "blocklists/answers/write_index.h"
#include "blocklists/engine/enumerate.h"

namespace dgacast {
namespace {

/// CPU seconds of all threads, which other work on the machine does not change much.
double seconds_of(const std::function<void()>& work) {
  const std::clock_t begin = std::clock();
  work();
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

class Memory final : public Output {
 public:
  void write(std::string_view octets) override { text.append(octets); }
  std::string text;
};

class Nothing final : public ListTaker {
 public:
  void take(std::uint32_t, const DomainList&) override {}
};

void check(int error, const char* what) {
  if (error == MDB_SUCCESS) return;
  std::fprintf(stderr, "index_bench: %s: %s\n", what, mdb_strerror(error));
  std::exit(2);
}

/// Keys of 8 octets (the hash of a name), values of 4 (its number).
class Lmdb {
 public:
  Lmdb(const DomainList& names, std::size_t octets)
      : folder_(std::filesystem::temp_directory_path() / "dgacast-bench") {
    std::filesystem::create_directory(folder_);
    check(mdb_env_create(&env_), "mdb_env_create");
    check(mdb_env_set_mapsize(env_, octets), "mdb_env_set_mapsize");
    check(mdb_env_open(env_, folder_.c_str(), MDB_NOSYNC | MDB_NOTLS, 0600), "mdb_env_open");
    std::vector<std::pair<std::uint64_t, std::uint32_t>> keys;
    for (std::uint32_t i = 0; i < names.size(); ++i)
      keys.emplace_back(XXH3_64bits(names[i].data(), names[i].size()), i);
    std::ranges::sort(keys);
    MDB_txn* write = nullptr;
    check(mdb_txn_begin(env_, nullptr, 0, &write), "mdb_txn_begin");
    check(mdb_dbi_open(write, nullptr, MDB_INTEGERKEY, &table_), "mdb_dbi_open");
    for (auto& [hash, number] : keys) {
      MDB_val key{sizeof hash, &hash}, value{sizeof number, &number};
      const int error = mdb_put(write, table_, &key, &value, MDB_NOOVERWRITE);
      if (error != MDB_KEYEXIST) check(error, "mdb_put");
    }
    check(mdb_txn_commit(write), "mdb_txn_commit");
    check(mdb_txn_begin(env_, nullptr, MDB_RDONLY, &read_), "mdb_txn_begin");
  }
  ~Lmdb() {
    mdb_txn_abort(read_);
    mdb_env_close(env_);
    std::filesystem::remove_all(folder_);
  }
  Lmdb(const Lmdb&) = delete;
  Lmdb& operator=(const Lmdb&) = delete;
  std::size_t find(std::span<const std::string_view> names) {
    std::size_t found = 0;
    for (const std::string_view name : names) found += has(XXH3_64bits(name.data(), name.size())) ? 1 : 0;
    return found;
  }
  /// The same in the order of the keys; to whom an answer belongs is lost.
  std::size_t find_sorted(std::span<const std::string_view> names) {
    std::vector<std::uint64_t> hashes;
    hashes.reserve(names.size());
    for (const std::string_view name : names) hashes.push_back(XXH3_64bits(name.data(), name.size()));
    hwy::Sorter{}(hashes.data(), hashes.size(), hwy::SortAscending{});
    return static_cast<std::size_t>(std::ranges::count_if(hashes, [this](std::uint64_t hash) { return has(hash); }));
  }

 private:
  bool has(std::uint64_t hash) {
    MDB_val key{sizeof hash, &hash}, value{};
    return mdb_get(read_, table_, &key, &value) == MDB_SUCCESS;
  }

  std::filesystem::path folder_;
  MDB_env* env_ = nullptr;
  MDB_txn* read_ = nullptr;
  MDB_dbi table_ = 0;
};

int run(std::size_t wanted) {
  const auto shared = std::make_shared<const Catalogue>(Catalogue::builtin());
  const Catalogue& catalogue = *shared;
  const CatalogueEntry &newgoz = catalogue.entry("newgoz", ""), &chinad = catalogue.entry("chinad", ""),
                       &murofet = catalogue.entry("murofet_v2", "");
  constexpr std::size_t kNamesADay = 1000 + 10'000 + 256 + 4 * 1020;  // of newgoz, Chinad, Murofet
  const std::chrono::days days{std::max<std::size_t>(1, wanted / kNamesADay)};
  const Period horizon{midnight(2027, 1, 1) - days, midnight(2027, 1, 1)};
  Plan plan;
  for (const CatalogueEntry* entry : {&newgoz, &chinad, &murofet}) {
    for (const Seed& seed : entry->seeds) plan.add(*entry, seed, horizon);
  }

  const double generate =
      seconds_of([&] { enumerate(plan, [] { return std::make_unique<Nothing>(); }, {}, {.threads = 2}); });
  Memory memory;
  IndexReport report;
  const double build = seconds_of([&] {
    report = write_index(plan, catalogue.digest(), memory, {.memory = std::uint64_t{4} << 30, .threads = 2});
  });
  const auto names_of = [&report](double rate) { return static_cast<double>(report.entries) / 1e6 / rate; };
  std::printf(
      "%.1f M names, %.1f bits a name; built in %.1f CPU s, %.1f s of it making names: %.1f M/s a core without\n",
      names_of(1), 8.0 * static_cast<double>(memory.text.size()) / static_cast<double>(report.entries), build, generate,
      names_of(std::max(0.001, build - generate)));

  constexpr std::size_t kBatch = 1'000'000;  // a round, so that a second is a million names a second
  constexpr int kRounds = 7;
  constexpr std::size_t kListMemory = std::size_t{256} << 20;
  const NameIndex index{memory.text, "index", shared, kListMemory};
  DomainList nobody, known;
  std::mt19937_64 random{1};  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same names every time
  for (std::size_t i = 0; i < kBatch; ++i) nobody.add(std::to_string(random()).append("-nobody.com"));
  DomainList list;
  while (known.size() < kBatch) {
    const auto number = static_cast<std::uint32_t>(random() % plan.list_count());
    const PlannedSeed& seed = plan.seed_of(number);
    list.clear();
    seed.entry->family->generate(seed.seed, plan.list(number).period, list);
    for (std::size_t i = 0; i < list.size() && known.size() < kBatch; ++i) known.add(list[i]);
  }
  const auto views = [](const DomainList& names) {
    std::vector<std::string_view> out;
    for (std::size_t i = 0; i < names.size(); ++i) out.push_back(names[i]);
    std::shuffle(out.begin(), out.end(), std::mt19937_64{2});  // NOLINT(cert-msc32-c,cert-msc51-cpp)
    return out;
  };
  const std::vector<std::string_view> misses = views(nobody), hits = views(known);
  DomainList all;
  for (std::uint32_t number = 0; number < plan.list_count() && all.size() < report.entries; ++number) {
    const PlannedSeed& seed = plan.seed_of(number);
    seed.entry->family->generate(seed.seed, plan.list(number).period, all);
  }
  Lmdb lmdb{all, std::max<std::size_t>(std::size_t{1} << 30, all.size() * 64)};
  // Once before it counts: reads the file, checks its blocks, makes the lists.
  const std::size_t wrong = index.find(misses).size(), found = index.find(hits).size();
  const std::size_t lmdb_wrong = lmdb.find(misses), lmdb_found = lmdb.find(hits);
  std::printf("| %d rounds in turns | M names/s, best | LMDB, M names/s, best | LMDB / index | answers | of LMDB |\n",
              kRounds);
  using Ask = std::function<std::size_t(std::span<const std::string_view>)>;
  const auto compare = [&](const char* what, const Ask& ask, const std::function<void()>& before,
                           const std::vector<std::string_view>& names, std::size_t theirs, bool sorted = false) {
    double best = 1e9, best_lmdb = 1e9;
    std::size_t ours = 0;
    std::vector<double> ratios;
    for (int round = 0; round < kRounds; ++round) {
      before();
      const double own = seconds_of([&] { ours = ask(names); });
      const double other = seconds_of([&] { sorted ? lmdb.find_sorted(names) : lmdb.find(names); });
      best = std::min(best, own);
      best_lmdb = std::min(best_lmdb, other);
      ratios.push_back(other / own);
    }
    std::ranges::sort(ratios);
    std::printf("| %s | %.2f | %.2f | %.1f (%.1f-%.1f) | %zu | %zu |\n", what, 1 / best, 1 / best_lmdb,
                ratios[kRounds / 2], ratios.front(), ratios.back(), ours, theirs);
  };
  const Ask proved = [&index](std::span<const std::string_view> names) { return index.find(names).size(); };
  // What LMDB tells of a key, and which list and place that is.
  const Ask only_found = [&index](std::span<const std::string_view> names) {
    const std::vector<NameIndex::Matches> matches = index.match(names);
    std::size_t in_lists = 0;
    for (std::size_t segment = 0; segment < matches.size(); ++segment) {
      for (const std::uint64_t match : matches[segment]) {
        const TableList of = index.segments()[segment].lists().list_of(match >> 32);
        in_lists += (match >> 32) - of.first < of.names ? 1 : 0;
      }
    }
    return in_lists;
  };
  std::optional<NameIndex> anew;
  const auto forget_lists = [&] { anew.emplace(memory.text, "index", shared, kListMemory).match(hits); };
  const Ask made_anew = [&anew](std::span<const std::string_view> names) { return anew->find(names).size(); };
  const auto nothing = [] {};
  compare("names of nobody", proved, nothing, misses, lmdb_wrong);
  compare("names of lists, found and not proved, as by LMDB", only_found, nothing, hits, lmdb_found);
  compare("names of lists, each proved, lists still known", proved, nothing, hits, lmdb_found);
  compare("names of lists, each proved, lists made anew", made_anew, forget_lists, hits, lmdb_found);
  compare("names of nobody; LMDB in the order of its keys", proved, nothing, misses, lmdb_wrong, true);
  compare("names of lists, found; LMDB in the order of its keys", only_found, nothing, hits, lmdb_found, true);
  compare("names of lists, proved, known; LMDB in the order of its keys", proved, nothing, hits, lmdb_found, true);
  return wrong == 0 && found >= hits.size() ? 0 : 1;
}

}  // namespace
}  // namespace dgacast

int main(int argc, char** argv) {
  const double millions = argc > 1 ? std::atof(argv[1]) : 5;
  return dgacast::run(static_cast<std::size_t>(millions * 1e6));
}

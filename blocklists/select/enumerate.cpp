// SPDX-License-Identifier: Apache-2.0
#include "blocklists/select/enumerate.h"

#include <tbb/blocked_range.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>

namespace dgacast {
namespace {

constexpr std::uint64_t kNamesATask = 50'000;   // by the catalogue's word: enough work to be worth a task
constexpr std::uint64_t kNamesUnknown = 1'000;  // a list whose size the catalogue does not know

struct Task {
  const PlannedSeed* seed;
  std::size_t first;
  std::size_t count;
};

std::vector<Task> cut(const Plan& plan, const Scope& scope) {
  std::vector<Task> tasks;
  DomainList wish;
  wish.want(scope.tlds);
  for (const PlannedSeed& seed : plan.seeds()) {
    if (is_spared(seed.entry->family->facts(), seed.seed, wish)) continue;
    const std::uint64_t names = std::max<std::uint64_t>(1, seed.entry->names_per_period.value_or(kNamesUnknown));
    const auto step = static_cast<std::size_t>(std::max<std::uint64_t>(1, kNamesATask / names));
    for (std::size_t first = 0; first < seed.lists.size(); first += step) {
      tasks.push_back({&seed, first, std::min(step, seed.lists.size() - first)});
    }
  }
  if (scope.shard.count > 1) {
    std::vector<Task> part;
    for (std::size_t i = scope.shard.number - 1; i < tasks.size(); i += scope.shard.count) part.push_back(tasks[i]);
    return part;
  }
  return tasks;
}

struct Worker {
  std::unique_ptr<ListTaker> taker;
  DomainList names;

  void work(const Task& task, const std::stop_token& stop, Progress* progress) {
    for (std::size_t i = task.first; i < task.first + task.count; ++i) {
      if (stop.stop_requested()) throw Interrupted{};
      names.clear();
      task.seed->entry->family->generate(task.seed->seed, task.seed->lists[i].period, names);
      taker->take(task.seed->first_list + static_cast<std::uint32_t>(i), names);
      if (progress != nullptr) progress->names += names.size();
    }
    if (progress != nullptr) ++progress->pieces;
  }
};

}  // namespace

std::vector<std::unique_ptr<ListTaker>> enumerate(const Plan& plan, unsigned threads, std::stop_token stop,
                                                  const std::function<std::unique_ptr<ListTaker>()>& make,
                                                  const Scope& scope) {
  const std::vector<Task> tasks = cut(plan, scope);
  if (scope.progress != nullptr) scope.progress->all_pieces = tasks.size();
  tbb::enumerable_thread_specific<Worker> workers{[&make, &scope] {
    Worker worker{make(), {}};
    worker.names.want(scope.tlds);
    return worker;
  }};
  const auto count = threads == 0 ? tbb::this_task_arena::max_concurrency() : static_cast<int>(threads);
  const tbb::global_control more_than_cores{tbb::global_control::max_allowed_parallelism,
                                            static_cast<std::size_t>(count)};
  tbb::task_arena arena{count};
  arena.execute([&] {
    tbb::parallel_for(
        tbb::blocked_range<std::size_t>(0, tasks.size(), 1),
        [&](const tbb::blocked_range<std::size_t>& range) {
          for (std::size_t i = range.begin(); i != range.end(); ++i)
            workers.local().work(tasks[i], stop, scope.progress);
        },
        tbb::simple_partitioner{});
    tbb::parallel_for(workers.range(1), [](auto& range) {
      for (Worker& worker : range) worker.taker->finish();
    });
  });
  std::vector<std::unique_ptr<ListTaker>> takers;
  for (Worker& worker : workers) takers.push_back(std::move(worker.taker));
  return takers;
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
#include "blocklists/engine/enumerate.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <span>

#include "dga/core/threads.h"

namespace dgacast {
namespace {

constexpr std::size_t kLargeList = std::size_t{1} << 20;  // octets
constexpr std::uint64_t kNamesATask = 50'000;             // by the catalogue's word: enough work to be worth a task
constexpr std::uint64_t kNamesUnknown = 1'000;            // a list whose size the catalogue does not know

/// Lists of one seed, for one thread.
struct Piece {
  const PlannedSeed* seed;
  std::size_t first;
  std::size_t count;

  const Family& family() const noexcept { return *seed->entry->family; }
};

std::vector<Piece> cut(const Plan& plan, const Scope& scope) {
  std::vector<Piece> pieces;
  DomainList wish;
  wish.want(scope.tlds);
  for (const PlannedSeed& seed : plan.seeds()) {
    if (is_spared(seed.entry->family->facts(), seed.seed, wish)) continue;
    const std::uint64_t names = std::max<std::uint64_t>(1, seed.entry->names_per_period.value_or(kNamesUnknown));
    const auto step = static_cast<std::size_t>(std::max<std::uint64_t>(1, kNamesATask / names));
    for (std::size_t first = 0; first < seed.lists.size(); first += step) {
      pieces.push_back({&seed, first, std::min(step, seed.lists.size() - first)});
    }
  }
  if (scope.shard.count > 1) {
    std::vector<Piece> part;
    for (std::size_t i = scope.shard.number - 1; i < pieces.size(); i += scope.shard.count) part.push_back(pieces[i]);
    return part;
  }
  return pieces;
}

/// Pieces that one thread makes together: those of a family that makes several lists at once, if they have no more.
using Task = std::span<const Piece>;

std::size_t lists_at_once(const Family& family) {
  const ListBatcher* const batcher = family.batcher();
  return batcher == nullptr ? 1 : std::max<std::size_t>(1, batcher->lists_at_once());
}

std::vector<Task> group(std::span<const Piece> pieces, std::size_t threads) {
  const std::size_t fair = std::max<std::size_t>(1, pieces.size() / threads);  // so that no thread waits for another
  std::vector<Task> tasks;
  for (std::size_t begin = 0, end; begin < pieces.size(); begin = end) {
    const Family& family = pieces[begin].family();
    const std::size_t most = lists_at_once(family);
    std::size_t lists = pieces[begin].count;
    for (end = begin + 1; end < pieces.size() && end - begin < fair && &pieces[end].family() == &family; ++end) {
      lists += pieces[end].count;
      if (lists > most) break;
    }
    tasks.push_back(pieces.subspan(begin, end - begin));
  }
  return tasks;
}

/// What one thread needs.
class Worker {
 public:
  Worker(std::unique_ptr<ListTaker> taker, const Scope& scope, const RunContext& run)
      : taker_(std::move(taker)), scope_(scope), run_(run) {
    row_.want(scope.tlds);
  }

  void work(Task task) {
    const std::size_t most = lists_at_once(task.front().family());
    for (const Piece& piece : task) {
      if (makes_rows(piece)) continue;
      for (std::size_t i = piece.first; i < piece.first + piece.count; ++i) {
        order(*piece.seed, i);
        if (orders_.size() == most) make(piece.family());
      }
    }
    make(task.front().family());
    if (run_.progress != nullptr) run_.progress->pieces += task.size();
  }
  std::unique_ptr<ListTaker>& taker() noexcept { return taker_; }

 private:
  /// Hands the lists of a piece over in rows, if the family makes some.
  bool makes_rows(const Piece& piece) {
    const RowMaker* const maker = piece.family().row_maker();
    if (maker == nullptr) return false;
    const std::span lists = std::span{piece.seed->lists}.subspan(piece.first, piece.count);
    for (std::size_t begin = 0, end = 0; begin < lists.size(); begin = end) {
      run_.check();
      periods_.clear();
      do {
        periods_.push_back(lists[end++].period);
      } while (end < lists.size() && lists[end].period.begin == periods_.back().end);
      row_.clear();
      stretches_.clear();
      maker->generate_row(piece.seed->seed, periods_, row_, stretches_);
      taker_->take_row(piece.seed->first_list + static_cast<std::uint32_t>(piece.first + begin), row_, stretches_);
      if (run_.progress == nullptr) continue;
      for (const Stretch& list : stretches_) run_.progress->names += list.end - list.begin;
    }
    return true;
  }
  void order(const PlannedSeed& seed, std::size_t list) {
    if (names_.size() == orders_.size()) names_.emplace_back().want(scope_.tlds);
    DomainList& names = names_[orders_.size()];
    names.clear();
    orders_.push_back({&seed.seed, seed.lists[list].period, &names});
    numbers_.push_back(seed.first_list + static_cast<std::uint32_t>(list));
  }
  /// Makes what is ordered, and hands it over.
  void make(const Family& family) {
    run_.check();
    const ListBatcher* const batcher = family.batcher();
    for (std::size_t begin = 0; begin < orders_.size();) {
      // A plugin says how many of its lists fit into memory together; what its lists hold is not known beforehand.
      std::size_t count = 1;
      if (batcher == nullptr) {
        family.generate(*orders_[begin].seed, orders_[begin].period, *orders_[begin].out);
      } else {
        count = batcher->generate_some(std::span{orders_}.subspan(begin));
      }
      for (const std::size_t end = begin + count; begin < end; ++begin) hand_over(begin);
    }
    orders_.clear();
    numbers_.clear();
  }
  void hand_over(std::size_t order) {
    DomainList& names = names_[order];
    taker_->take(numbers_[order], names);
    if (run_.progress != nullptr) run_.progress->names += names.size();
    // Large lists, each in a place of its own, would keep the memory of all.
    if (orders_.size() == 1 || names.text_size() < kLargeList) return;
    names.clear();
    names.shrink();
  }

  std::unique_ptr<ListTaker> taker_;
  const Scope& scope_;
  const RunContext& run_;
  std::deque<DomainList> names_;  // they stay where they are
  std::vector<ListOrder> orders_;
  std::vector<std::uint32_t> numbers_;  // of the lists that are ordered
  DomainList row_;
  std::vector<Period> periods_;  // of the row
  std::vector<Stretch> stretches_;
};

}  // namespace

void ListTaker::take_row(std::uint32_t first, const DomainList& row, std::span<const Stretch> lists) {
  for (const Stretch& list : lists) {
    list_.clear();
    list_.append(row, list.begin, list.end);
    take(first++, list_);
  }
}

std::vector<std::unique_ptr<ListTaker>> enumerate(const Plan& plan,
                                                  const std::function<std::unique_ptr<ListTaker>()>& make,
                                                  const Scope& scope, const RunContext& run) {
  const unsigned count = threads_to_be_had(run.threads);
  const std::vector<Piece> pieces = cut(plan, scope);
  const std::vector<Task> tasks = group(pieces, count);
  if (run.progress != nullptr) run.progress->all_pieces = pieces.size();
  std::vector<std::optional<Worker>> workers(count);  // of the threads that had work
  for_each_part(tasks.size(), count, [&](std::size_t i, unsigned thread) {
    if (!workers[thread]) workers[thread].emplace(make(), scope, run);
    workers[thread]->work(tasks[i]);
  });
  std::vector<std::unique_ptr<ListTaker>> takers;
  for (std::optional<Worker>& worker : workers) {
    if (worker) takers.push_back(std::move(worker->taker()));
  }
  for_each_part(takers.size(), count, [&](std::size_t i, unsigned) { takers[i]->finish(); });
  return takers;
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
#include "blocklists/answers/logs/client_table.h"

#include <algorithm>
#include <bit>
#include <iterator>
#include <tuple>
#include <utility>

namespace dgacast {

// What each takes with the nodes and blocks of memory around it, about.
constexpr std::size_t kClientBytes = 256, kFamilyBytes = 192, kListBytes = 192, kNameBytes = 8;

EvidenceByFamily& ClientTable::of(std::string_view client) {
  if (const auto found = places_.find(client); found != places_.end()) {
    last_ = found->second;
    std::list<Client>& list = last_->is_confirmed ? confirmed_ : single_;
    list.splice(list.begin(), list, last_);
    return last_->families;
  }
  single_.push_front({std::string(client), {}, 0, false});
  last_ = single_.begin();
  if (places_.size() >= most_) drop_one();
  places_.emplace(last_->name, last_);
  grow(kClientBytes + client.size());
  return last_->families;
}

bool ClientTable::drop_one() {
  // The client of the last of() is the first of its list.
  for (std::list<Client>* const list : {&single_, &confirmed_}) {
    if (list->empty() || std::prev(list->end()) == last_) continue;
    used_ -= list->back().bytes;
    places_.erase(list->back().name);
    list->pop_back();
    ++dropped_;
    return true;
  }
  return false;
}

void ClientTable::grow(std::size_t bytes) noexcept {
  last_->bytes += bytes;
  used_ += bytes;
}

void ClientTable::added(bool is_first_of_family, bool is_first_of_list) {
  grow(kNameBytes + (is_first_of_family ? kFamilyBytes : 0) + (is_first_of_list ? kListBytes : 0));
  while (used_ > room_ && free_some()) {
  }
}

bool ClientTable::free_some() {
  const bool has_other_single = !single_.empty() && std::prev(single_.end()) != last_;
  const bool has_other = has_other_single || (!confirmed_.empty() && std::prev(confirmed_.end()) != last_);
  if (!has_other) return thin(*last_);
  constexpr std::size_t kHeavy = 16 * kBytesAClient;
  if (!has_other_single && confirmed_.back().bytes > kHeavy && thin(confirmed_.back())) return true;
  return drop_one();
}

bool ClientTable::thin(Client& client) {
  using Key = std::pair<const Seed*, UtcSeconds>;
  std::vector<std::tuple<std::size_t, Evidence*, Key>> lists;  // the first: names
  for (auto& [entry, evidence] : client.families) {
    for (const auto& [key, list] : evidence.lists) lists.emplace_back(list.indexes.size(), &evidence, key);
  }
  std::ranges::stable_sort(lists, {}, [](const auto& one) { return std::get<0>(one); });
  if (!lists.empty()) lists.pop_back();  // the best one stays
  const std::size_t before = client.bytes;
  for (const auto& [names, evidence, key] : lists) {
    if (client.bytes <= before / 2) break;
    evidence->lists.erase(key);
    const std::size_t bytes = kListBytes + names * kNameBytes;
    client.bytes -= bytes;
    used_ -= bytes;
  }
  return client.bytes < before;
}

void ClientTable::confirm() {
  if (last_->is_confirmed) return;
  last_->is_confirmed = true;
  confirmed_.splice(confirmed_.begin(), single_, last_);
}

QuestionCounts::QuestionCounts(std::size_t clients) : most_(std::bit_ceil(std::max<std::size_t>(1024, 2 * clients))) {}

void QuestionCounts::add(std::uint64_t hash) {
  if (2 * used_ >= slots_.size()) rebuild(std::min(most_, 2 * slots_.size()));
  Slot& place = slot(hash);
  if (place.count == 0) {
    ++used_;
    place = {hash, floor_};
  }
  ++place.count;
}

/// Makes room: more slots, or, when there may be no more, fewer clients.
void QuestionCounts::rebuild(std::size_t size) {
  const bool is_full = size == slots_.size();
  std::vector<Slot> old(size);
  old.swap(slots_);
  if (is_full) {  // a quarter is kept: those that asked most
    std::vector<std::uint64_t> counts;
    for (const Slot& one : old) {
      if (one.count > 0) counts.push_back(one.count);
    }
    const auto nth = counts.begin() + static_cast<std::ptrdiff_t>(counts.size() - size / 4);
    std::ranges::nth_element(counts, nth);
    floor_ = std::max(floor_, *nth);
  }
  used_ = 0;
  for (const Slot& one : old) {
    if (one.count == 0 || (is_full && one.count <= floor_)) continue;
    slot(one.hash) = one;
    ++used_;
  }
}

QuestionCounts::Slot& QuestionCounts::slot(std::uint64_t hash) noexcept {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  while (slots_[at].count > 0 && slots_[at].hash != hash) at = (at + 1) & mask;
  return slots_[at];
}

std::uint64_t QuestionCounts::of(std::uint64_t hash) const noexcept {
  return std::max(floor_, const_cast<QuestionCounts*>(this)->slot(hash).count);
}

}  // namespace dgacast

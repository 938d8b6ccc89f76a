// SPDX-License-Identifier: Apache-2.0
#include "blocklists/answers/logs/client_table.h"

#include <algorithm>
#include <bit>

namespace dgacast {

EvidenceByFamily& ClientTable::of(std::string_view client) {
  if (const auto found = places_.find(client); found != places_.end()) {
    last_ = found->second;
    std::list<Client>& list = last_->is_confirmed ? confirmed_ : single_;
    list.splice(list.begin(), list, last_);
    return last_->families;
  }
  if (places_.size() >= most_) {
    std::list<Client>& list = single_.empty() ? confirmed_ : single_;
    places_.erase(list.back().name);
    list.pop_back();
    ++dropped_;
  }
  single_.push_front({std::string(client), {}, false});
  last_ = single_.begin();
  places_.emplace(last_->name, last_);
  return last_->families;
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

// SPDX-License-Identifier: Apache-2.0
#include "blocklists/select/collisions.h"

#include <algorithm>
#include <bit>

#include "blocklists/select/collect.h"

namespace dgacast {
namespace {

/// The four bits that a name sets in its word. Taken from the upper half of the hash; the lower chooses the word.
constexpr std::uint64_t bits_of(std::uint64_t hash) noexcept {
  std::uint64_t bits = 0;
  for (unsigned i = 0; i < 4; ++i) bits |= std::uint64_t{1} << (hash >> (40 + 6 * i) & 63);
  return bits;
}

}  // namespace

void Collisions::build_filter() {
  // At most two names a word on average: about 1 other name in 700 passes by chance, and is then kept in vain.
  filter_.assign(std::bit_ceil(std::max<std::size_t>(expected_.size() / 2, 1)), 0);
  for (const std::uint64_t hash : expected_) filter_[hash & (filter_.size() - 1)] |= bits_of(hash);
  expected_.clear();
  expected_.shrink_to_fit();
}

bool Collisions::may_be_expected(std::string_view name) const noexcept {
  const std::uint64_t value = hash(name), bits = bits_of(value);
  return (filter_[value & (filter_.size() - 1)] & bits) == bits;
}

void Collisions::add(std::string_view name, const Hit& hit) {
  auto found = hits_.find(name);
  if (found == hits_.end()) found = hits_.emplace(std::string(name), std::vector<Hit>{}).first;
  std::vector<Hit>& hits = found->second;
  if (hits.empty() || hits.back().list != hit.list) {
    hits.push_back(hit);
    return;
  }
  Hit& known = hits.back();
  if (hit.rank != 0 && (known.rank == 0 || hit.rank < known.rank)) known.rank = hit.rank;
  known.created = std::min(known.created, hit.created);
}

ListReport Collisions::read(Input& input, std::string_view name, std::string_view where, ListKind kind,
                            std::stop_token stop) {
  if (filter_.empty()) build_filter();
  Hit hit{.kind = kind, .list = static_cast<std::uint32_t>(list_names_.size())};
  list_names_.emplace_back(name);
  return read_name_list(input, where, kind, [&](const ListedNames& listed) {
    if (stop.stop_requested()) throw Interrupted{};
    for (std::size_t i = 0; i < listed.names.size(); ++i) {
      std::string_view at = listed.names[i];
      for (auto dot = at.find('.'); dot != std::string_view::npos; dot = at.find('.')) {
        if (may_be_expected(at)) {
          hit.rank = listed.ranks[i];
          if (kind == ListKind::created) hit.created = listed.created[i];
          add(at, hit);
        }
        at.remove_prefix(dot + 1);
      }
    }
  });
}

std::span<const Hit> Collisions::hits(std::string_view registrable) const {
  const auto found = hits_.find(registrable);
  return found == hits_.end() ? std::span<const Hit>{} : found->second;
}

}  // namespace dgacast

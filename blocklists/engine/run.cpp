// SPDX-License-Identifier: Apache-2.0
#include "blocklists/engine/run.h"

#include <algorithm>
#include <array>
#include <bit>
#include <bitset>
#include <cstring>

#include "dga/core/short_text.h"

namespace dgacast {
namespace {

// A block is what a merge reads at once of each run: small enough that hundreds of runs fit, large enough for a read().
constexpr std::size_t kBlock = 8 * 1024;
constexpr std::size_t kLongestEntry = 2 + 255 + 5;    // an entry without places
constexpr std::size_t kPiece = std::size_t{1} << 20;  // octets of memory at once: thousands of small ones are slow
constexpr std::size_t kWrite = std::size_t{1} << 18;  // octets a write()
// Names in a block that does not get sorted: what a merge must read of it at least, from each run.
constexpr std::uint32_t kMostUnsorted = 1024;

void get_places(const char*& at, std::vector<Place>& places) {
  places.resize(get_leb128(at));
  for (Place& place : places) {
    place.first = get_leb128(at);
    place.last = place.first + get_leb128(at);
    place.index = get_leb128(at);
  }
}

/// How many octets two names share at their beginning.
std::size_t shared(std::string_view a, std::string_view b) noexcept {
  const std::size_t most = std::min(a.size(), b.size());
  std::size_t same = 0;
  for (std::uint64_t x, y; most - same >= sizeof x; same += sizeof x) {
    std::memcpy(&x, a.data() + same, sizeof x);
    std::memcpy(&y, b.data() + same, sizeof y);
    if (x == y) continue;
    // Where they part is not foreseeable: to count bits is cheaper than a loop that ends somewhere.
    const int zeros = std::endian::native == std::endian::little ? std::countr_zero(x ^ y) : std::countl_zero(x ^ y);
    return same + static_cast<std::size_t>(zeros) / 8;
  }
  while (same < most && a[same] == b[same]) ++same;
  return same;
}

}  // namespace

bool BlockStore::reserve(std::uint64_t octets) noexcept {
  std::uint64_t free = free_.load(std::memory_order_relaxed);
  do {
    if (free < octets) return false;
  } while (!free_.compare_exchange_weak(free, free - octets, std::memory_order_relaxed));
  return true;
}

char* BlockStore::piece(std::size_t octets) {
  const std::lock_guard lock{adding_};
  return pieces_.emplace_back(std::make_unique_for_overwrite<char[]>(octets + kTextSlack)).get();
}

std::uint64_t BlockStore::append(std::string_view octets) {
  if (output_ == nullptr) return file_.append(octets);
  output_->write(octets);
  end_ += octets.size();
  return end_ - octets.size();
}

void Run::read(std::string_view from, std::optional<std::string_view> to, ReadNames& out, Scratch& scratch) const {
  // The first block that may hold `from` is the last one that begins at or before it.
  std::size_t low = 0, high = blocks_.size();
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (beginnings_[middle] <= from) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  for (std::size_t number = low == 0 ? 0 : low - 1; number < blocks_.size(); ++number) {
    if (to && beginnings_[number] >= *to) return;
    const Block& block = blocks_[number];
    // Whole blocks need no comparison: all but the first and the last.
    Range range;
    if (beginnings_[number] < from) range.from = NameBound{from};
    if (to && (number + 1 == blocks_.size() || beginnings_[number + 1] > *to)) range.to = NameBound{*to};
    if (!block.packed) {
      read_plain(block, range, provenance_, out);
      continue;
    }
    const char* at = block.octets;
    if (at == nullptr) {
      scratch.block.resize(block.size);
      file_->read(block.offset, scratch.block.data(), block.size);
      if (plan_ != nullptr) {
        read_foreign(number, range, out, scratch);
        continue;
      }
      at = scratch.block.data();
    }
    read_packed(at, block, range, provenance_, out, scratch);
  }
}

void Run::read_packed(const char* at, const Block& block, const Range& range, bool provenance, ReadNames& out,
                      Scratch& scratch) {
  std::array<char, 256> name;
  scratch.places.clear();
  for (std::uint32_t i = 0; i < block.names; ++i) {
    const auto same = static_cast<unsigned char>(*at++), rest = static_cast<unsigned char>(*at++);
    copy_text({at, rest}, name.data() + same);
    at += rest;
    if (provenance) get_places(at, scratch.places);
    const std::string_view text{name.data(), std::size_t{same} + rest};
    if (range.has(text)) out.copy(text, scratch.places);
  }
}

void Run::read_plain(const Block& block, const Range& range, bool provenance, ReadNames& out) {
  const bool whole = !range.from && !range.to;
  GatheredNames::each_entry({block.octets, block.size}, provenance, [&](std::string_view, std::string_view name) {
    if (whole || range.has(name)) out.add(name);
  });
}

RunWriter::RunWriter(BlockStore& store, bool provenance)
    : store_(store),
      block_(std::make_unique_for_overwrite<char[]>(kBlock + kLongestEntry)),
      room_(kBlock + kLongestEntry),
      provenance_(provenance) {
  begin();
}

void RunWriter::begin() {
  run_ = {};
  run_.file_ = &store_.file();
  run_.provenance_ = provenance_;
  last_size_ = 0;
}

void RunWriter::add(std::string_view name, std::span<const Place> places) {
  if (used_ + kLongestEntry > kBlock) end_block();
  const std::string_view last{last_.data(), last_size_};
  std::size_t same = shared(last, name);
  // Hundreds of millions of names have a million blocks: no more is kept than tells a block from the one before it.
  // After a block that is not sorted that is three octets: it was of another part of a group.
  if (names_ == 0) run_.beginnings_.add(name.substr(0, std::max<std::size_t>(same + 1, 3)));
  const std::string_view rest = name.substr(same);
  copy_text(rest, last_.data() + same);
  last_size_ = name.size();
  if (names_++ == 0) same = 0;
  char* to = block_.get() + used_;
  *to++ = static_cast<char>(same);
  *to++ = static_cast<char>(name.size() - same);
  to = copy_text(name.substr(same), to);
  used_ = static_cast<std::size_t>(to - block_.get());
  if (provenance_) add_places(places);
}

void RunWriter::add_places(std::span<const Place> places) {
  const std::size_t most = used_ + (1 + 3 * places.size()) * kLongestLeb128Of32;
  if (room_ < most) {  // a name of very many lists
    auto larger = std::make_unique_for_overwrite<char[]>(most);
    std::memcpy(larger.get(), block_.get(), used_);
    block_ = std::move(larger);
    room_ = most;
  }
  char* to = put_leb128(block_.get() + used_, places.size());
  for (const Place& place : places) {
    to = put_leb128(to, place.first);
    to = put_leb128(to, place.last - place.first);
    to = put_leb128(to, place.index);
  }
  used_ = static_cast<std::size_t>(to - block_.get());
}

Run RunWriter::finish() {
  end_block();
  write_pending();
  run_.beginnings_.shrink();
  run_.blocks_.shrink_to_fit();
  Run finished = std::move(run_);
  begin();
  return finished;
}

void RunWriter::end_block() {
  if (names_ == 0) return;
  const std::string_view octets{block_.get(), used_};
  Run::Block& block = run_.blocks_.emplace_back();
  block.octets = nullptr;
  block.size = static_cast<std::uint32_t>(octets.size());
  block.names = names_ & 0x7FFF'FFFF;
  block.packed = 1;
  if (store_.handed_over()) run_.checks_.push_back(check_of_block(octets));
  if (char* const kept = keep(block.size); kept != nullptr) {
    std::memcpy(kept, octets.data(), octets.size());
    block.octets = kept;
  } else {
    if (pending_.empty()) first_pending_ = run_.blocks_.size() - 1;
    pending_.append(octets);
    if (pending_.size() >= kWrite) write_pending();
  }
  used_ = 0;
  names_ = 0;
}

char* RunWriter::keep(std::size_t octets) {
  if (!store_.reserve(octets)) return nullptr;
  if (piece_left_ < octets) {
    piece_left_ = std::max(kPiece, octets);
    piece_ = store_.piece(piece_left_);
  }
  char* const kept = piece_;
  piece_ += octets;
  piece_left_ -= octets;
  return kept;
}

void RunWriter::add_block(std::string_view beginning, const char* octets, const GatheredNames::Group& size) {
  end_block();
  last_size_ = 0;
  run_.beginnings_.add(beginning);
  run_.blocks_.push_back(
      {.octets = octets, .offset = 0, .size = size.octets, .names = size.names & 0x7FFF'FFFF, .packed = 0});
}

void RunWriter::write_pending() {
  if (pending_.empty()) return;
  std::uint64_t offset = store_.append(pending_);
  for (std::size_t i = first_pending_; i < run_.blocks_.size(); ++i) {
    Run::Block& block = run_.blocks_[i];
    if (block.octets != nullptr) continue;
    block.offset = offset;
    offset += block.size;
  }
  pending_.clear();
}

Run RunMaker::make(const GatheredNames& names) {
  const std::span<const GatheredNames::Group> groups = names.groups();
  begins_.assign(groups.size(), nullptr);
  std::bitset<name_groups::kCount> is_loose;
  std::size_t loose = 0;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (groups[i].names == 0) continue;
    if (groups[i].names <= kMostUnsorted) begins_[i] = writer_.keep(groups[i].octets);
    is_loose[i] = begins_[i] == nullptr;
    if (is_loose[i]) loose += groups[i].octets;
  }
  if (loose > loose_room_) {
    loose_.reset();
    loose_ = std::make_unique_for_overwrite<char[]>(loose + kTextSlack);
    loose_room_ = loose;
  }
  for (std::size_t i = 0, used = 0; i < groups.size(); ++i) {
    if (!is_loose[i]) continue;
    begins_[i] = loose_.get() + used;
    used += groups[i].octets;
  }
  ends_ = begins_;
  names.scatter(ends_);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (groups[i].names == 0) continue;
    if (is_loose[i]) {
      add_parts(i, {begins_[i], ends_[i]});
    } else {
      writer_.add_block(name_groups::beginning(i), begins_[i], groups[i]);
    }
  }
  return writer_.finish();
}

void RunMaker::add_parts(std::size_t group, std::string_view entries) {
  std::array<GatheredNames::Group, name_groups::kParts> parts{};
  GatheredNames::each_entry(entries, provenance_, [&](std::string_view entry, std::string_view name) {
    GatheredNames::Group& part = parts[name_groups::part_of(name)];
    part.octets += static_cast<std::uint32_t>(entry.size());
    ++part.names;
  });
  std::array<char*, name_groups::kParts> begins{};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].names > 0 && parts[i].names <= kMostUnsorted) begins[i] = writer_.keep(parts[i].octets);
  }
  std::array<char*, name_groups::kParts> ends = begins;
  names_.clear();
  GatheredNames::each_entry(entries, provenance_, [&](std::string_view entry, std::string_view name) {
    if (char*& end = ends[name_groups::part_of(name)]; end != nullptr) {
      end = copy_text(entry, end);
    } else {
      names_.add(name);
    }
  });
  order_.sort(names_.keys());
  std::span<const NameKey> sorted = names_.keys();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (begins[i] != nullptr) {
      writer_.add_block(name_groups::beginning(group, i), begins[i], parts[i]);
    } else {
      add_sorted(sorted.first(parts[i].names));
      sorted = sorted.subspan(parts[i].names);
    }
  }
}

void RunMaker::add_sorted(std::span<const NameKey> keys) {
  for (std::size_t rank = 0, end; rank < keys.size(); rank = end) {
    end = NameOrder::end_of_equal(keys, rank);
    places_.clear();
    if (provenance_) {
      for (std::size_t i = rank; i < end; ++i) ReadNames::append_places(keys[i], places_);
      unite(plan_, places_);
    }
    writer_.add(name_of(keys[rank]), places_);
  }
}

}  // namespace dgacast

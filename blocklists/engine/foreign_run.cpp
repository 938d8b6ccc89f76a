// SPDX-License-Identifier: Apache-2.0
// Runs that go from one machine to another (shard.h): their index, and the reading of blocks that anybody may have
// written. The fast reading of a process's own blocks is in run.cpp.
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <array>

#include "blocklists/engine/run.h"
#include "blocklists/names/hostname.h"
#include "dga/core/issue.h"
#include "dga/core/leb128.h"
#include "dga/core/short_text.h"

namespace dgacast {
namespace {

// A block is larger than usual when a name has very many places. What is larger than this is not believed.
constexpr std::uint64_t kMaxBlock = std::uint64_t{256} << 20;
constexpr std::uint64_t kMinEntry = 2 + 1 + 3;  // bytes: two lengths, the number of places, a place
constexpr std::size_t kCheck = sizeof(std::uint32_t);

/// What is left of a block, read from its beginning. Past a fault good() is false and all numbers are 0.
class BlockReader {
 public:
  explicit BlockReader(std::string_view block) noexcept : at_(block.data()), end_(at_ + block.size()) {}
  bool good() const noexcept { return good_; }
  bool at_end() const noexcept { return at_ == end_; }
  std::size_t left() const noexcept { return static_cast<std::size_t>(end_ - at_); }
  std::size_t byte() noexcept {
    if (at_ == end_) good_ = false;
    return good_ ? static_cast<unsigned char>(*at_++) : 0;
  }
  std::uint32_t number() noexcept {
    const auto value = good_ ? read_leb128(at_, end_, ~std::uint32_t{0}) : std::nullopt;
    good_ = value.has_value();
    return static_cast<std::uint32_t>(value.value_or(0));
  }
  std::string_view bytes(std::size_t count) noexcept {
    if (count > left()) good_ = false;
    if (!good_) return {};
    const std::string_view text{at_, count};
    at_ += count;
    return text;
  }

 private:
  const char* at_;
  const char* end_;
  bool good_ = true;
};

/// Reads the places of a name. False when they are not places in `plan`: at least one, each within one seed.
bool read_places(BlockReader& in, const Plan& plan, std::vector<Place>& places) {
  places.clear();
  const std::uint32_t count = in.number();
  if (count == 0 || count > in.left() / 3) return false;
  places.resize(count);
  for (Place& place : places) {
    place.first = in.number();
    const std::uint32_t more = in.number();
    place.index = in.number();
    if (!in.good() || place.first >= plan.list_count()) return false;
    const PlannedSeed& seed = plan.seed_of(place.first);
    if (more >= seed.lists.size() - (place.first - seed.first_list)) return false;
    place.last = place.first + more;
  }
  return true;
}

}  // namespace

std::uint32_t check_of_block(std::string_view block) noexcept {
  return static_cast<std::uint32_t>(XXH3_64bits(block.data(), block.size()));
}

// The index of a run: the number of blocks (LEB128); for each its bytes and its names (both LEB128), its check (four
// bytes, little-endian), and what beginning() gives, with its length (one byte) before it.
void Run::append_index(std::string& out) const {
  append_leb128(out, blocks_.size());
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    if (blocks_[i].size > kMaxBlock) {
      throw InputError{{"", "a name stands in too many lists for a shard", "take a shorter range of dates"}};
    }
    append_leb128(out, blocks_[i].size);
    append_leb128(out, blocks_[i].names);
    for (std::size_t byte = 0; byte < kCheck; ++byte) out.push_back(static_cast<char>(checks_[i] >> 8 * byte & 0xFF));
    out.push_back(static_cast<char>(beginnings_[i].size()));
    out.append(beginnings_[i]);
  }
}

Run::Run(const SpillFile& file, std::uint64_t size, const Plan& plan, std::string_view index, std::string_view where)
    : file_(&file), provenance_(true), plan_(&plan), where_(where) {
  const auto broken = [where]() -> InputError {
    return InputError{{std::string(where), "its index is not one that dgacast writes", "make this shard again"}};
  };
  const char* at = index.data();
  const char* const end = at + index.size();
  const auto number = [&](std::uint64_t max) {
    const auto value = read_leb128(at, end, max);
    if (!value) throw broken();
    return *value;
  };
  std::uint64_t offset = 0;
  for (std::uint64_t left = number(index.size()); left > 0; --left) {
    const std::uint64_t block_size = number(std::min(kMaxBlock, size - offset));
    const std::uint64_t names = number(block_size / kMinEntry);
    if (names == 0 || static_cast<std::size_t>(end - at) < kCheck + 1) throw broken();
    std::uint32_t check = 0;
    for (std::size_t byte = 0; byte < kCheck; ++byte)
      check |= std::uint32_t{static_cast<unsigned char>(*at++)} << 8 * byte;
    const std::size_t length = static_cast<unsigned char>(*at++);
    if (length == 0 || length > static_cast<std::size_t>(end - at)) throw broken();
    const std::string_view beginning{at, length};
    at += length;
    // Blocks are sought by it: those of a run are in order.
    if (!blocks_.empty() && beginning <= beginnings_[blocks_.size() - 1]) throw broken();
    beginnings_.add(beginning);
    blocks_.push_back({.octets = nullptr,
                       .offset = offset,
                       .size = static_cast<std::uint32_t>(block_size),
                       .names = static_cast<std::uint32_t>(names) & 0x7FFF'FFFF,
                       .packed = 1});
    checks_.push_back(check);
    offset += block_size;
  }
  if (at != end || offset != size) throw broken();
}

void Run::read_foreign(std::size_t number, const Range& range, ReadNames& out, Scratch& scratch) const {
  const Block& block = blocks_[number];
  const auto refuse = [&](std::string_view what, std::string_view hint) {
    throw InputError{{where_, std::string(what) + " at byte " + std::to_string(block.offset), std::string(hint)}};
  };
  const std::string_view text{scratch.block.data(), block.size};
  if (check_of_block(text) != checks_[number]) refuse("is damaged", "copy or make this shard again");
  // The check says that nothing was damaged, not that dgacast wrote it: all that follows is checked for itself.
  const auto broken = [&refuse] { refuse("holds what dgacast does not write into shards", "make this shard again"); };
  const bool last_block = number + 1 == blocks_.size();
  std::array<char, kLongestName> name;
  std::size_t size = 0;  // of the name before
  BlockReader in{text};
  for (std::uint32_t i = 0; i < block.names; ++i) {
    const std::size_t same = in.byte(), rest = in.byte();
    const std::string_view tail = in.bytes(rest);
    if (!in.good() || same > size || same + rest > name.size()) broken();
    // In order, within the block, and a host name, which formats write as it is.
    bool good = i == 0 || tail > std::string_view{name.data() + same, size - same};
    copy_text(tail, name.data() + same);
    size = same + rest;
    const std::string_view whole{name.data(), size};
    good = good && (i > 0 || whole >= beginnings_[number]) && (last_block || whole < beginnings_[number + 1]) &&
           check_name(whole) == NameFault::none && read_places(in, *plan_, scratch.places);
    if (!good) broken();
    if (range.has(whole)) out.copy(whole, scratch.places);
  }
  if (!in.at_end()) broken();
}

}  // namespace dgacast

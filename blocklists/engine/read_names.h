// SPDX-License-Identifier: Apache-2.0
// Names that runs have of some range, as keys to be sorted. Their texts lie in the memory of the runs, or here.
//
//   ReadNames names;
//   for (const Run& run : runs) run.read(from, to, names, scratch);
//   order.sort(names.keys());
//
// Behind the text of a name with places lie their number (LEB128, at most 5 octets) and the places.
#pragma once
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "blocklists/engine/name_order.h"
#include "blocklists/engine/place.h"
#include "dga/core/leb128.h"
#include "dga/core/short_text.h"

namespace dgacast {

/// Not thread-safe.
class ReadNames {
 public:
  /// Adds a name of at most 255 octets that stays where it is, with its places behind it; kTextSlack octets behind that
  /// may be read.
  void add(std::string_view name) { keys_.push_back(key_of(name)); }
  /// Adds a copy. `places` is empty for all names, which then have none, or for none.
  void copy(std::string_view name, std::span<const Place> places) {
    char* const text = extend(name.size() + kLongestLeb128Of32 + places.size_bytes());
    char* end = copy_text(name, text);
    if (!places.empty()) {
      end = put_leb128(end, places.size());
      std::memcpy(end, places.data(), places.size_bytes());
      end += places.size_bytes();
    }
    left_ -= static_cast<std::size_t>(end - text);
    add({text, name.size()});
  }

  std::span<NameKey> keys() noexcept { return keys_; }
  std::span<const NameKey> keys() const noexcept { return keys_; }
  /// Appends the places of a name that has some.
  static void append_places(const NameKey& key, std::vector<Place>& out) {
    const std::string_view name = name_of(key);
    const char* at = name.data() + name.size();
    const std::size_t count = get_leb128(at), before = out.size();
    out.resize(before + count);
    std::memcpy(out.data() + before, at, count * sizeof(Place));
  }

  /// Forgets all names, keeps the memory.
  void clear() noexcept {
    keys_.clear();
    in_use_ = 0;
    left_ = 0;
  }

 private:
  struct Piece {
    std::unique_ptr<char[]> octets;
    std::size_t size;
  };
  static constexpr std::size_t kPiece = std::size_t{1}
                                        << 18;  // texts never move: they lie in pieces of this many octets

  /// Room for `most` octets, of which left_ counts none yet.
  char* extend(std::size_t most) {
    while (left_ < most) {
      if (in_use_ == pieces_.size()) {
        const std::size_t size = std::max(kPiece, most);
        pieces_.push_back({std::make_unique_for_overwrite<char[]>(size + kTextSlack), size});
      }
      left_ = pieces_[in_use_++].size;
    }
    const Piece& piece = pieces_[in_use_ - 1];
    return piece.octets.get() + (piece.size - left_);
  }

  std::vector<NameKey> keys_;
  std::vector<Piece> pieces_;
  std::size_t in_use_ = 0;  // of pieces_; all but the last are full
  std::size_t left_ = 0;    // octets of the last
};

}  // namespace dgacast

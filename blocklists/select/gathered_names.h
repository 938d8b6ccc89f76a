// SPDX-License-Identifier: Apache-2.0
// Names as they come, each with its places behind it, and a key to sort it by: what runs and sections are made of.
//
//   GatheredNames names;
//   names.add("example.com", {});
//   order.sort(names.keys(), names.text());
//
// No name costs an allocation. clear() keeps the memory.
#pragma once
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "blocklists/select/name_order.h"
#include "blocklists/select/place.h"
#include "dga/core/short_text.h"

namespace dgacast {

/// Not thread-safe.
class GatheredNames {
 public:
  /// Octets of one place behind a name, with the count of places.
  static constexpr std::size_t kPlaced = sizeof(std::uint32_t) + sizeof(Place);

  /// Makes room for this many octets (of text and places) and names at once; untouched memory costs nothing.
  void reserve(std::size_t octets, std::size_t names) {
    if (octets > room_) grow_to(octets);
    keys_.reserve(names);
  }
  /// Appends a name of at most 255 octets. `places` is empty for all names, which then have none, or for none.
  void add(std::string_view name, std::span<const Place> places) {
    const std::size_t most = name.size() + sizeof(std::uint32_t) + places.size_bytes();
    if (room_ - used_ < most) grow_to(std::max({std::size_t{4096}, room_ + room_ / 2, used_ + most}));
    const std::size_t offset = used_;
    char* end = copy_text(name, text_.get() + offset);
    if (!places.empty()) {
      const auto count = static_cast<std::uint32_t>(places.size());
      std::memcpy(end, &count, sizeof count);
      std::memcpy(end + sizeof count, places.data(), places.size_bytes());
      end += sizeof count + places.size_bytes();
    }
    used_ = static_cast<std::size_t>(end - text_.get());
    keys_.push_back(key_of(text_.get(), offset, name.size()));
  }

  std::size_t size() const noexcept { return keys_.size(); }
  bool empty() const noexcept { return keys_.empty(); }
  /// Octets of text and places.
  std::size_t octets() const noexcept { return used_; }
  /// What the keys are of; good until the next name is added.
  const char* text() const noexcept { return text_.get(); }
  std::span<NameKey> keys() noexcept { return keys_; }
  std::span<const NameKey> keys() const noexcept { return keys_; }
  /// The name of the key at `position` < size().
  std::string_view operator[](std::size_t position) const noexcept { return name_of(text_.get(), keys_[position]); }

  /// Appends the places of a name that has some.
  void append_places(const NameKey& key, std::vector<Place>& out) const {
    const char* const at = places_of(key);
    std::uint32_t count = 0;
    std::memcpy(&count, at, sizeof count);
    const std::size_t before = out.size();
    out.resize(before + count);
    std::memcpy(out.data() + before, at + sizeof count, count * sizeof(Place));
  }
  /// The last place of a name that has one.
  Place last_place(const NameKey& key) const noexcept {
    Place place;
    std::memcpy(&place, last_place_of(key), sizeof place);
    return place;
  }
  void set_last_place(const NameKey& key, const Place& place) noexcept {
    std::memcpy(last_place_of(key), &place, sizeof place);
  }

  /// Forgets all names, keeps the memory.
  void clear() noexcept {
    used_ = 0;
    keys_.clear();
  }

 private:
  char* places_of(const NameKey& key) const noexcept { return text_.get() + (key.value >> 8) + (key.value & 0xFF); }
  char* last_place_of(const NameKey& key) const noexcept {
    char* const at = places_of(key);
    std::uint32_t count = 0;
    std::memcpy(&count, at, sizeof count);
    return at + sizeof count + (count - 1) * sizeof(Place);
  }
  void grow_to(std::size_t room) {
    auto text = std::make_unique_for_overwrite<char[]>(room + kTextSlack);
    if (used_ > 0) std::memcpy(text.get(), text_.get(), used_);
    text_ = std::move(text);
    room_ = room;
  }

  std::unique_ptr<char[]> text_;
  std::size_t used_ = 0;
  std::size_t room_ = 0;
  std::vector<NameKey> keys_;
};

}  // namespace dgacast

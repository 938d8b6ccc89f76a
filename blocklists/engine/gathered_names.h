// SPDX-License-Identifier: Apache-2.0
// Names as they come, each with its place, counted by how they begin: what a run is made of.
//
//   GatheredNames names{true};
//   names.reserve(1 << 20);
//   const std::uint32_t position = names.add("example.com", place);
//   names.name(position) == "example.com";
//
// An entry is { length (1 octet), the name, [1, place] }, the latter two with provenance only. It is copied as it is.
#pragma once
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>

#include "blocklists/engine/place.h"
#include "dga/core/short_text.h"

namespace dgacast {

/// Names of one group begin with the same two octets, of those that host names have. Groups are numbered in the order
/// of their names: each name of one is before each name of the next.
namespace name_groups {

inline constexpr std::string_view kOctets = "-.0123456789abcdefghijklmnopqrstuvwxyz";

/// For each octet, its number among the letters, digits and what lies between them: that has numbers of its own.
struct Numbers {
  std::array<std::uint8_t, 256> number{};
  std::array<bool, 256> alone{};          ///< no other octet has this number
  std::array<std::uint8_t, 256> least{};  ///< by number: the first octet that has it
  std::size_t count = 0;
};
inline constexpr Numbers kNumbers = [] {
  Numbers numbers;
  for (std::size_t octet = 0, next = 0; octet < 256; ++octet) {
    const bool alone = kOctets.find(static_cast<char>(octet)) != std::string_view::npos;
    if (octet > 0 && (alone || numbers.alone[octet - 1])) ++next;
    if (octet == 0 || numbers.number[octet - 1] != next) numbers.least[next] = static_cast<std::uint8_t>(octet);
    numbers.number[octet] = static_cast<std::uint8_t>(next);
    numbers.alone[octet] = alone;
    numbers.count = next + 1;
  }
  return numbers;
}();
inline constexpr std::size_t kParts = kNumbers.count, kCount = kParts * kParts;

/// The group of a name.
inline std::size_t of(std::string_view name) noexcept {
  if (name.empty()) return 0;
  const auto first = static_cast<unsigned char>(name[0]);
  const std::size_t group = kNumbers.number[first] * kNumbers.count;
  // Where several octets have one number, names that differ there are not in order by the next.
  if (name.size() == 1 || !kNumbers.alone[first]) return group;
  return group + kNumbers.number[static_cast<unsigned char>(name[1])];
}
/// Its part of the group, by the third octet; parts are in order too.
inline std::size_t part_of(std::string_view name) noexcept {
  if (name.size() < 3) return 0;
  const auto first = static_cast<unsigned char>(name[0]), second = static_cast<unsigned char>(name[1]);
  if (!kNumbers.alone[first] || !kNumbers.alone[second]) return 0;
  return kNumbers.number[static_cast<unsigned char>(name[2])];
}

/// What a part of a group begins with: not behind any of its names, and behind all names before it.
struct Beginning {
  std::array<char, 3> octets;
  std::size_t size;
  operator std::string_view() const noexcept { return {octets.data(), size}; }
};
/// `part` 0 begins where the group does.
inline Beginning beginning(std::size_t group, std::size_t part = 0) noexcept {
  const auto octet = [](std::size_t number) { return static_cast<char>(kNumbers.least[number]); };
  Beginning all{{octet(group / kNumbers.count), octet(group % kNumbers.count), octet(part)}, 0};
  while (all.size < all.octets.size() && all.octets[all.size] != 0) ++all.size;
  return all;
}

}  // namespace name_groups

/// Not thread-safe.
class GatheredNames {
 public:
  /// Octets of an entry besides the name.
  static constexpr std::size_t entry_octets(bool provenance) noexcept {
    return 1 + (provenance ? 1 + sizeof(Place) : 0);
  }

  /// Calls `take` with each of such entries, and its name.
  template <typename Take>
  static void each_entry(std::string_view entries, bool provenance, Take take) {
    const std::size_t besides = entry_octets(provenance);
    for (const char *at = entries.data(), *const end = at + entries.size(); at != end;) {
      const std::string_view name{at + 1, static_cast<unsigned char>(*at)};
      const std::string_view entry{at, name.size() + besides};
      take(entry, name);
      at += entry.size();
    }
  }

  explicit GatheredNames(bool provenance) noexcept : provenance_(provenance) {}
  /// Makes room for this many octets of entries, and forgets all names.
  void reserve(std::size_t octets) {
    clear();
    if (octets <= room_) return;
    text_.reset();
    text_ = std::make_unique_for_overwrite<char[]>(octets);
    room_ = octets;
  }
  /// Octets of the entries.
  std::size_t octets() const noexcept { return used_; }
  std::uint32_t size() const noexcept { return size_; }
  bool empty() const noexcept { return size_ == 0; }
  bool has_provenance() const noexcept { return provenance_; }

  /// Appends a name of at most 255 octets, for which there must be room, and gives its position.
  std::uint32_t add(std::string_view name, const Place& place) noexcept {
    char* const entry = text_.get() + used_;
    *entry = static_cast<char>(name.size());
    char* end = copy_text(name, entry + 1);
    if (provenance_) {
      *end = 1;
      std::memcpy(end + 1, &place, sizeof place);
      end += 1 + sizeof place;
    }
    const auto octets = static_cast<std::uint32_t>(end - entry), position = static_cast<std::uint32_t>(used_);
    Group& group = groups_[name_groups::of(name)];
    group.octets += octets;
    ++group.names;
    used_ += octets;
    ++size_;
    return position;
  }
  /// The name at a position that add() gave since clear().
  std::string_view name(std::uint32_t position) const noexcept {
    const char* const entry = text_.get() + position;
    return {entry + 1, static_cast<unsigned char>(*entry)};
  }
  /// Its place; only with provenance.
  Place place(std::uint32_t position) const noexcept {
    Place place;
    std::memcpy(&place, place_of(position), sizeof place);
    return place;
  }
  void set_place(std::uint32_t position, const Place& place) noexcept {
    std::memcpy(place_of(position), &place, sizeof place);
  }

  struct Group {
    std::uint32_t octets, names;  // of its entries
  };
  /// By group of name_groups.
  std::span<const Group> groups() const noexcept { return groups_; }
  /// Copies each entry to the place that `targets` names for its group, and puts that behind it.
  void scatter(std::span<char*> targets) const noexcept {
    each_entry({text_.get(), used_}, provenance_, [&](std::string_view entry, std::string_view name) {
      char*& target = targets[name_groups::of(name)];
      target = copy_text(entry, target);
    });
  }

  /// Forgets all names, keeps the memory.
  void clear() noexcept {
    used_ = 0;
    size_ = 0;
    groups_.fill({});
  }

 private:
  char* place_of(std::uint32_t position) const noexcept { return text_.get() + position + 2 + name(position).size(); }

  bool provenance_;
  std::unique_ptr<char[]> text_;
  std::size_t used_ = 0;
  std::size_t room_ = 0;
  std::uint32_t size_ = 0;
  std::array<Group, name_groups::kCount> groups_{};
};

}  // namespace dgacast

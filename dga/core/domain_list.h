// SPDX-License-Identifier: Apache-2.0
// A list of names in one contiguous arena, built in place:
//
//   DomainList names;
//   names.put("example"); names.put('.'); names.put("com"); names.end();
//   names[0] == "example.com"; names.size() == 1;
//
// No name costs an allocation. clear() keeps the memory, so that one list serves job after job.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace [[gnu::visibility("default")]] dgacast {

/// Not thread-safe; movable, not copyable. Holds at most 2^32 - 1 octets of names.
class DomainList {
 public:
  /// Appends one octet to the name being built.
  void put(char c) {
    if (used_ == room_) grow(1);
    text_[used_++] = c;
  }
  /// Appends `part` to the name being built.
  void put(std::string_view part) {
    if (part.empty()) return;
    std::memcpy(extend(part.size()), part.data(), part.size());
  }
  /// Appends `count` octets that the caller writes at once; the pointer is good until the next call.
  char* extend(std::size_t count) {
    if (room_ - used_ < count) grow(count);
    char* const place = text_.get() + used_;
    used_ += count;
    return place;
  }
  /// Takes the last `count` octets that extend() gave back: it was asked for as many as a name might take.
  void take_back(std::size_t count) noexcept { used_ -= count; }
  /// Closes the name being built; it may be empty, for some bots make empty names.
  void end() {
    if (used_ > std::numeric_limits<std::uint32_t>::max()) throw_too_long();
    ends_.push_back(static_cast<std::uint32_t>(used_));
  }
  /// put() and end().
  void add(std::string_view name) {
    put(name);
    end();
  }

  /// Appends the names of another list from place `begin` to `end` (half-open). Needs that none is being built.
  void append(const DomainList& other, std::size_t begin, std::size_t end) {
    if (begin == end) return;
    const std::size_t from = begin == 0 ? 0 : other.ends_[begin - 1], octets = other.ends_[end - 1] - from;
    const std::size_t shift = used_ - from;  // modulo 2^64
    if (used_ + octets > std::numeric_limits<std::uint32_t>::max()) throw_too_long();
    if (octets > 0) std::memcpy(extend(octets), other.text_.get() + from, octets);
    const std::size_t size = ends_.size();
    ends_.resize(size + end - begin);
    std::transform(other.ends_.begin() + static_cast<std::ptrdiff_t>(begin),
                   other.ends_.begin() + static_cast<std::ptrdiff_t>(end),
                   ends_.begin() + static_cast<std::ptrdiff_t>(size),
                   [shift](std::uint32_t at) { return static_cast<std::uint32_t>(at + shift); });
  }

  /// Says under which top-level domains names are wanted (empty: all). A family may then close any other name empty,
  /// and spare its text; each name keeps its place. clear() keeps the wish.
  void want(std::span<const std::string> tlds) { tlds_.assign(tlds.begin(), tlds.end()); }
  /// False when nobody wants a name that ends in a dot and `suffix`.
  bool wants(std::string_view suffix) const noexcept {
    return tlds_.empty() || std::ranges::find(tlds_, suffix.substr(suffix.rfind('.') + 1)) != tlds_.end();
  }

  /// The number of closed names.
  std::size_t size() const noexcept { return ends_.size(); }
  bool empty() const noexcept { return ends_.empty(); }
  /// The name at `position` < size(), good until the list is changed. Eight octets behind it may be read.
  std::string_view operator[](std::size_t position) const noexcept {
    const std::size_t begin = position == 0 ? 0 : ends_[position - 1];
    return {text_.get() + begin, ends_[position] - begin};
  }
  /// The octets of all closed names, without separators.
  std::size_t text_size() const noexcept { return ends_.empty() ? 0 : ends_.back(); }

  /// Forgets all names, keeps the memory.
  void clear() noexcept {
    used_ = 0;
    ends_.clear();
  }
  /// Makes room for this many octets and names at once, so that nothing is copied on the way there.
  void reserve(std::size_t octets, std::size_t names) {
    if (octets > room_) grow_to(octets);
    ends_.reserve(names);
  }
  /// Gives memory beyond what the names need back.
  void shrink() {
    if (used_ < room_) {
      auto text = std::make_unique_for_overwrite<char[]>(used_ + kSlack);
      if (used_ > 0) std::memcpy(text.get(), text_.get(), used_);
      text_ = std::move(text);
      room_ = used_;
    }
    ends_.shrink_to_fit();
  }

 private:
  static constexpr std::size_t kSlack = sizeof(std::uint64_t);  // so that others read whole words

  [[noreturn]] static void throw_too_long() { throw std::length_error("a list of names beyond 4 GiB"); }
  void grow(std::size_t count) {
    grow_to(std::max<std::size_t>({std::size_t{4096}, used_ + count, room_ + room_ / 2}));
  }
  void grow_to(std::size_t room) {
    auto text = std::make_unique_for_overwrite<char[]>(room + kSlack);
    if (used_ > 0) std::memcpy(text.get(), text_.get(), used_);
    text_ = std::move(text);
    room_ = room;
  }

  std::unique_ptr<char[]> text_;
  std::size_t used_ = 0;
  std::size_t room_ = 0;
  std::vector<std::uint32_t> ends_;
  std::vector<std::string> tlds_;
};

}  // namespace dgacast

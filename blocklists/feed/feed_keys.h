// SPDX-License-Identifier: Apache-2.0
// Every key of a feed's configuration, in one table: the check of a file, the help and the JSON Schema come from it.
// A key that means the same as an option of a command takes range, default and text from its record (options/).
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "blocklists/options/value.h"

namespace [[gnu::visibility("default")]] dgacast {

enum class KeyKind : std::uint8_t {
  text,
  word,    ///< one of `choices`
  number,  ///< least..most
  size,    ///< of memory: text such as "256M"
  flag,
  texts,    ///< array of texts
  section,  ///< object of the section `choices`
  rows,     ///< array of objects of the section `choices`
  map       ///< object from patterns to what the section `choices` says; to texts when it is empty
};

/// One key. `section` names the kind of object in which it stands ("" is the file itself).
struct FeedKey {
  std::string_view section = {}, name = {};
  KeyKind kind = KeyKind::text;
  std::string_view choices = {};    ///< words with | between, or the section of an object
  std::string_view fallback = {};   ///< the default: a text or word as it is, others as JSON; empty: none
  std::string_view otherwise = {};  ///< what counts without it, when that is not a value
  std::string_view meaning = {};    ///< one line without a full stop
  std::string_view more = {};       ///< sentences that follow it
  std::uint64_t least = 0, most = 0;
  bool required = false;
};

/// The table, in the order in which people read it.
std::span<const FeedKey> feed_keys() noexcept;
/// "a whole number": what a value must be.
std::string_view to_text(KeyKind kind) noexcept;

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// What a registry is told of a name, for both of its formats.
#pragma once
#include <string>
#include <string_view>

#include "blocklists/formats/format.h"
#include "blocklists/formats/text.h"

namespace dgacast {

/// One row. Views are good until the next row is made.
struct RegistryRow {
  std::string_view domain;  ///< the key
  std::string_view label;   ///< what stands before the suffix
  std::string_view suffix;  ///< the public suffix: whose registry it is
  std::string_view tld;
  const Attribution* source;  ///< the first: with its valid_from and index it proves the name
  UtcSeconds valid_until;     ///< of the last source: until then the name is to be held
  std::string_view state;     ///< "candidate": computed, and nothing is known of its registration
  std::uint32_t confidence;   ///< 0 to 100
  std::string reason;         ///< why the confidence is not 100, by '|'; empty: nothing is
};

/// False for a name that is nobody's to give. Needs an assessed entry.
bool make_row(const Entry& entry, RegistryRow& row);

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// A collection through a format into an output.
#pragma once
#include <cstdint>
#include <functional>
#include <stop_token>

#include "blocklists/formats/format.h"
#include "blocklists/select/collect.h"

namespace dgacast {

/// What became of the names of a collection.
struct WriteReport {
  std::uint64_t written = 0;
  std::uint64_t public_suffixes = 0;  ///< left out of a format that blocks: strangers live below them
  Drops drops;                        ///< what the format itself could not carry
};

/// Hands all entries to `add`, block by block, without public suffixes where the format blocks. Throws what `add`
/// throws, and Interrupted when a stop was requested.
WriteReport hand_over(const Collection& names, const FormatFacts& facts, const ListInfo& info, std::stop_token stop,
                      const std::function<void(std::span<const Entry>, Drops&)>& add);

/// Writes all names. Throws what `output` throws, and Interrupted when a stop was requested.
WriteReport write_list(const Collection& names, const Format& format, const ListInfo& info, Output& output,
                       std::stop_token stop);

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// A collection through a format into an output.
#pragma once
#include <cstdint>
#include <stop_token>

#include "blocklists/formats/format.h"
#include "blocklists/select/collect.h"

namespace dgacast {

/// What became of the names of a collection.
struct WriteReport {
  std::uint64_t written = 0;
  std::uint64_t public_suffixes = 0;  ///< left out of a format that blocks: strangers live below them
  std::uint64_t below_listed = 0;     ///< left out of a format that takes no name below another listed one
  Drops drops;                        ///< what the format itself could not carry
};

/// Writes all names. Throws what `output` throws, and Interrupted when a stop was requested.
WriteReport write_list(const Collection& names, const Format& format, const ListInfo& info, Output& output,
                       std::stop_token stop);

}  // namespace dgacast

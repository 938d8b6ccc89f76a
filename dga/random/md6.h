// SPDX-License-Identifier: Apache-2.0
// MD6-256 (R. Rivest et al., 2008) of one short message, as pykspa_improved uses it: no key, tree mode 64, 104 rounds.
#pragma once
#include <string_view>

#include "dga/random/digest.h"

namespace dgacast {

/// The 256-bit digest. Needs a message of at most 512 octets: one block, one compression.
Sha256Digest md6_256(std::string_view message) noexcept;

}  // namespace dgacast

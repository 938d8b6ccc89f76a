// SPDX-License-Identifier: Apache-2.0
// UUIDs that follow from a name (version 5, RFC 4122, 4.3): the same object has the same id in every run.
#pragma once
#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace dgacast {

using Uuid = std::array<std::uint8_t, 16>;

/// Namespace of the ids of STIX cyber-observable objects (STIX 2.1, 2.9).
inline constexpr Uuid kStixNamespace{0x00, 0xab, 0xed, 0xb4, 0xaa, 0x42, 0x46, 0x6c,
                                     0x9c, 0x01, 0xfe, 0xd2, 0x33, 0x15, 0xa9, 0xb7};
/// Namespace of our own objects, drawn once at random: that of STIX is for observables alone.
inline constexpr Uuid kOwnNamespace{0x5d, 0x8b, 0x1f, 0x6e, 0x0c, 0x92, 0x4e, 0x37,
                                    0xa4, 0xd1, 0x7b, 0x23, 0x96, 0xe8, 0x40, 0xfa};

/// The UUID of `name` in `space`.
Uuid uuid5(const Uuid& space, std::string_view name) noexcept;
/// The UUID of several words in our namespace; no word may hold a line feed, which parts them.
Uuid own_uuid(std::initializer_list<std::string_view> words);
/// 36 characters, lower case.
std::string to_text(const Uuid& uuid);

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// Bytes that somebody wrote as text: hex, or base64 (RFC 4648, section 4).
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace dgacast {

/// The bytes of two hex digits each, in either case. Nothing for a text of other characters, or of an odd length.
std::optional<std::string> decode_hex(std::string_view digits);
/// The bytes of a base64 text with its padding. Nothing for other characters, white space too, or another length.
std::optional<std::string> decode_base64(std::string_view text);

}  // namespace dgacast

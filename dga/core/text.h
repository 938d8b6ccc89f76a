// SPDX-License-Identifier: Apache-2.0
// Text that others wrote: what is let in, and how it is shown.
//
// Lists, catalogues, plugins, logs and manifests come from strangers, and what they say ends in rows, documents,
// terminals and journals. So it is checked once, where it comes in, and by what it is: an id, a line, or a host name
// (blocklists/names/hostname.h). What is shown without such a check passes printable().
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace dgacast {

/// Bytes of the longest id.
inline constexpr std::size_t kLongestId = 64;
/// Bytes of the longest line that a catalogue may give.
inline constexpr std::size_t kLongestLineText = 4096;

/// True for an id of a family or a seed: 1 to kLongestId letters, digits, '_', '-' and '.'. No format and no file name
/// gives these signs a meaning; only a '-' or '.' at the front can have one (see put_csv_field() in formats/text.h).
bool is_id(std::string_view text) noexcept;

/// `text` as an id: each run of other signs becomes one '_' (none at an end), and what is longer is cut. Empty when no
/// sign is left.
std::string to_id(std::string_view text);

/// True for one line that a person can read, of at most kLongestLineText bytes: well-formed UTF-8 (RFC 3629) without
/// - control characters (U+0000 to U+001F, U+007F to U+009F): line feeds, tabs, ANSI sequences;
/// - line and paragraph separators (U+2028, U+2029);
/// - characters that nobody sees but that change the order or the meaning of others: bidirectional controls (U+061C,
///   U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069; Unicode Standard Annex 9, 2), U+00AD, U+180E, U+200B, U+2060
///   to U+2065, U+206A to U+206F, U+FEFF, U+FFF9 to U+FFFB, tags (U+E0000 to U+E007F);
/// - what is no character in any text: U+FFFE, U+FFFF and their like in other planes, U+FDD0 to U+FDEF. XML cannot
///   carry the first two (XML 1.0, 2.2).
/// An empty text is a line.
bool is_line(std::string_view text) noexcept;

/// `text` with each byte that could not be in a line (as is_line() tells, whatever the length) written as \xNN, in
/// lower-case hex: nothing moves a cursor, ends a line or turns the direction of what follows. Costs one look at each
/// byte; text that needs no change is copied.
std::string printable(std::string_view text);

}  // namespace dgacast

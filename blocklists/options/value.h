// SPDX-License-Identifier: Apache-2.0
// Values of options: how a text becomes one, and what is said of them.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "blocklists/options/option.h"

namespace [[gnu::visibility("default")]] dgacast {

/// The value of a number. `where` is for messages: "--epp-batch", "feed.json:12". Throws InputError, which tells the
/// range.
std::uint32_t parse_number(const Option& option, std::string_view text, std::string_view where);
/// Bytes, from "512M" or "536870912". Throws InputError, which tells the form and the least size.
std::uint64_t parse_size(const Option& option, std::string_view text, std::string_view where);
/// Which numbers or sizes it takes: "1 to 10000", "128M or more"; empty for other kinds.
std::string range_text(const Option& option);
/// Bytes as an option takes them: "128M".
std::string size_text(std::uint64_t bytes);
/// The words of a text with | between, as Option::words is.
std::vector<std::string_view> words_of(std::string_view text);

}  // namespace dgacast

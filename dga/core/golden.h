// SPDX-License-Identifier: Apache-2.0
// Golden vectors: whole lists of a bot as its reference made them, one JSON object a line:
//
//   {"family": "srizbi", "seed": "fireeye_5be741e3", "date": "2008-11-13", "count": 4, "sha256": "5bb5...", "domains":
//   [...], "last": "..."}
//
// "seed" is a seed's id, or an object of parameters (with "seed": id among them to start from that seed, in a family
// that has no parameter of that name). "date" is a date, an instant, or null for a list without time; "observation" is
// the outside input of families that take one. "sha256" is over all names, each followed by a line feed.
// A vector may hold the beginning of a list whose length is the parameter `count`, or a part of an endless one: the
// list is then made that long.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "dga/core/catalogue.h"

namespace [[gnu::visibility("default")]] dgacast {

/// Generates the list of the vector on `line` and compares. `name` is the file's name and `number` the line's, for
/// messages. Returns nothing when all agrees, or one line that says what differs first (an unknown family or seed is a
/// difference too). Throws InputError when the line is not a vector.
std::optional<std::string> check_golden(const Catalogue& catalogue, std::string_view line, std::string_view name,
                                        std::size_t number);

}  // namespace dgacast

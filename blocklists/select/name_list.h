// SPDX-License-Identifier: Apache-2.0
// Reads lists of names that belong to somebody: allow-lists and popularity lists, the names that a registry holds,
// dates of creation. Streams: memory does not grow with the list (but for JSON, which is read whole).
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "blocklists/select/input.h"
#include "dga/core/calendar.h"
#include "dga/core/domain_list.h"

namespace dgacast {

enum class ListKind : std::uint8_t {
  allowed,     ///< names that must not be blocked, or that many people use
  registered,  ///< names that a registry holds
  created      ///< names with the day of their creation
};

/// Some names of a list, with what it says of each.
struct ListedNames {
  DomainList names;                  ///< lower case, A-labels, no final dot, two labels at least
  std::vector<std::uint64_t> ranks;  ///< from 1, the most popular; 0 when the list has none
  std::vector<UtcSeconds> created;   ///< of ListKind::created only, otherwise empty
};

/// What became of a list's lines.
struct ListReport {
  std::uint64_t names = 0;
  std::uint64_t unusable = 0;  ///< addresses, single labels, what is no name
};

/// Reads a list to its end and hands its names over in blocks. The form is known by the first line that is no comment:
///   a MISP warning list: {"name": ..., "list": ["name", ...]} (at most 256 MiB);
///   CSV with a header that has `domain`, and for rank and date `rank` or `globalrank`, `created` (Majestic);
///   rank,name (Tranco, Umbrella);
///   name,date (`created` only; a date is YYYY-MM-DD, what follows it is not looked at);
///   a zone in master-file form (RFC 1035, 5), `registered` only: every owner below the apex but those of DNSSEC
///   records; plain: one name a line.
/// '#' and, but for CSV, ';' begin a comment. A leading "." or "*." is not part of a name. Gzip and Zstandard are
/// unpacked. Names beyond ASCII are put into A-labels; others are not judged, for they are only compared.
/// Throws InputError with `name` and line, also for a list that holds no name.
ListReport read_name_list(Input& input, std::string_view name, ListKind kind,
                          const std::function<void(const ListedNames&)>& visitor);

/// The day that a list says it is of: the "version" YYYYMMDD of a MISP warning list, or the first YYYY-MM-DD in the
/// comments above its first line. Nothing when it says none. Throws what read_name_list() throws of a broken file, but
/// does not read lines to their end.
std::optional<UtcDay> list_day(Input& input, std::string_view name);

}  // namespace dgacast

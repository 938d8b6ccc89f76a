// SPDX-License-Identifier: Apache-2.0
// Reads lists of names that belong to somebody: allow-lists and popularity lists, the names that a registry holds,
// dates of creation. Streams: memory does not grow with the list (but for JSON, which is read whole). Such a list
// exempts honest names, so nothing of it is passed over in silence: what is not understood, and what is left out, is
// counted and shown.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "blocklists/io/input.h"
#include "dga/core/calendar.h"
#include "dga/core/domain_list.h"

namespace [[gnu::visibility("default")]] dgacast {

enum class ListKind : std::uint8_t {
  allowed,     ///< names that must not be blocked, or that many people use
  registered,  ///< names that a registry holds
  created      ///< names with the day of their creation
};

/// The word of a list's kind in evidence: "allowed", "registered", "created".
std::string_view to_text(ListKind kind) noexcept;

/// Some names of a list, with what it says of each.
struct ListedNames {
  DomainList names;                  ///< lower case, A-labels, no final dot; two labels at least, one when `below`
  std::vector<std::uint64_t> ranks;  ///< from 1, the most popular; 0 when the list has none
  std::vector<std::uint8_t> below;   ///< 1: plainly all names below it are meant too ("*.mooo.com")
  std::vector<UtcSeconds> created;   ///< of ListKind::created only, otherwise empty
};

/// An entry that was not understood.
struct BadEntry {
  std::string where;  ///< "allow.txt:12", "warning-list.json: list[17]"
  std::string what;   ///< "'pushover' is not a name below a TLD"
};

/// What became of a list's entries.
struct ListReport {
  static constexpr std::size_t kShown = 3;

  std::uint64_t names = 0;      ///< handed over
  std::uint64_t addresses = 0;  ///< IP addresses and networks, which meet no name
  std::uint64_t labels = 0;     ///< single labels: TLDs, "localhost"
  std::uint64_t owners = 0;     ///< of ListKind::registered: owners of a zone that are not host names
  std::uint64_t undated = 0;    ///< of ListKind::created: names whose date is not known
  std::uint64_t by_date = 0;    ///< of ListKind::created: of names, dates that tell the latest day only
  std::uint64_t suffixes = 0;   ///< told by Collisions alone: names without a wildcard below which candidates lie that
                                ///< are others': public suffixes. They exempt nothing
  std::string suffix;           ///< the first of them
  std::uint64_t bad = 0;        ///< not understood
  std::vector<BadEntry> shown;  ///< the first kShown of `bad`
};

/// Reads a list to its end and hands its names over in blocks. `input` is opened by open_text(): packed, in an archive,
/// in UTF-16. The form is that of the lines themselves, never that of a file's name:
///   JSON (at most 256 MiB): a MISP warning list {"list": ["name", ...]}, or an array of names;
///   a table with a header in one of its lines, by ',', ';', tab or '|': the column of names is called domain, fqdn,
///   hostname, host, name, origin, url or the like; that of ranks rank, globalrank, position; that of dates created,
///   creation_date, registered or the like (Majestic, CrUX);
///   RANK,NAME (Tranco, Umbrella) by any of these separators or blanks;
///   lines of a hosts file (ADDRESS NAME...), exceptions of ad blockers (@@||NAME^$options), URLs, names, one or more a
///   line, names with columns behind them: each line is understood by itself, so all may be mixed;
///   NAME,DATE (`created`; dates: created_date.h);
///   `registered` only: a zone in master-file form (RFC 1035, 5): every owner below the apex but those of DNSSEC
///   records.
/// Comments begin with '#', ';', '!' or "//", at the beginning of a line or behind an entry.
/// Names beyond ASCII are put into A-labels; others are not judged, for they are only compared.
/// Entries that are not understood do not end the reading: they are counted in `bad`, and the caller decides.
/// Throws InputError with `name` and line, for what cannot be read at all and for a list that holds no name. Not for
/// several threads with one input. 1,000,000 lines of Tranco take about a tenth of a second.
ListReport read_name_list(Input& input, std::string_view name, ListKind kind,
                          const std::function<void(const ListedNames&)>& visitor);

/// What of a list was counted and is not an error, a sentence each with `name` in front, for notes to the user.
std::vector<std::string> list_notes(const ListReport& report, std::string_view name);

/// The day that a list says it is of: the "version" YYYYMMDD of a MISP warning list, or the first YYYY-MM-DD in the
/// comments above its first line. Nothing when it says none. Throws what read_name_list() throws of a broken file, but
/// does not read lines to their end.
std::optional<UtcDay> list_day(Input& input, std::string_view name);

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// Which names a list leaves out, or puts into a review file, for what is known of each.
#pragma once
#include "blocklists/options/option.h"

namespace dgacast::option {

inline constexpr Option without{.name = "without",
                                .kind = OptionKind::list,
                                .value = "FLAG",
                                .brief = "leave out names with one of these flags, such as too_short",
                                .key = "screen.without"};
inline constexpr Option allow{
    .name = "allow",
    .kind = OptionKind::texts,
    .value = "FILE",
    .brief = "an allow list or popularity list: its names are in use",
    .more =
        "Tranco, Majestic, Umbrella, CrUX, MISP, hosts, exceptions of ad blockers, or names; also packed (gzip, "
        "Zstandard, xz, bzip2, zip, tar) and in UTF-16.",
    .key = "lists.allow"};
inline constexpr Option registered{.name = "registered",
                                   .kind = OptionKind::texts,
                                   .value = "FILE",
                                   .brief = "names that are registered: a zone file of the registry, or names",
                                   .more = "A zone is in master-file form. Also packed.",
                                   .key = "lists.registered"};
inline constexpr Option created{.name = "created",
                                .kind = OptionKind::texts,
                                .value = "FILE",
                                .brief = "when names were created: lines of NAME,YYYY-MM-DD",
                                .more = "Also packed.",
                                .key = "lists.created"};
inline constexpr Option skip_bad_entries{
    .name = "skip-bad-entries",
    .kind = OptionKind::flag,
    .otherwise = "such an entry is an error",
    .brief = "leave out entries of these lists that cannot be understood, with a warning",
    .key = "lists.skip_bad_entries"};
inline constexpr Option on_collision{
    .name = "on-collision",
    .kind = OptionKind::word,
    .value = "ACTION",
    .words = "drop|review|flag",
    .otherwise = "review with --review-file, otherwise drop",
    .brief = "what happens to names that are already registered or otherwise in use",
    .more =
        "drop: they are left out; review: they are written to the review file, with reasons and ranks; flag: they "
        "stay in the list.",
    .key = "screen.on_collision"};
inline constexpr Option min_confidence{
    .name = "min-confidence",
    .kind = OptionKind::number,
    .value = "N",
    .min = 0,
    .max = 100,
    .fallback = "0",
    .brief = "leave out names below this confidence, or write them to the review file",
    .key = "screen.min_confidence"};
inline constexpr Option review_file{.name = "review-file",
                                    .kind = OptionKind::text,
                                    .value = "FILE",
                                    .brief = "CSV of the names that are in use or below --min-confidence",
                                    .more = "Each row has the reasons, and the rank on each list."};

}  // namespace dgacast::option

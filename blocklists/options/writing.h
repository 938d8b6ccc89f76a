// SPDX-License-Identifier: Apache-2.0
// How a list is written: format, file, zone.
#pragma once
#include "blocklists/options/option.h"

namespace dgacast::option {

inline constexpr Option format{.name = "format",
                               .kind = OptionKind::text,
                               .value = "FORMAT",
                               .fallback = "plain",
                               .brief = "form of the list; 'dgacast formats' tells who reads it",
                               .key = "output.format"};
inline constexpr Option output{.name = "output",
                               .kind = OptionKind::text,
                               .value = "FILE",
                               .fallback = "-",
                               .brief = "file to write; - is standard output",
                               .more = "The file appears when it is complete, or not at all.",
                               .letter = 'o'};
inline constexpr Option compress{.name = "compress",
                                 .kind = OptionKind::word,
                                 .value = "METHOD",
                                 .words = "gzip|zstd",
                                 .otherwise = "not compressed",
                                 .brief = "compress the output (deterministic)",
                                 .key = "output.compress"};
inline constexpr Option split{.name = "split",
                              .kind = OptionKind::word,
                              .value = "KEY",
                              .words = "none|suffix|actor|family",
                              .brief = "write a folder with one list per suffix, authority or family",
                              .more = "--output names the folder, which also gets a manifest and SHA256SUMS.",
                              .key = "output.split"};
inline constexpr Option raw{.name = "raw",
                            .kind = OptionKind::flag,
                            .brief = "the bot's own list of one period: its order, repeats kept, not filtered",
                            .more = "Needs one seed, and a date when its names depend on it."};
inline constexpr Option shard{.name = "shard",
                              .kind = OptionKind::text,
                              .value = "K/N",
                              .brief = "make shard K of N for 'dgacast merge'",
                              .more = "The shards are about the same amount of work each."};

inline constexpr Option rpz_origin{.name = "rpz-origin",
                                   .kind = OptionKind::text,
                                   .value = "NAME",
                                   .fallback = "dga.rpz.invalid",
                                   .brief = "name of the zone",
                                   .key = "rpz.origin"};
inline constexpr Option rpz_action{.name = "rpz-action",
                                   .kind = OptionKind::text,
                                   .value = "ACTION",
                                   .words = "nxdomain|nodata|drop|passthru|tcp-only|cname:NAME|a:IP",
                                   .fallback = "nxdomain",
                                   .brief = "what resolvers do with the names",
                                   .key = "rpz.action"};
inline constexpr Option rpz_serial{.name = "rpz-serial",
                                   .kind = OptionKind::number,
                                   .value = "N",
                                   .min = 0,
                                   .max = 0xFFFF'FFFF,
                                   .otherwise = "the first day as Unix time",
                                   .brief = "serial of the zone's SOA record"};
inline constexpr Option rpz_ttl{.name = "rpz-ttl",
                                .kind = OptionKind::number,
                                .value = "N",
                                .min = 0,
                                .max = 0x7FFF'FFFF,
                                .fallback = "300",
                                .brief = "time to live of the zone's records, in seconds",
                                .key = "rpz.ttl"};

}  // namespace dgacast::option

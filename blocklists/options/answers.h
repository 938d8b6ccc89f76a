// SPDX-License-Identifier: Apache-2.0
// From names back to families and seeds: look-up, index, logs, the search for a seed; and what is counted and shown.
#pragma once
#include "blocklists/options/option.h"

namespace dgacast::option {

inline constexpr Option lookup_names{.name = "name",
                                     .kind = OptionKind::texts,
                                     .value = "NAME",
                                     .brief = "names, or - for one a line on standard input",
                                     .argument = true,
                                     .required = true};
inline constexpr Option explained_names{.name = "name",
                                        .kind = OptionKind::texts,
                                        .value = "NAME",
                                        .brief = "names in any case, with U- or A-labels, defanged or in URLs",
                                        .argument = true,
                                        .required = true};
inline constexpr Option index{.name = "index",
                              .kind = OptionKind::text,
                              .value = "FILE",
                              .brief = "search this file of 'dgacast index build' instead of a range of dates"};
inline constexpr Option json_lines{.name = "json", .kind = OptionKind::flag, .brief = "write one JSON object a line"};
inline constexpr Option json_answers{.name = "json",
                                     .kind = OptionKind::flag,
                                     .brief = "write one JSON object for each name",
                                     .more = "It has an empty list for a name that no family generates."};
inline constexpr Option json_hits{
    .name = "json", .kind = OptionKind::flag, .brief = "write hits and clients as JSON lines"};
inline constexpr Option json_object{.name = "json", .kind = OptionKind::flag, .brief = "write one JSON object"};

inline constexpr Option logs{.name = "file",
                             .kind = OptionKind::texts,
                             .value = "FILE",
                             .brief = "logs, plain, gzip or zstd; - is standard input",
                             .argument = true,
                             .required = true};
inline constexpr Option log_format{.name = "log-format",
                                   .kind = OptionKind::text,
                                   .value = "FORM",
                                   .otherwise = "each line is recognised by its content",
                                   .brief = "read the logs in this form only"};
inline constexpr Option log_columns{
    .name = "log-columns",
    .kind = OptionKind::text,
    .value = "time=COLUMN,client=COLUMN,name=COLUMN",
    .brief = "read a CSV, TSV or JSON of any kind, by these columns",
    .more = "A column is a number, a name of the header, or a JSON path. client, time and type may be left out."};
inline constexpr Option log_timezone{
    .name = "log-timezone",
    .kind = OptionKind::text,
    .value = "ZONE",
    .fallback = "UTC",
    .brief = "zone of times that name none: an offset (+08:00) or a name (Asia/Shanghai)"};
inline constexpr Option forwarder{
    .name = "forwarder",
    .kind = OptionKind::list,
    .value = "ADDRESS[/PREFIX]",
    .brief = "these ask for others: the client is the subnet (EDNS, RFC 7871) in the question",
    .more = "0.0.0.0/0,::/0 means all."};
inline constexpr Option follow{.name = "follow",
                               .kind = OptionKind::flag,
                               .brief = "continue when the file grows or is replaced, until interrupted"};
inline constexpr Option summary{
    .name = "summary", .kind = OptionKind::flag, .brief = "only the clients at the end, not each hit"};
inline constexpr Option all{.name = "all", .kind = OptionKind::flag, .brief = "also clients whose hits may be chance"};
inline constexpr Option clock_error{
    .name = "clock-error",
    .kind = OptionKind::number,
    .value = "N",
    .min = 0,
    .max = 100'000,  // more than all dates span
    .otherwise = "any number",
    .brief = "days that the clock of a client may be wrong",
    .more = "A question farther from its window is not a hit, nor is one without a time."};
inline constexpr Option max_clients{.name = "max-clients",
                                    .kind = OptionKind::number,
                                    .value = "N",
                                    .min = 1,
                                    .max = 100'000'000,
                                    .fallback = "100000",
                                    .brief = "clients with a hit that are remembered, about 1 KB each"};

inline constexpr Option new_index{.name = "output",
                                  .kind = OptionKind::text,
                                  .value = "FILE",
                                  .brief = "the index; it appears when it is complete, or not at all",
                                  .letter = 'o',
                                  .required = true};
inline constexpr Option changed_index{.name = "file",
                                      .kind = OptionKind::text,
                                      .value = "FILE",
                                      .brief = "the index, which is replaced when the new one is complete",
                                      .more = "FILE.lock keeps other runs from it meanwhile.",
                                      .argument = true,
                                      .required = true};
inline constexpr Option shown_index{.name = "file",
                                    .kind = OptionKind::text,
                                    .value = "FILE",
                                    .brief = "the index",
                                    .argument = true,
                                    .required = true};
inline constexpr Option segments{.name = "segments",
                                 .kind = OptionKind::number,
                                 .value = "N",
                                 .min = 1,
                                 .max = 1024,
                                 .fallback = "8",  // each is looked into for every name
                                 .brief = "most segments: one more, and all are merged"};

inline constexpr Option seen_names{.name = "names",
                                   .kind = OptionKind::text,
                                   .value = "FILE",
                                   .brief = "the names that were seen, one a line; - is standard input",
                                   .required = true};
inline constexpr Option at_least{.name = "at-least",
                                 .kind = OptionKind::number,
                                 .value = "N",
                                 .min = 1,
                                 .max = 10'000,
                                 .otherwise = "all",
                                 .brief = "names that a seed must make"};

inline constexpr Option forecast_by{.name = "by",
                                    .kind = OptionKind::word,
                                    .value = "KEY",
                                    .words = "tld|actor|family|month",
                                    .fallback = "tld",
                                    .brief = "what names are counted by, besides the month"};
inline constexpr Option svg{.name = "svg",
                            .kind = OptionKind::text,
                            .value = "FILE",
                            .brief = "also draw a chart: one bar a month, stacked by family"};
inline constexpr Option format_names{.name = "name",
                                     .kind = OptionKind::texts,
                                     .value = "FORMAT",
                                     .otherwise = "a table of all",
                                     .brief = "formats to describe, by id",
                                     .argument = true};
inline constexpr Option vectors{.name = "vectors",
                                .kind = OptionKind::texts,
                                .value = "FILE|FOLDER",
                                .otherwise = "the built-in ones, and those next to plugins",
                                .brief = "check these golden vectors"};
inline constexpr Option imported_files{.name = "file",
                                       .kind = OptionKind::texts,
                                       .value = "FILE",
                                       .brief = "lists to read; - is standard input",
                                       .argument = true,
                                       .required = true};
inline constexpr Option shard_files{.name = "shard",
                                    .kind = OptionKind::texts,
                                    .value = "FILE",
                                    .brief = "all shards of the list, in any order",
                                    .argument = true,
                                    .required = true};

}  // namespace dgacast::option

// SPDX-License-Identifier: Apache-2.0
// Which names a list is made of: families and seeds, dates, suffixes, who can act on them, and what is added to the
// catalogue.
#pragma once
#include "blocklists/options/option.h"

namespace dgacast::option {

// How families are named is the same everywhere.
inline constexpr std::string_view kFamilies = "families or seeds, by id, alias, malware or pattern";
inline constexpr std::string_view kNaming =
    "FAMILY is the id of a family, an alias, or the name of the malware, which may mean several families; FAMILY/SEED "
    "is "
    "one seed. Patterns with *, ? and [] fit several: flubot/*. 'dgacast families' lists them.";

inline constexpr Option family_arguments{.name = "family",
                                         .kind = OptionKind::texts,
                                         .value = "FAMILY[/SEED]",
                                         .otherwise = "all",
                                         .brief = kFamilies,
                                         .more = kNaming,
                                         .argument = true};
inline constexpr Option families{.name = "family",
                                 .kind = OptionKind::list,
                                 .value = "FAMILY[/SEED]",
                                 .otherwise = "all",
                                 .brief = kFamilies,
                                 .more = kNaming,
                                 .key = "families"};
inline constexpr Option family_names{.name = "name",
                                     .kind = OptionKind::texts,
                                     .value = "FAMILY",
                                     .otherwise = "a table of all",
                                     .brief = "families to describe, by id, alias, malware or pattern",
                                     .argument = true};
inline constexpr Option one_family{.name = "family",
                                   .kind = OptionKind::text,
                                   .value = "FAMILY",
                                   .brief = "the family, by id, alias or malware",
                                   .argument = true,
                                   .required = true};
inline constexpr Option imported_family{
    .name = "family", .kind = OptionKind::text, .value = "NAME", .brief = "family of names that come without one"};
inline constexpr Option imported_seed{.name = "seed",
                                      .kind = OptionKind::text,
                                      .value = "NAME",
                                      .fallback = "imported",
                                      .brief = "seed of names that come without one"};

inline constexpr Option param{.name = "param",
                              .kind = OptionKind::texts,
                              .value = "NAME=VALUE",
                              .brief = "set a parameter of the one named family",
                              .more = "VALUE is a number (decimal or 0x), a word, or JSON for lists."};
inline constexpr Option fixed_param{.name = "param",
                                    .kind = OptionKind::texts,
                                    .value = "NAME=VALUE",
                                    .otherwise = "those of known seeds",
                                    .brief = "set a parameter that is not searched",
                                    .more = "VALUE is a number (decimal or 0x), a word, or JSON for lists."};
inline constexpr Option observation{.name = "observation",
                                    .kind = OptionKind::text,
                                    .value = "FILE",
                                    .brief = "outside input of a TDN or TIN family, text or JSON; - is standard input"};
inline constexpr Option shard_observation{.name = "observation",
                                          .kind = OptionKind::text,
                                          .value = "FILE",
                                          .brief = "the outside input that the shards were made with"};

inline constexpr Option on{.name = "on",
                           .kind = OptionKind::text,
                           .value = "DATE",
                           .otherwise = "today (UTC)",
                           .brief = "one UTC day (YYYY-MM-DD), or an instant",
                           .more = "An instant is written YYYY-MM-DDTHH:MM:SSZ and means the second that it begins."};
inline constexpr Option valid_on{
    .name = on.name, .kind = on.kind, .value = on.value, .otherwise = "all times", .brief = on.brief, .more = on.more};
inline constexpr Option from{.name = "from",
                             .kind = OptionKind::text,
                             .value = "DATE",
                             .otherwise = "today (UTC)",
                             .brief = "first day of a range"};
inline constexpr Option to{
    .name = "to", .kind = OptionKind::text, .value = "DATE", .brief = "last day of the range, inclusive"};
inline constexpr Option days{.name = "days",
                             .kind = OptionKind::number,
                             .value = "N",
                             .min = 1,
                             .max = 84'000,  // 1970 to 2199
                             .brief = "length of the range in days",
                             .more = "Cannot be combined with --to."};

inline constexpr Option catalogue{.name = "catalogue",
                                  .kind = OptionKind::texts,
                                  .value = "FILE|FOLDER",
                                  .brief = "add the seeds and facts of this file, or of all *.json in this folder",
                                  .key = "catalogue"};
inline constexpr Option plugin{.name = "plugin",
                               .kind = OptionKind::texts,
                               .value = "FILE|FOLDER",
                               .brief = "add the family of this plugin, or of all plugins in this folder",
                               .more = "The catalogue entry of NAME.so or NAME.lua is NAME.json in the same folder.",
                               .key = "plugins"};
inline constexpr Option import_list{.name = "import",
                                    .kind = OptionKind::texts,
                                    .value = "FILE",
                                    .brief = "add the names of this list (see 'dgacast import --help')",
                                    .key = "imports"};
inline constexpr Option shard_import{
    .name = "import", .kind = OptionKind::texts, .value = "FILE", .brief = "a list that the shards were made with"};

inline constexpr Option tld{.name = "tld",
                            .kind = OptionKind::list,
                            .value = "LIST",
                            .brief = "only names under these top-level domains",
                            .more =
                                "TLDs with commas between, or @FILE with one a line. A name is taken when it fits "
                                "one of these, or one of the suffixes.",
                            .key = "tlds"};
inline constexpr Option suffix{.name = "suffix",
                               .kind = OptionKind::list,
                               .value = "LIST",
                               .brief = "only names under these public suffixes",
                               .more = "Suffixes with commas between, or @FILE with one a line.",
                               .key = "suffixes"};
inline constexpr Option authority{
    .name = "authority",
    .kind = OptionKind::list,
    .value = "LIST",
    .words = "registry|provider|resolver",
    .brief = "only names on which one of these can act",
    .more =
        "The registry acts on names directly below a delegated suffix, the provider on names in a dynamic-DNS zone or "
        "the like; on others only resolvers can. Registry and provider imply registrable.",
    .key = "screen.actors",
    .alias = "actor"};
inline constexpr Option registrable{.name = "registrable",
                                    .kind = OptionKind::flag,
                                    .brief = "shorten deeper names to the registrable domain",
                                    .key = "screen.registrable"};
inline constexpr Option psl{.name = "psl",
                            .kind = OptionKind::text,
                            .value = "FILE",
                            .otherwise = "the list of the system",
                            .brief = "Public Suffix List",
                            .key = "lists.psl"};

}  // namespace dgacast::option

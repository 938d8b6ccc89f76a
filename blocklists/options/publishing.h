// SPDX-License-Identifier: Apache-2.0
// Feeds and their readers: publish, fetch, verify, compare.
#pragma once
#include "blocklists/options/option.h"

namespace dgacast::option {

inline constexpr Option feed_config{.name = "config",
                                    .kind = OptionKind::text,
                                    .value = "CONFIG.json",
                                    .brief = "the feed's configuration; - is standard input",
                                    .argument = true};
inline constexpr Option date{.name = "date",
                             .kind = OptionKind::text,
                             .value = "DATE",
                             .otherwise = "the day of SOURCE_DATE_EPOCH, or today (UTC)",
                             .brief = "day of the edition"};
inline constexpr Option dry_run{
    .name = "dry-run", .kind = OptionKind::flag, .brief = "make and check everything, publish nothing"};
inline constexpr Option force{.name = "force",
                              .kind = OptionKind::text,
                              .value = "REASON",
                              .brief = "publish although guards fire; the reason is written to the manifest"};
inline constexpr Option json_report{.name = "json", .kind = OptionKind::flag, .brief = "write the report as JSON"};
inline constexpr Option help_config{
    .name = "help-config", .kind = OptionKind::flag, .brief = "explain every key of a configuration"};
inline constexpr Option print_schema{
    .name = "print-schema", .kind = OptionKind::flag, .brief = "write the JSON Schema of a configuration"};
/// Of the feed itself; a copy has its own number.
inline constexpr Option keep_editions{.name = "keep",
                                      .kind = OptionKind::number,
                                      .value = "N",
                                      .min = 1,
                                      .max = 10'000,
                                      .fallback = "14",
                                      .brief = "editions that stay on the disk, including the current one",
                                      .key = "keep"};

inline constexpr Option source{
    .name = "source",
    .kind = OptionKind::text,
    .value = "SOURCE",
    .brief = "where the feed is: a URL, HOST:FOLDER or a folder",
    .more = "https://HOST/FEED, http://HOST/FEED, rsync://HOST/MODULE, HOST:FOLDER (rsync by ssh), or a folder.",
    .argument = true,
    .required = true};
inline constexpr Option copy_folder{.name = "folder",
                                    .kind = OptionKind::text,
                                    .value = "FOLDER",
                                    .brief = "where the copy is: FOLDER/current is the newest edition",
                                    .argument = true,
                                    .required = true};
inline constexpr Option required_feed{.name = "feed",
                                      .kind = OptionKind::text,
                                      .value = "NAME",
                                      .brief = "the feed's name: an edition of another feed is refused",
                                      .required = true};
inline constexpr Option expected_feed{
    .name = "feed", .kind = OptionKind::text, .value = "NAME", .brief = "the name that the feed must have"};
inline constexpr Option key{.name = "key",
                            .kind = OptionKind::texts,
                            .value = "KEY",
                            .brief = "minisign public key that must have signed the feed",
                            .more = "A file, or its line of base64. One of several is enough."};
inline constexpr Option certificate{.name = "certificate",
                                    .kind = OptionKind::text,
                                    .value = "FILE",
                                    .brief = "certificates (PEM) for the CMS signature",
                                    .more = "Those of the publisher, or of an authority that vouches for it."};
inline constexpr Option openpgp_keyring{.name = "openpgp-keyring",
                                        .kind = OptionKind::text,
                                        .value = "FILE",
                                        .brief = "keys (gpg --export) for the OpenPGP signature, checked by gpgv"};
inline constexpr Option unsigned_feed{.name = "unsigned",
                                      .kind = OptionKind::flag,
                                      .brief = "do not check any signature",
                                      .more = "Takes what the source, or anyone on the way to it, gives."};
inline constexpr Option fetch_max_age{.name = "max-age",
                                      .kind = OptionKind::number,
                                      .value = "N",
                                      .min = 0,
                                      .max = 36'500,
                                      .fallback = "7",
                                      .brief = "refuse an edition that is more than this many days old; 0: any age"};
inline constexpr Option verify_max_age{
    .name = "max-age",
    .kind = OptionKind::number,
    .value = "N",
    .min = fetch_max_age.min,
    .max = fetch_max_age.max,
    .otherwise = "not checked",
    .brief = "the edition is at most this many days old, and not from the future; 0: any age"};
inline constexpr Option fetch_keep{.name = "keep",
                                   .kind = OptionKind::number,
                                   .value = "N",
                                   .min = 1,
                                   .max = 100'000,
                                   .fallback = "14",
                                   .brief = "editions that stay in the copy; the current one is never removed"};
inline constexpr Option time{.name = "time",
                             .kind = OptionKind::number,
                             .value = "N",
                             .min = 1,
                             .max = 86'400,
                             .fallback = "600",
                             .brief = "end the run after this many seconds"};
inline constexpr Option max_size{.name = "max-size",
                                 .kind = OptionKind::number,
                                 .value = "N",
                                 .min = 1,
                                 .max = 1'048'576,
                                 .fallback = "4096",
                                 .brief = "refuse an edition whose files are larger than this many MiB together"};
inline constexpr Option ca_file{.name = "ca-file",
                                .kind = OptionKind::text,
                                .value = "FILE",
                                .otherwise = "those of the system",
                                .brief = "certificates (PEM) of the authorities that https:// trusts"};
inline constexpr Option verified_feed{.name = "feed",
                                      .kind = OptionKind::text,
                                      .value = "FEED",
                                      .brief = "the folder of a feed (its current edition), or of one edition",
                                      .argument = true,
                                      .required = true};
inline constexpr Option not_older_than{.name = "not-older-than",
                                       .kind = OptionKind::text,
                                       .value = "FOLDER",
                                       .brief = "a copy, feed or edition whose number this one must at least have"};
inline constexpr Option shown_feed{.name = "feed",
                                   .kind = OptionKind::text,
                                   .value = "FEED",
                                   .brief = "the folder of a feed",
                                   .argument = true,
                                   .required = true};
inline constexpr Option json_manifest{
    .name = "json", .kind = OptionKind::flag, .brief = "write the manifest without its files, and age_days"};
inline constexpr Option old_list{.name = "old",
                                 .kind = OptionKind::text,
                                 .value = "OLD",
                                 .brief = "a list (one name a line, or CSV with the name first) or a feed",
                                 .argument = true,
                                 .required = true};
inline constexpr Option new_list{.name = "new",
                                 .kind = OptionKind::text,
                                 .value = "NEW",
                                 .brief = "a list or a feed; - is standard input",
                                 .argument = true,
                                 .required = true};

}  // namespace dgacast::option

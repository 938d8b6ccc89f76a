// SPDX-License-Identifier: Apache-2.0
// What formats for registries, CERTs and platforms need to know. Each belongs to certain formats.
#pragma once
#include "blocklists/options/option.h"

namespace dgacast::option {

inline constexpr Option producer{.name = "producer",
                                 .kind = OptionKind::text,
                                 .value = "NAME",
                                 .fallback = "dgacast",
                                 .brief = "who publishes the list; ids follow from it",
                                 .key = "partner.producer"};
inline constexpr Option tlp{.name = "tlp",
                            .kind = OptionKind::word,
                            .value = "LABEL",
                            .words = "clear|green|amber|amber+strict|red",
                            .fallback = "clear",
                            .brief = "Traffic Light Protocol 2.0 label",
                            .key = "partner.tlp"};
inline constexpr Option action{.name = "action",
                               .kind = OptionKind::text,
                               .value = "WORD",
                               .fallback = "block",
                               .brief = "what a registry is asked to do: up to 16 lower-case letters",
                               .key = "partner.action"};
inline constexpr Option serial{.name = "serial",
                               .kind = OptionKind::text,
                               .value = "DIGITS",
                               .otherwise = "the first day as YYYYMMDD00",
                               .brief = "serial of a registry's list, up to 16 digits"};
inline constexpr Option epp_batch{.name = "epp-batch",
                                  .kind = OptionKind::number,
                                  .value = "N",
                                  .min = 1,
                                  .max = 10'000,
                                  .fallback = "50",
                                  .brief = "names in one check command",
                                  .key = "partner.epp_batch"};
inline constexpr Option epp_frame{.name = "epp-frame",
                                  .kind = OptionKind::flag,
                                  .brief = "one file, each document preceded by its length (RFC 5734)",
                                  .key = "partner.epp_frame"};
inline constexpr Option epp_config{.name = "epp-config",
                                   .kind = OptionKind::text,
                                   .value = "FILE",
                                   .brief = "JSON file with registrant, contacts, name_servers, years, auth_info, hold",
                                   .key = "partner.epp_config"};
inline constexpr Option stix_chunk{.name = "stix-chunk",
                                   .kind = OptionKind::number,
                                   .value = "N",
                                   .min = 1,
                                   .max = 100'000,
                                   .fallback = "1000",
                                   .brief = "indicators in one bundle",
                                   .key = "partner.stix_chunk"};
inline constexpr Option misp_previous{.name = "misp-previous",
                                      .kind = OptionKind::text,
                                      .value = "FOLDER",
                                      .brief = "the feed before this one: names that are gone are written as deleted"};

}  // namespace dgacast::option

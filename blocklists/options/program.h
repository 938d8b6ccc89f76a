// SPDX-License-Identifier: Apache-2.0
// What every command takes, and what the program's own helpers do.
#pragma once
#include "blocklists/options/option.h"

namespace dgacast::option {

inline constexpr Option quiet{
    .name = "quiet", .kind = OptionKind::flag, .brief = "no notes, no warnings, no progress", .letter = 'q'};
inline constexpr Option version{
    .name = "version", .kind = OptionKind::flag, .brief = "the version, and that of the catalogue"};
inline constexpr Option help{.name = "help",
                             .kind = OptionKind::flag,
                             .brief = "--help tells all about each option, -h is short",
                             .letter = 'h'};

inline constexpr Option typed_words{
    .name = "word",
    .kind = OptionKind::texts,
    .value = "WORD",
    .brief = "the words after 'dgacast', behind --; the last one is being typed and may be empty",
    .argument = true};
inline constexpr Option page_folder{.name = "folder",
                                    .kind = OptionKind::text,
                                    .value = "FOLDER",
                                    .brief = "where the pages are written",
                                    .argument = true,
                                    .required = true};
inline constexpr Option page_templates{.name = "template",
                                       .kind = OptionKind::texts,
                                       .value = "FILE",
                                       .brief = "pages NAME.in with marks, which are written as NAME",
                                       .argument = true};

}  // namespace dgacast::option

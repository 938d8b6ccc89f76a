// SPDX-License-Identifier: Apache-2.0
// What a long run may take of the machine.
#pragma once
#include "blocklists/options/option.h"

namespace dgacast::option {

inline constexpr Option threads{.name = "threads",
                                .kind = OptionKind::number,
                                .value = "N",
                                .min = 1,
                                .max = 1024,
                                .otherwise = "as many as the machine has processors",
                                .brief = "threads that work",
                                .more = "The result does not depend on their number."};

inline constexpr Option memory{.name = "memory",
                               .kind = OptionKind::size,
                               .value = "SIZE",
                               .min = std::uint64_t{128} << 20,  // the program itself takes a third of it
                               .fallback = "1G",
                               .brief = "memory that the run may take: bytes, or with k, M or G",
                               .more = "Data beyond it goes to a temporary file. The result is the same.",
                               .key = "memory"};

inline constexpr Option tmpdir{.name = "tmpdir",
                               .kind = OptionKind::text,
                               .value = "DIR",
                               .otherwise = "$TMPDIR, or /tmp",
                               .brief = "folder of the temporary file",
                               .more = "The file has no name there, and is gone with the process.",
                               .key = "temporary_folder"};

/// Of an index that is built, the file is large: it lies best on the same disk.
inline constexpr Option index_tmpdir{.name = tmpdir.name,
                                     .kind = tmpdir.kind,
                                     .value = tmpdir.value,
                                     .otherwise = "$TMPDIR, or the folder of the index",
                                     .brief = tmpdir.brief,
                                     .more = tmpdir.more};

}  // namespace dgacast::option

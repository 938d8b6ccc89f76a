// SPDX-License-Identifier: Apache-2.0
// A collection through a format into documents: one file, or a folder with a file a suffix, actor or family.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "blocklists/formats/any_format.h"
#include "blocklists/write/folder.h"
#include "blocklists/write/list_writer.h"

namespace [[gnu::visibility("default")]] dgacast {

/// What names are sorted into files by.
enum class SplitKey : std::uint8_t {
  none,    ///< all in one list
  suffix,  ///< below which the name is to be had: that of a registry, or a provider's zone
  actor,   ///< who can act on it: registry, provider, resolver
  family   ///< a name of two families is in both lists
};

/// Reads "none", "suffix", "actor" or "family". Throws InputError with `where`.
SplitKey parse_split_key(std::string_view text, std::string_view where);

/// Writes all names as documents. Throws what `documents` throws, and Interrupted when a stop was requested.
WriteReport write_documents(const Collection& names, const Screening& screening, const DocumentFormat& format,
                            const ListInfo& info, Documents& documents, const RunContext& run);

/// Writes a list of each key into `folder`, and manifest.json: what the lists are, with names, octets and SHA-256 of
/// each. Of a name's sources only those of the list's family are written when the key is the family.
WriteReport write_split(const Collection& names, const Screening& screening, const Format& format, const ListInfo& info,
                        SplitKey key, Folder& folder, const RunContext& run);
/// The same for a format of documents: file names begin with the key, if there is one. Needs a shape other than
/// Shape::folder.
WriteReport write_split(const Collection& names, const Screening& screening, const DocumentFormat& format,
                        const ListInfo& info, SplitKey key, Folder& folder, const RunContext& run);

/// Throws InputError with `where` when the names of this format cannot be split by this key.
void check_split(const AnyFormat& format, const ListInfo& info, SplitKey key, std::string_view where);
/// Writes a list that is a folder, in whichever of these ways.
WriteReport write_folder(const Collection& names, const Screening& screening, const AnyFormat& format,
                         const ListInfo& info, SplitKey key, Folder& folder, const RunContext& run);
/// Writes a list that is one file.
WriteReport write_one(const Collection& names, const Screening& screening, const AnyFormat& format,
                      const ListInfo& info, Output& output, const RunContext& run);

}  // namespace dgacast

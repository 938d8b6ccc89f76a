// SPDX-License-Identifier: Apache-2.0
// A collection through a format into documents: one file, or a folder with a file a suffix, actor or family.
#pragma once
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

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

/// Begins a list of each key in `folder`; its end() also writes manifest.json there: what the lists are, with names,
/// octets and SHA-256 of each, and which lists they were `compared` with. Files are opened by `documents`, which is
/// `folder` or hands on to it. Of a name's sources only those of the list's family are written when the key is the
/// family. Needs assessed entries, unless the key is none. What is given must outlive the list. Throws InputError, and
/// so does the list.
std::unique_ptr<ListInProgress> start_split(const Format& format, const ListInfo& info, SplitKey key,
                                            std::vector<DatedList> compared, Folder& folder, Documents& documents);
/// The same for a list that is a folder, in whichever way: split, of several documents (file names begin with the key,
/// if there is one), or sorted into files by the format itself.
std::unique_ptr<ListInProgress> start_folder(const AnyFormat& format, const ListInfo& info, SplitKey key,
                                             std::vector<DatedList> compared, Folder& folder);
/// Begins a list of documents that is one file.
std::unique_ptr<ListInProgress> start_document(const DocumentFormat& format, const ListInfo& info, Output& output);

/// Throws InputError with `where` when the names of this format cannot be split by this key.
void check_split(const AnyFormat& format, const ListInfo& info, SplitKey key, std::string_view where);
/// Writes a list that is a folder. Throws what `folder` throws, and Interrupted when a stop was requested.
WriteReport write_folder(const Collection& names, const Screening& screening, const AnyFormat& format,
                         const ListInfo& info, SplitKey key, Folder& folder, const RunContext& run);
/// Writes a list that is one file. Throws what `output` throws, and Interrupted when a stop was requested.
WriteReport write_one(const Collection& names, const Screening& screening, const AnyFormat& format,
                      const ListInfo& info, Output& output, const RunContext& run);

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// Formats that are more than rows: documents with a memory (counts, batches, bundles), in one file or several.
//
//   const DocumentFormat& stix = *find_document_format("stix");
//   Drops drops;
//   const auto list = stix.start(info, documents);
//   list->add(entries, drops);   // as often as there are blocks
//   list->end();
#pragma once
#include <memory>
#include <span>
#include <string_view>

#include "blocklists/formats/format.h"

namespace [[gnu::visibility("default")]] dgacast {

/// Where documents go: files of a folder, or one after another into one output.
class Documents {
 public:
  /// Begins the document `name` (a file name, extension included). Several may be open at once. The output is good
  /// until it is closed, or the end of the list. Throws InputError when it cannot be made or the name stands twice.
  virtual Output& open(std::string_view name) = 0;
  /// Nothing more comes for this document.
  virtual void close(Output& document) = 0;

 protected:
  ~Documents() = default;
};

/// One list that is being written.
class ListInProgress {
 public:
  ListInProgress() = default;
  virtual ~ListInProgress() = default;
  ListInProgress(const ListInProgress&) = delete;
  ListInProgress& operator=(const ListInProgress&) = delete;

  /// Writes entries, which come sorted and unique; those that the format cannot carry are counted in `drops`.
  virtual void add(std::span<const Entry> entries, Drops& drops) = 0;
  /// Writes what is left. Nothing comes after it.
  virtual void end() = 0;
};

/// What the documents of one list are to their reader.
enum class Shape : std::uint8_t {
  one,     ///< one document
  stream,  ///< any number, which may stand one after another in one file
  files,   ///< any number of files
  folder   ///< a folder whose file names and manifest are the format's own
};

/// Objects are immutable and live as long as the program.
class DocumentFormat {
 public:
  virtual const FormatFacts& facts() const noexcept = 0;
  virtual Shape shape(const ListInfo& info) const noexcept = 0;
  /// Begins a list. `info` and `documents` must outlive it. Throws InputError when `info` lacks what the format needs.
  virtual std::unique_ptr<ListInProgress> start(const ListInfo& info, Documents& documents) const = 0;

 protected:
  ~DocumentFormat() = default;  // never owned through the base
};

/// All of them in the order of their ids.
std::span<const DocumentFormat* const> document_formats() noexcept;
/// The one with this id, or nullptr.
const DocumentFormat* find_document_format(std::string_view id) noexcept;

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// A format as people name it: one of rows, or one of documents.
#pragma once
#include <string_view>

#include "blocklists/formats/document.h"
#include "blocklists/formats/format.h"

namespace [[gnu::visibility("default")]] dgacast {

struct AnyFormat {
  const Format* rows = nullptr;  ///< one of the two is set
  const DocumentFormat* documents = nullptr;

  const FormatFacts& facts() const noexcept { return rows != nullptr ? rows->facts() : documents->facts(); }
  Shape shape(const ListInfo& info) const noexcept { return rows != nullptr ? Shape::one : documents->shape(info); }
};

/// The format with this id. Throws InputError with `where` and the nearest id.
inline AnyFormat find_any_format(std::string_view id, std::string_view where) {
  AnyFormat format{nullptr, find_document_format(id)};
  if (format.documents == nullptr) format.rows = &find_format(id, where);
  return format;
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// The one list of formats of documents, sorted.
#include "blocklists/formats/document.h"

namespace dgacast {

const DocumentFormat& dgarchive() noexcept;
const DocumentFormat& epp_check() noexcept;
const DocumentFormat& epp_create() noexcept;
const DocumentFormat& epp_hold() noexcept;
const DocumentFormat& misp() noexcept;
const DocumentFormat& nomulus() noexcept;
const DocumentFormat& srw_summary() noexcept;
const DocumentFormat& srw_summary_json() noexcept;
const DocumentFormat& stix() noexcept;

std::span<const DocumentFormat* const> document_formats() noexcept {
  static const DocumentFormat* const kFormats[] = {&dgarchive(), &epp_check(), &epp_create(),  &epp_hold(),
                                                   &misp(),      &nomulus(),   &srw_summary(), &srw_summary_json(),
                                                   &stix()};
  return kFormats;
}

const DocumentFormat* find_document_format(std::string_view id) noexcept {
  for (const DocumentFormat* format : document_formats()) {
    if (format->facts().id == id) return format;
  }
  return nullptr;
}

}  // namespace dgacast

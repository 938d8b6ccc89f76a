// SPDX-License-Identifier: Apache-2.0
// The one list of formats, sorted.
#include <vector>

#include "blocklists/formats/format.h"
#include "dga/core/issue.h"

namespace dgacast {

const Format& csv() noexcept;
const Format& hosts() noexcept;
const Format& jsonl() noexcept;
const Format& plain() noexcept;
const Format& rpz() noexcept;

std::span<const Format* const> formats() noexcept {
  static const Format* const kFormats[] = {&csv(), &hosts(), &jsonl(), &plain(), &rpz()};
  return kFormats;
}

const Format& find_format(std::string_view id, std::string_view where) {
  std::vector<std::string_view> known;
  std::string list = "the formats are ";
  for (const Format* format : formats()) {
    if (format->facts().id == id) return *format;
    list.append(known.empty() ? "" : ", ").append(format->facts().id);
    known.push_back(format->facts().id);
  }
  throw InputError{{std::string(where), "unknown format " + quote(id), suggest(id, known, list)}};
}

}  // namespace dgacast

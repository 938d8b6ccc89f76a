// SPDX-License-Identifier: Apache-2.0
// The one list of formats, sorted.
#include <vector>

#include "blocklists/formats/document.h"
#include "dga/core/issue.h"

namespace dgacast {

const Format& bambenek() noexcept;
const Format& csv() noexcept;
const Format& hosts() noexcept;
const Format& intelmq() noexcept;
const Format& jsonl() noexcept;
const Format& netlab() noexcept;
const Format& plain() noexcept;
const Format& registry_csv() noexcept;
const Format& registry_jsonl() noexcept;
const Format& rpz() noexcept;
const Format& threatfox() noexcept;

std::span<const Format* const> formats() noexcept {
  static const Format* const kFormats[] = {&bambenek(),       &csv(),    &hosts(),    &intelmq(),
                                           &jsonl(),          &netlab(), &plain(),    &registry_csv(),
                                           &registry_jsonl(), &rpz(),    &threatfox()};
  return kFormats;
}

const Format& find_format(std::string_view id, std::string_view where) {
  std::vector<std::string_view> known;
  std::string list = "the formats are ";
  const auto tell = [&](const FormatFacts& facts) {
    list.append(known.empty() ? "" : ", ").append(facts.id);
    known.push_back(facts.id);
  };
  for (const Format* format : formats()) {
    if (format->facts().id == id) return *format;
    tell(format->facts());
  }
  for (const DocumentFormat* format : document_formats()) tell(format->facts());
  throw InputError{{std::string(where), "unknown format " + quote(id), suggest(id, known, list)}};
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
#include "blocklists/formats/affix.h"

namespace dgacast {

void AffixFormat::begin(const ListInfo&, Sink& out) const { out.put(affixes_.head); }

void AffixFormat::add(const ListInfo&, std::span<const Entry> entries, Sink& out, Drops&) const {
  const auto [head, before, after, tail] = affixes_;
  for (const Entry& entry : entries) out.put(before, entry.domain, after);
}

void AffixFormat::end(const ListInfo&, std::uint64_t, Sink& out) const { out.put(affixes_.tail); }

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
#include "blocklists/formats/registry_row.h"

namespace dgacast {

bool make_row(const ListInfo& info, const Entry& entry, RegistryRow& row) {
  row.domain = entry.domain;
  row.suffix = info.suffixes->suffix_of(entry.domain);
  row.label = registrable_label(entry.domain, row.suffix);
  if (row.label.empty()) return false;
  row.tld = tld_of(entry.domain);
  row.source = &entry.sources.front();
  row.valid_until = row.source->valid_until;
  for (const Attribution& source : entry.sources) row.valid_until = std::max(row.valid_until, source.valid_until);
  row.state = "candidate";
  row.confidence = row.reason = {};
  return true;
}

}  // namespace dgacast

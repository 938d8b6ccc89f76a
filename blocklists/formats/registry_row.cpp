// SPDX-License-Identifier: Apache-2.0
#include "blocklists/formats/registry_row.h"

#include <algorithm>

namespace dgacast {

bool make_row(const Entry& entry, RegistryRow& row) {
  row.domain = entry.domain;
  row.label = registrable_label(entry);
  if (row.label.empty()) return false;
  row.suffix = entry.assessment->verdict.suffix;
  row.tld = tld_of(entry.domain);
  row.source = &entry.sources.front();
  row.valid_until = row.source->valid_until;
  for (const Attribution& source : entry.deciding()) row.valid_until = std::max(row.valid_until, source.valid_until);
  row.state = "candidate";
  row.confidence = entry.assessment->confidence;
  row.reason.clear();
  each_word(entry.assessment->reasons,
            [&row](std::string_view word) { row.reason.append(row.reason.empty() ? "" : "|").append(word); });
  return true;
}

}  // namespace dgacast

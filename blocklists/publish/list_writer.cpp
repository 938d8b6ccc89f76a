// SPDX-License-Identifier: Apache-2.0
#include "blocklists/publish/list_writer.h"

#include <vector>

namespace dgacast {

WriteReport write_list(const Collection& names, const Format& format, const ListInfo& info, Output& output,
                       std::stop_token stop) {
  WriteReport report;
  Sink sink{output};
  std::vector<Entry> kept;
  format.begin(info, sink);
  names.visit([&](std::span<const Entry> entries) {
    if (stop.stop_requested()) throw Interrupted{};
    if (format.facts().blocks) {
      kept.clear();
      for (const Entry& entry : entries) {
        if (!info.suffixes->is_suffix(entry.domain)) kept.push_back(entry);
      }
      report.public_suffixes += entries.size() - kept.size();
      entries = kept;
    }
    report.written += entries.size();
    format.add(info, entries, sink, report.drops);
  });
  report.written -= report.drops.too_long_for_zone;
  format.end(info, report.written, sink);
  sink.flush();
  return report;
}

}  // namespace dgacast

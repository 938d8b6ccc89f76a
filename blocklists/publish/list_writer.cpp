// SPDX-License-Identifier: Apache-2.0
#include "blocklists/publish/list_writer.h"

#include <vector>

namespace dgacast {

WriteReport hand_over(const Collection& names, const FormatFacts& facts, const ListInfo& info, std::stop_token stop,
                      const std::function<void(std::span<const Entry>, Drops&)>& add) {
  WriteReport report;
  std::vector<Entry> kept;
  names.visit([&](std::span<const Entry> entries) {
    if (stop.stop_requested()) throw Interrupted{};
    if (facts.blocks) {
      kept.clear();
      for (const Entry& entry : entries) {
        if (!info.suffixes->is_suffix(entry.domain)) kept.push_back(entry);
      }
      report.public_suffixes += entries.size() - kept.size();
      entries = kept;
    }
    report.written += entries.size();
    add(entries, report.drops);
  });
  report.written -= report.drops.total();
  return report;
}

WriteReport write_list(const Collection& names, const Format& format, const ListInfo& info, Output& output,
                       std::stop_token stop) {
  Sink sink{output};
  format.begin(info, sink);
  const WriteReport report =
      hand_over(names, format.facts(), info, std::move(stop),
                [&](std::span<const Entry> entries, Drops& drops) { format.add(info, entries, sink, drops); });
  format.end(info, report.written, sink);
  sink.flush();
  return report;
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
#include "blocklists/publish/list_writer.h"

#include <optional>

namespace dgacast {

WriteReport hand_over(const Collection& names, const Screening& screening, const FormatFacts& facts, bool assess,
                      const ListInfo& info, std::stop_token stop,
                      const std::function<void(std::span<const Entry>, Drops&)>& add) {
  WriteReport report;
  ScreenOptions options = screening.screen;
  if (facts.blocks) options.suffixes = false;
  // Assessing costs more than writing: a plain list that leaves nothing out does without.
  const bool screened = assess || facts.provenance || !options.keeps_all();
  Assessor assessor{*info.suffixes, TldFacts::builtin(), screening.collisions};
  Screen screen{options, assessor};

  const Format& aside = find_format("csv", "");
  std::optional<Sink> review;
  Drops aside_drops;
  std::uint64_t put_aside = 0;
  if (screening.review != nullptr) aside.begin(info, review.emplace(*screening.review));

  names.visit([&](std::span<const Entry> entries) {
    if (stop.stop_requested()) throw Interrupted{};
    if (screened) {
      screen.pass(entries);
      entries = screen.kept();
      if (review) aside.add(info, screen.put_aside(), *review, aside_drops);
      put_aside += screen.put_aside().size();
    }
    report.written += entries.size();
    add(entries, report.drops);
  });
  report.screened = screen.report();
  report.written -= report.drops.total();
  if (review) {
    aside.end(info, put_aside, *review);
    review->flush();
  }
  return report;
}

WriteReport write_list(const Collection& names, const Screening& screening, const Format& format, const ListInfo& info,
                       Output& output, std::stop_token stop) {
  Sink sink{output};
  format.begin(info, sink);
  const WriteReport report =
      hand_over(names, screening, format.facts(), false, info, std::move(stop),
                [&](std::span<const Entry> entries, Drops& drops) { format.add(info, entries, sink, drops); });
  format.end(info, report.written, sink);
  sink.flush();
  return report;
}

}  // namespace dgacast

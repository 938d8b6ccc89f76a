// SPDX-License-Identifier: Apache-2.0
#include "blocklists/publish/list_writer.h"

#include <optional>

namespace dgacast {

WriteReport write_list(const Collection& names, const Screening& screening, const Format& format, const ListInfo& info,
                       Output& output, std::stop_token stop) {
  WriteReport report;
  Sink sink{output};
  ScreenOptions options = screening.screen;
  if (format.facts().blocks) options.suffixes = false;
  // Assessing costs more than writing: a plain list that leaves nothing out does without.
  const bool screened = format.facts().provenance || !options.keeps_all();
  Assessor assessor{*info.suffixes, TldFacts::builtin(), screening.collisions};
  Screen screen{options, assessor};

  const Format& aside = find_format("csv", "");
  std::optional<Sink> review;
  Drops aside_drops;
  std::uint64_t put_aside = 0;
  if (screening.review != nullptr) aside.begin(info, review.emplace(*screening.review));

  format.begin(info, sink);
  names.visit([&](std::span<const Entry> entries) {
    if (stop.stop_requested()) throw Interrupted{};
    if (screened) {
      screen.pass(entries);
      entries = screen.kept();
      if (review) aside.add(info, screen.put_aside(), *review, aside_drops);
      put_aside += screen.put_aside().size();
    }
    report.written += entries.size();
    format.add(info, entries, sink, report.drops);
  });
  for (std::size_t i = 0; i < kOutcomes; ++i) report.screened[i] = screen.count(static_cast<Outcome>(i));
  report.written -= report.drops.too_long_for_zone;
  format.end(info, report.written, sink);
  sink.flush();
  if (review) {
    aside.end(info, put_aside, *review);
    review->flush();
  }
  return report;
}

}  // namespace dgacast

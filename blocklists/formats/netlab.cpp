// SPDX-License-Identifier: Apache-2.0
// The rows of 360 Netlab's feed, which ended: family, domain, start, end, by tabs. UTC; the end is the last second.
#include "blocklists/formats/format.h"
#include "blocklists/formats/text.h"

namespace dgacast {
namespace {

class Netlab final : public Format {
 public:
  const FormatFacts& facts() const noexcept override {
    static constexpr FormatFacts kFacts{.id = "netlab",
                                        .extension = ".netlab.tsv",
                                        .summary = "360 Netlab's feed: family, domain, start and end by tabs",
                                        .readers = "parsers of 360 Netlab's feed",
                                        .checked = "dgacast import",
                                        .children = Children::no,
                                        .provenance = true};
    return kFacts;
  }
  void add(const ListInfo&, std::span<const Entry> entries, Sink& out, Drops&) const override {
    InstantText from, until;
    for (const Entry& entry : entries) {
      for (const Attribution& source : entry.told()) {
        out.put(source.entry->id, '\t', entry.domain, '\t', from.spaced(source.valid_from), '\t',
                until.spaced(last_second(source.valid_until)), '\n');
      }
    }
  }
};

}  // namespace

const Format& netlab() noexcept {
  static constexpr Netlab kFormat;
  return kFormat;
}
}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// The rows of 360 Netlab's feed, which ended: family, domain, start, end, by tabs. UTC; the end is the last second. The
// feed began with 18 lines of comment, and its readers leave out 18 lines without a look.
#include <algorithm>

#include "blocklists/formats/format.h"
#include "blocklists/formats/text.h"

namespace dgacast {
namespace {

constexpr std::string_view kHead =
    "################################################################\n"
    "# Domains that malware will generate\n"
    "#\n"
    "# Made by dgacast, in the form of the DGA feed of netlab 360,\n"
    "# which ended in 2023.\n"
    "#\n"
    "# Columns, separated by tabs:\n"
    "#   1  family\n"
    "#   2  domain\n"
    "#   3  start of the validity\n"
    "#   4  end of the validity, its last second\n"
    "#\n"
    "# All times are in UTC. A name that is valid at any time starts\n"
    "# on the day of this list and ends in the year 9999.\n"
    "#\n"
    "# The names are forecasts: look at the evidence before you act on\n"
    "# one, for a name can also belong to somebody else.\n"
    "################################################################\n";
static_assert(std::ranges::count(kHead, '\n') == 18);

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
  void begin(const ListInfo&, Sink& out) const override { out.put(kHead); }
  void add(const ListInfo& info, std::span<const Entry> entries, Sink& out, Drops&) const override {
    InstantText from, until;
    for (const Entry& entry : entries) {
      for (const Attribution& source : entry.told()) {
        out.put(source.entry->id, '\t', entry.domain, '\t', from.spaced(told_from(source, info.partner.time)), '\t',
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

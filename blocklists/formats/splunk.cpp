// SPDX-License-Identifier: Apache-2.0
// A lookup of Splunk: CSV, a row for each source of a name (Splunk then gives the name several values).
#include "blocklists/formats/format.h"
#include "blocklists/formats/text.h"

namespace dgacast {
namespace {

class Splunk final : public Format {
 public:
  const FormatFacts& facts() const noexcept override {
    static constexpr FormatFacts kFacts{
        .id = "splunk",
        .extension = ".splunk.csv",
        .summary = "Splunk: a lookup table, a row a source; valid_to is the first second after",
        .readers = "Splunk",
        .checked = "python3 csv",
        .use =
            "[dga]\n"
            "filename = FILE\n"
            "In transforms.conf; then: ... | lookup dga domain OUTPUT family, valid_from, valid_to",
        .children = Children::no,
        .provenance = true};
    return kFacts;
  }
  void begin(const ListInfo&, Sink& out) const override { out.put("domain,family,valid_from,valid_to\n"); }
  void add(const ListInfo&, std::span<const Entry> entries, Sink& out, Drops&) const override {
    InstantText from, until;
    SourceText who{csv_field};
    for (const Entry& entry : entries) {
      for (const Attribution& source : entry.told()) {
        who.choose(source);
        out.put(entry.domain, ',', who.family(), ',', from(source.valid_from), ',', until(source.valid_until), '\n');
      }
    }
  }
};

}  // namespace

const Format& splunk() noexcept {
  static constexpr Splunk kFormat;
  return kFormat;
}
}  // namespace dgacast

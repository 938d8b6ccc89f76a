// SPDX-License-Identifier: Apache-2.0
// One row a name (RFC 4180, line feeds, a header): what it is and the first of its sources. No value needs quotes:
// names are host names, ids are letters, digits, '_', '-' and '.'.
#include "blocklists/formats/format.h"
#include "blocklists/formats/text.h"

namespace dgacast {
namespace {

class Csv final : public Format {
 public:
  const FormatFacts& facts() const noexcept override {
    static constexpr FormatFacts kFacts{.id = "csv",
                                        .extension = ".csv",
                                        .summary = "a row a name: suffix, family, seed, validity, index",
                                        .readers = "spreadsheets, databases, scripts",
                                        .checked = "python3 csv",
                                        .provenance = true};
    return kFacts;
  }
  void begin(const ListInfo&, Sink& out) const override {
    out.put("domain,tld,public_suffix,family,seed,valid_from,valid_until,index\n");
  }
  void add(const ListInfo& info, std::span<const Entry> entries, Sink& out, Drops&) const override {
    InstantText from, until;
    for (const Entry& entry : entries) {
      const Attribution& source = entry.sources.front();
      out.put(entry.domain, ',', tld_of(entry.domain), ',', info.suffixes->suffix_of(entry.domain), ',',
              source.entry->id, ',', source.seed->id(), ',', from(source.valid_from), ',', until(source.valid_until),
              ',', source.index, '\n');
    }
  }
};

}  // namespace

const Format& csv() noexcept {
  static constexpr Csv kFormat;
  return kFormat;
}
}  // namespace dgacast

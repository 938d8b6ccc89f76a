// SPDX-License-Identifier: Apache-2.0
// The CSV export of abuse.ch's ThreatFox: comments, the header as one of them, all values in quotes, a blank behind
// each comma. Times are UTC. A name is first seen on the day of the list: readers (OpenCTI's connector) leave out all
// rows that are older than the newest they ever saw, so that one of next week would hide those of tomorrow. What it
// numbers and judges, and we do not, stays empty: ioc_id, confidence_level.
#include "blocklists/formats/format.h"
#include "blocklists/formats/text.h"

namespace dgacast {
namespace {

class Threatfox final : public Format {
 public:
  const FormatFacts& facts() const noexcept override {
    static constexpr FormatFacts kFacts{.id = "threatfox",
                                        .extension = ".threatfox.csv",
                                        .summary = "ThreatFox's CSV export: domains as botnet_cc",
                                        .readers = "parsers of ThreatFox's export",
                                        .checked = "python3 csv",
                                        .children = Children::no,
                                        .provenance = true,
                                        .assessment = true};
    return kFacts;
  }
  void begin(const ListInfo&, Sink& out) const override {
    out.put(
        "# Domains that malware will generate - CSV format\n"
        "# \"first_seen_utc\",\"ioc_id\",\"ioc_value\",\"ioc_type\",\"threat_type\",\"fk_malware\","
        "\"malware_alias\",\"malware_printable\",\"last_seen_utc\",\"confidence_level\",\"is_compromised\","
        "\"reference\",\"tags\",\"anonymous\",\"reporter\"\n");
  }
  void add(const ListInfo& info, std::span<const Entry> entries, Sink& out, Drops&) const override {
    InstantText from, until;
    const std::string producer = csv_quoted(info.partner.producer);
    const CatalogueEntry* family = nullptr;
    std::string malware, reference;  // of `family`: neighbours share it more often than not
    for (const Entry& entry : entries) {
      for (const Attribution& source : entry.told()) {
        if (source.entry != family) {
          family = source.entry;
          malware = columns_of(*family);
          reference = family->malpedia.id.empty() ? "" : csv_quoted(family->malpedia.url());
        }
        out.put('"', from.spaced(info.partner.time), R"(", "", ")", entry.domain, R"(", "domain", "botnet_cc", ")",
                std::string_view{malware}, R"(", ")");
        if (!is_endless(source.valid_until)) out.put(until.spaced(last_second(source.valid_until)));
        out.put(R"(", ")", entry.assessment->confidence, R"(", "False", ")", std::string_view{reference}, R"(", "dga,)",
                family->id, R"(", "0", ")", std::string_view{producer}, "\"\n");
      }
    }
  }

 private:
  /// fk_malware, malware_alias and malware_printable, without the outer quotes.
  static std::string columns_of(const CatalogueEntry& family) {
    std::string aliases;
    for (const std::string& alias : family.aliases) aliases.append(aliases.empty() ? "" : ",").append(alias);
    const std::string& label = family.malware.empty() ? family.id : family.malware;
    return csv_quoted(family.malpedia.id) + R"(", ")" + csv_quoted(aliases) + R"(", ")" +
           csv_quoted(family.malpedia.name.empty() ? label : family.malpedia.name);
  }
};

}  // namespace

const Format& threatfox() noexcept {
  static constexpr Threatfox kFormat;
  return kFormat;
}
}  // namespace dgacast

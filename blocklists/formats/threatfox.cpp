// SPDX-License-Identifier: Apache-2.0
// The CSV export of abuse.ch's ThreatFox: comments, the header as one of them, all values in quotes, a blank behind
// each comma. Times are UTC. What it numbers and judges, and we do not, stays empty: ioc_id, confidence_level.
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
    for (const Entry& entry : entries) {
      for (const Attribution& source : entry.sources) {
        const CatalogueEntry& family = *source.entry;
        const MalpediaFact& malpedia = family.malpedia;
        out.put('"', from.spaced(source.valid_from), R"(", "", ")", entry.domain, R"(", "domain", "botnet_cc", ")",
                malpedia.id, R"(", ")");
        for (std::size_t i = 0; i < family.aliases.size(); ++i) {
          if (i > 0) out.put(',');
          put_value(out, family.aliases[i]);
        }
        out.put(R"(", ")");
        put_value(out, malpedia.name.empty() ? (family.malware.empty() ? family.id : family.malware) : malpedia.name);
        out.put(R"(", ")");
        if (!is_endless(source.valid_until)) out.put(until.spaced(last_second(source.valid_until)));
        out.put(R"(", ")", entry.assessment->confidence, R"(", "False", ")");
        if (!malpedia.id.empty()) out.put(malpedia.url());
        out.put(R"(", "dga,)", family.id, R"(", "0", ")");
        put_value(out, info.partner.producer);
        out.put("\"\n");
      }
    }
  }

 private:
  /// A quote inside a value is doubled (RFC 4180, 2).
  static void put_value(Sink& out, std::string_view text) {
    for (const char c : text) {
      if (c == '"') out.put('"');
      out.put(c);
    }
  }
};

}  // namespace

const Format& threatfox() noexcept {
  static constexpr Threatfox kFormat;
  return kFormat;
}
}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// The rows of Bambenek's DGA feed: domain, a sentence with family and day, the day, a link about the family. The feed
// knows days only: the day is that on which a window begins, or the list's for a name without a window. Readers take
// the malware from the link: what stands between its last slash and the dot behind it (IntelMQ, parser bambenek).
#include "blocklists/formats/format.h"
#include "blocklists/formats/text.h"

namespace dgacast {
namespace {

/// "10 Nov 2016".
std::string day_in_words(UtcSeconds instant) {
  const CivilDate date = civil(instant);
  std::string words(date.day < 10 ? 1 : 0, '0');
  words.append(std::to_string(date.day)).append(" ").append(kMonthNames[date.month - 1]).append(" ");
  return words.append(std::to_string(date.year));
}

constexpr std::string_view kTechnique = "https://attack.mitre.org/techniques/T1568/002/";  // of families without a page

class Bambenek final : public Format {
 public:
  const FormatFacts& facts() const noexcept override {
    static constexpr FormatFacts kFacts{.id = "bambenek",
                                        .extension = ".bambenek.csv",
                                        .summary = "Bambenek's DGA feed: domain, family and day",
                                        .readers = "parsers of Bambenek's feed",
                                        .checked = "python3 csv",
                                        .children = Children::no,
                                        .provenance = true};
    return kFacts;
  }
  void begin(const ListInfo& info, Sink& out) const override {
    out.put("## Domains that malware will generate. Producer: ", info.partner.producer,
            "\n## Fields: domain, description, day, link. All times are in UTC.\n");
  }
  void add(const ListInfo& info, std::span<const Entry> entries, Sink& out, Drops&) const override {
    UtcSeconds shown = UtcSeconds::min();
    std::string words, day, url;
    const CatalogueEntry* linked = nullptr;
    SourceText who{csv_field};
    for (const Entry& entry : entries) {
      for (const Attribution& source : entry.told()) {
        const UtcSeconds from = told_from(source, info.partner.time);
        if (from != shown) {
          shown = from;
          words = day_in_words(from);
          day = format_date(from);
        }
        if (source.entry != linked) {
          linked = source.entry;
          url = linked->malpedia.id.empty() ? std::string(kTechnique) : linked->malpedia.url();
          url = csv_field(url + "#/" + linked->id + ".txt");
        }
        who.choose(source);
        out.put(entry.domain, ",Domain used by ", who.family(), " for ", words, ',', day, ',', std::string_view{url},
                '\n');
      }
    }
  }
};

}  // namespace

const Format& bambenek() noexcept {
  static constexpr Bambenek kFormat;
  return kFormat;
}
}  // namespace dgacast

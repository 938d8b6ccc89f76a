// SPDX-License-Identifier: Apache-2.0
// One row a name (RFC 4180, line feeds, a header): what it is, the first of its sources and how many there are, and its
// assessment. Words of a set are joined by '|'. Family, seed and evidence, which holds the names of files, are others'
// text: put_csv_field() and its like encode them. Other values are host names, words of ours and numbers.
#include "blocklists/formats/format.h"
#include "blocklists/formats/text.h"

namespace dgacast {
namespace {

/// "tranco.csv#47182|registered.txt|whois.csv@2007-05-15": the lists that know the name, with rank or day of creation.
std::string evidence_of(const Assessment& assessment) {
  std::string text;
  for (const Hit& hit : assessment.evidence) {
    text.append(text.empty() ? "" : "|").append(assessment.collisions->list_name(hit.list));
    if (hit.rank > 0) text.append("#").append(std::to_string(hit.rank));
    if (hit.kind == ListKind::created) text.append("@").append(format_date(hit.created));
  }
  return text;
}

class Csv final : public Format {
 public:
  const FormatFacts& facts() const noexcept override {
    static constexpr FormatFacts kFacts{.id = "csv",
                                        .extension = ".csv",
                                        .summary = "a row a name: suffix, family, seed, validity, index, assessment",
                                        .readers = "spreadsheets, databases, scripts",
                                        .checked = "python3 csv",
                                        .provenance = true,
                                        .assessment = true};
    return kFacts;
  }
  void begin(const ListInfo&, Sink& out) const override {
    out.put(
        "domain,tld,public_suffix,family,seed,valid_from,valid_until,index,registrable,suffix,actor,flags,risk,"
        "confidence,reasons,evidence,sources\n");
  }
  void add(const ListInfo&, std::span<const Entry> entries, Sink& out, Drops&) const override {
    InstantText from, until;
    SourceText who{csv_field};
    for (const Entry& entry : entries) {
      const Attribution& source = entry.sources.front();
      who.choose(source);
      const Assessment& assessment = *entry.assessment;
      const Verdict& verdict = assessment.verdict;
      out.put(entry.domain, ',', tld_of(entry.domain), ',', verdict.public_suffix, ',', who.family(), ',', who.seed(),
              ',', from(source.valid_from), ',', until(source.valid_until), ',', source.index, ',', verdict.registrable,
              ',', verdict.suffix, ',', to_text(verdict.actor), ',');
      put_words(out, verdict.flags);
      out.put(',');
      put_probability(out, assessment.collision_risk);
      out.put(',', assessment.confidence, ',');
      put_words(out, assessment.reasons);
      out.put(',');
      if (!assessment.evidence.empty()) put_csv_field(out, evidence_of(assessment));
      out.put(',', entry.sources.size(), '\n');
    }
  }

 private:
  static void put_words(Sink& out, auto set) {
    bool first = true;
    each_word(set, [&](std::string_view word) {
      if (!first) out.put('|');
      first = false;
      out.put(word);
    });
  }
};

}  // namespace

const Format& csv() noexcept {
  static constexpr Csv kFormat;
  return kFormat;
}
}  // namespace dgacast

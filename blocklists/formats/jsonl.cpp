// SPDX-License-Identifier: Apache-2.0
// One JSON object a line: the keys of the CSV, where sets are arrays; with more than one source the list of them all as
// "sources". What no seed of ours made says so: "said_by" is "catalogue" (a user's file) or "imported".
#include "blocklists/engine/source_text.h"
#include "blocklists/formats/format.h"
#include "blocklists/formats/text.h"

namespace dgacast {
namespace {

class Jsonl final : public Format {
 public:
  const FormatFacts& facts() const noexcept override {
    static constexpr FormatFacts kFacts{.id = "jsonl",
                                        .extension = ".jsonl",
                                        .summary = "a JSON object a name, with all its sources, and its assessment",
                                        .readers = "jq, databases, scripts",
                                        .checked = "python3 json",
                                        .provenance = true,
                                        .assessment = true};
    return kFacts;
  }
  void add(const ListInfo&, std::span<const Entry> entries, Sink& out, Drops&) const override {
    SourceJson source{SourceJson::Keys::list};
    for (const Entry& entry : entries) {
      out.put("{\"domain\":\"", entry.domain, "\",\"tld\":\"", tld_of(entry.domain), "\",\"public_suffix\":\"",
              entry.assessment->verdict.public_suffix, "\",");
      source.put(out, entry.sources.front());
      put_assessment(out, *entry.assessment);
      if (entry.sources.size() > 1) {
        out.put(",\"sources\":[");
        for (std::size_t i = 0; i < entry.sources.size(); ++i) {
          out.put(std::string_view{i == 0 ? "{" : ",{"});
          source.put(out, entry.sources[i]);
          out.put('}');
        }
        out.put(']');
      }
      out.put("}\n");
    }
  }

 private:
  static void put_assessment(Sink& out, const Assessment& assessment) {
    const Verdict& verdict = assessment.verdict;
    out.put(",\"registrable\":");
    verdict.registrable.empty() ? out.put("null") : out.put('"', verdict.registrable, '"');
    out.put(",\"suffix\":\"", verdict.suffix, "\",\"actor\":\"", to_text(verdict.actor), "\",\"flags\":");
    put_words(out, verdict.flags);
    out.put(",\"risk\":");
    put_probability(out, assessment.collision_risk);
    out.put(",\"confidence\":", assessment.confidence, ",\"reasons\":");
    put_words(out, assessment.reasons);
    if (assessment.evidence.empty()) return;
    out.put(",\"evidence\":[");
    for (const Hit& hit : assessment.evidence) {
      if (&hit != assessment.evidence.data()) out.put(',');
      out.put("{\"kind\":\"", to_text(hit.kind), "\",\"list\":");
      put_json_string(out, assessment.collisions->list_name(hit.list));
      if (hit.rank > 0) out.put(",\"rank\":", hit.rank);
      if (hit.kind == ListKind::created) out.put(",\"created\":\"", std::string_view{format_date(hit.created)}, '"');
      out.put('}');
    }
    out.put(']');
  }
  static void put_words(Sink& out, auto set) {
    out.put('[');
    bool first = true;
    each_word(set, [&](std::string_view word) {
      if (!first) out.put(',');
      first = false;
      out.put('"', word, '"');
    });
    out.put(']');
  }
};

}  // namespace

const Format& jsonl() noexcept {
  static constexpr Jsonl kFormat;
  return kFormat;
}
}  // namespace dgacast

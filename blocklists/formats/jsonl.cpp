// SPDX-License-Identifier: Apache-2.0
// One JSON object a line: the keys of the CSV, and with more than one source the list of them all as "sources".
#include "blocklists/formats/format.h"
#include "blocklists/formats/text.h"

namespace dgacast {
namespace {

class Jsonl final : public Format {
 public:
  const FormatFacts& facts() const noexcept override {
    static constexpr FormatFacts kFacts{.id = "jsonl",
                                        .extension = ".jsonl",
                                        .summary = "a JSON object a name, with all its sources",
                                        .readers = "jq, databases, scripts",
                                        .checked = "python3 json",
                                        .provenance = true};
    return kFacts;
  }
  void add(const ListInfo& info, std::span<const Entry> entries, Sink& out, Drops&) const override {
    InstantText from, until;
    const auto put_source = [&](const Attribution& source) {
      out.put("\"family\":\"", source.entry->id, "\",\"seed\":");
      put_json_string(out, source.seed->id());
      out.put(",\"valid_from\":\"", from(source.valid_from), "\",\"valid_until\":\"", until(source.valid_until),
              "\",\"index\":", source.index);
    };
    for (const Entry& entry : entries) {
      out.put("{\"domain\":\"", entry.domain, "\",\"tld\":\"", tld_of(entry.domain), "\",\"public_suffix\":\"",
              info.suffixes->suffix_of(entry.domain), "\",");
      put_source(entry.sources.front());
      if (entry.sources.size() > 1) {
        out.put(",\"sources\":[");
        for (std::size_t i = 0; i < entry.sources.size(); ++i) {
          out.put(std::string_view{i == 0 ? "{" : ",{"});
          put_source(entry.sources[i]);
          out.put('}');
        }
        out.put(']');
      }
      out.put("}\n");
    }
  }
};

}  // namespace

const Format& jsonl() noexcept {
  static constexpr Jsonl kFormat;
  return kFormat;
}
}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// The rows of registry-csv as JSON objects, one a line, with the same keys. What is not known is null.
#include "blocklists/formats/registry_row.h"

namespace dgacast {
namespace {

class RegistryJsonl final : public Format {
 public:
  const FormatFacts& facts() const noexcept override {
    static constexpr FormatFacts kFacts{.id = "registry-jsonl",
                                        .extension = ".registry.jsonl",
                                        .summary = "the rows of registry-csv as JSON objects",
                                        .readers = "registries, registrars",
                                        .checked = "python3 json",
                                        .children = Children::no,
                                        .provenance = true,
                                        .assessment = true,
                                        .registrable = true};
    return kFacts;
  }
  void add(const ListInfo& info, std::span<const Entry> entries, Sink& out, Drops& drops) const override {
    InstantText from, until;
    RegistryRow row;
    SourceText who{json_string};
    for (const Entry& entry : entries) {
      if (!make_row(entry, row)) {
        ++drops.not_registrable;
        continue;
      }
      who.choose(*row.source);
      out.put(R"({"domain":")", row.domain, R"(","label":")", row.label, R"(","suffix":")", row.suffix, R"(","tld":")",
              row.tld, R"(","family":)", who.family(), R"(,"seed":)", who.seed(), R"(,"valid_from":")",
              from(row.source->valid_from), R"(","valid_until":")", until(row.valid_until), R"(","index":)",
              row.source->index, R"(,"action":")", info.partner.action, R"(","state":")", row.state,
              R"(","confidence":)", row.confidence, R"(,"reason":)");
      if (row.reason.empty()) {
        out.put("null");
      } else {
        out.put('"', std::string_view{row.reason}, '"');  // words of ours, as the other values are
      }
      out.put(R"(,"serial":")", info.partner.serial, "\"}\n");
    }
  }
};

}  // namespace

const Format& registry_jsonl() noexcept {
  static constexpr RegistryJsonl kFormat;
  return kFormat;
}
}  // namespace dgacast

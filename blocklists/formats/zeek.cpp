// SPDX-License-Identifier: Apache-2.0
// An intelligence file of Zeek: tabs between the columns. Intel::DOMAIN matches whole names.
#include "blocklists/formats/format.h"

namespace dgacast {
namespace {

class Zeek final : public Format {
 public:
  const FormatFacts& facts() const noexcept override {
    static constexpr FormatFacts kFacts{.id = "zeek",
                                        .extension = ".zeek.intel",
                                        .summary = "Zeek: intelligence of type Intel::DOMAIN, with the family",
                                        .readers = "Zeek",
                                        .use =
                                            "@load frameworks/intel/seen\n"
                                            "redef Intel::read_files += { \"FILE\" };",
                                        .children = Children::no,
                                        .provenance = true};
    return kFacts;
  }
  void begin(const ListInfo&, Sink& out) const override {
    out.put("#fields\tindicator\tindicator_type\tmeta.source\tmeta.desc\n");
  }
  void add(const ListInfo&, std::span<const Entry> entries, Sink& out, Drops&) const override {
    for (const Entry& entry : entries) {
      out.put(entry.domain, "\tIntel::DOMAIN\tdgacast\t", entry.sources.front().entry->id);
      const auto sources = entry.told();
      for (std::size_t i = 1; i < sources.size(); ++i) {
        if (is_new_family(sources, i)) out.put(", ", sources[i].entry->id);
      }
      out.put('\n');
    }
  }

 private:
  static bool is_new_family(std::span<const Attribution> sources, std::size_t i) {
    for (const Attribution& earlier : sources.first(i)) {
      if (earlier.entry == sources[i].entry) return false;
    }
    return true;
  }
};

}  // namespace

const Format& zeek() noexcept {
  static constexpr Zeek kFormat;
  return kFormat;
}
}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// A hosts file: each name at 0.0.0.0. It does not cover the names below a listed one.
#include "blocklists/formats/format.h"

namespace dgacast {
namespace {

class Hosts final : public Format {
 public:
  const FormatFacts& facts() const noexcept override {
    static constexpr FormatFacts kFacts{.id = "hosts",
                                        .extension = ".hosts",
                                        .summary = "hosts file: 0.0.0.0 and the name; covers no children",
                                        .blocks = true};
    return kFacts;
  }
  void add(const ListInfo&, std::span<const Entry> entries, Sink& out, Drops&) const override {
    for (const Entry& entry : entries) out.put("0.0.0.0 ", entry.domain, '\n');
  }
};

}  // namespace

const Format& hosts() noexcept {
  static constexpr Hosts kFormat;
  return kFormat;
}
}  // namespace dgacast

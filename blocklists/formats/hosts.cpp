// SPDX-License-Identifier: Apache-2.0
// A hosts file: each name at the two addresses that lead nowhere, so that neither kind of query goes out to the world.
#include "blocklists/formats/format.h"

namespace dgacast {
namespace {

class Hosts final : public Format {
 public:
  const FormatFacts& facts() const noexcept override {
    static constexpr FormatFacts kFacts{.id = "hosts",
                                        .extension = ".hosts",
                                        .summary = "hosts file: the name at 0.0.0.0 and at ::",
                                        .readers = "operating systems, dnsmasq, Pi-hole, CoreDNS, Blocky",
                                        .checked = "a running dnsmasq",
                                        .use =
                                            "dnsmasq: addn-hosts=FILE\n"
                                            "CoreDNS: hosts FILE { fallthrough }",
                                        .children = Children::no,
                                        .blocks = true};
    return kFacts;
  }
  void add(const ListInfo&, std::span<const Entry> entries, Sink& out, Drops&) const override {
    for (const Entry& entry : entries) out.put("0.0.0.0 ", entry.domain, "\n:: ", entry.domain, '\n');
  }
};

}  // namespace

const Format& hosts() noexcept {
  static constexpr Hosts kFormat;
  return kFormat;
}
}  // namespace dgacast

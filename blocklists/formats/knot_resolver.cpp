// SPDX-License-Identifier: Apache-2.0
// Knot Resolver: the Response Policy Zone, with the line of its configuration that loads it.
#include "blocklists/formats/format.h"

namespace dgacast {

const Format& rpz() noexcept;

namespace {

class KnotResolver final : public Format {
 public:
  const FormatFacts& facts() const noexcept override {
    static constexpr FormatFacts kFacts{
        .id = "knot-resolver",
        .extension = ".kresd.rpz",
        .summary = "Knot Resolver: the RPZ zone, and the line that loads it",
        .readers = "Knot Resolver",
        .checked = "a running kresd",
        .use =
            "policy.add(policy.rpz(policy.DENY, 'FILE', true))\n"
            "It ignores walled gardens (the action cname:NAME), and answers drop with SERVFAIL.",
        .children = Children::yes,
        .blocks = true,
        .zone = true};
    return kFacts;
  }
  void begin(const ListInfo& info, Sink& out) const override {
    out.put("; Knot Resolver: policy.add(policy.rpz(policy.DENY, 'FILE', true))\n");
    rpz().begin(info, out);
  }
  void add(const ListInfo& info, std::span<const Entry> entries, Sink& out, Drops& drops) const override {
    rpz().add(info, entries, out, drops);
  }
};

}  // namespace

const Format& knot_resolver() noexcept {
  static constexpr KnotResolver kFormat;
  return kFormat;
}
}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// One name a line.
#include "blocklists/formats/format.h"

namespace dgacast {
namespace {

class Plain final : public Format {
 public:
  const FormatFacts& facts() const noexcept override {
    static constexpr FormatFacts kFacts{.id = "plain", .extension = ".txt", .summary = "one name a line"};
    return kFacts;
  }
  void add(const ListInfo&, std::span<const Entry> entries, Sink& out, Drops&) const override {
    for (const Entry& entry : entries) out.put(entry.domain, '\n');
  }
};

}  // namespace

const Format& plain() noexcept {
  static constexpr Plain kFormat;
  return kFormat;
}
}  // namespace dgacast

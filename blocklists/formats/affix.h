// SPDX-License-Identifier: Apache-2.0
// What the formats share whose lines are a name with fixed text around it: each gives the text, and writes no loop.
#pragma once
#include <string_view>

#include "blocklists/formats/format.h"

namespace dgacast {

/// The fixed octets of such a format, line feeds included.
struct Affixes {
  std::string_view head = {};  ///< before the first name
  std::string_view before;     ///< before each name
  std::string_view after;      ///< after each name
  std::string_view tail = {};  ///< after the last name
};

class AffixFormat final : public Format {
 public:
  constexpr AffixFormat(const FormatFacts& facts, const Affixes& affixes) noexcept : facts_(facts), affixes_(affixes) {}

  const FormatFacts& facts() const noexcept override { return facts_; }
  void begin(const ListInfo& info, Sink& out) const override;
  void add(const ListInfo& info, std::span<const Entry> entries, Sink& out, Drops& drops) const override;
  void end(const ListInfo& info, std::uint64_t count, Sink& out) const override;

 private:
  FormatFacts facts_;
  Affixes affixes_;
};

}  // namespace dgacast

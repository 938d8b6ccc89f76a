// SPDX-License-Identifier: Apache-2.0
// The record of an output: what its file says of each name, as sorted CSV rows. It lies in the issue beside the file,
// and is what the next issue is compared with.
#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "blocklists/formats/format.h"

namespace dgacast {

/// Writes records of the names that a format with the facts `target` will carry, and counts them. One object a list:
/// what it counted may be read when the list is written.
class Recorder final : public Format {
 public:
  explicit Recorder(const FormatFacts& target);

  const FormatFacts& facts() const noexcept override { return facts_; }
  void begin(const ListInfo& info, Sink& out) const override;
  void add(const ListInfo& info, std::span<const Entry> entries, Sink& out, Drops& drops) const override;

  using Counts = std::map<std::string, std::uint64_t, std::less<>>;
  /// Names by family (a name of two families counts in both) and by TLD.
  const Counts& families() const noexcept { return families_; }
  const Counts& tlds() const noexcept { return tlds_; }

 private:
  FormatFacts facts_;  // of the target
  // Format's functions are const, and any number of threads may call them: a format has no state, but this one counts.
  mutable std::mutex mutex_;
  mutable Counts families_, tlds_;
};

}  // namespace dgacast

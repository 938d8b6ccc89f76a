// SPDX-License-Identifier: Apache-2.0
// A dataset of Suricata, type string: each line is a name in base64. Comments are not possible. It matches whole names.
#include <array>

#include "blocklists/formats/format.h"
#include "blocklists/names/hostname.h"
#include "dga/random/base64.h"

namespace dgacast {
namespace {

class Suricata final : public Format {
 public:
  const FormatFacts& facts() const noexcept override {
    static constexpr FormatFacts kFacts{
        .id = "suricata",
        .extension = ".suricata.lst",
        .summary = "Suricata: a dataset of strings, each in base64",
        .readers = "Suricata",
        .use =
            "alert dns any any -> any any (msg:\"a domain that malware will call\"; dns.query; "
            "dataset:isset,dga,type string,load FILE,memcap 200mb,hashsize 1048576; sid:9000001; rev:1;)\n"
            "The hashsize should be near the number of names.",
        .children = Children::no,
        .blocks = true};
    return kFacts;
  }
  void add(const ListInfo&, std::span<const Entry> entries, Sink& out, Drops&) const override {
    std::array<char, base64_size(kLongestName)> text;
    for (const Entry& entry : entries) {
      base64(entry.domain, text.data());
      out.put(std::string_view{text.data(), base64_size(entry.domain.size())}, '\n');
    }
  }
};

}  // namespace

const Format& suricata() noexcept {
  static constexpr Suricata kFormat;
  return kFormat;
}
}  // namespace dgacast

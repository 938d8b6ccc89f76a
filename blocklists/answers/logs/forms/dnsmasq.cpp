// SPDX-License-Identifier: Apache-2.0
// dnsmasq (and Pi-hole's FTL) with log-queries, also =extra:
//   Nov 25 11:20:47 dnsmasq[12]: query[A] a.example from 192.0.2.1
//   Nov 25 11:20:47 dnsmasq[12]: 7 192.0.2.1/53 query[A] a.example from 192.0.2.1
#include "blocklists/answers/logs/log_form.h"
#include "blocklists/answers/logs/log_text.h"

namespace dgacast {
namespace {

class Dnsmasq final : public FormReader {
 public:
  Reading read(std::string_view line, LogTimes&, Questions& out) override {
    for (const std::string_view word : {"query[", "auth["}) {
      const auto at = line.find(word);
      if (at == std::string_view::npos || (at > 0 && line[at - 1] != ' ')) continue;
      std::string_view rest = line.substr(at + word.size());
      const std::string_view type = take_field(rest, ']');
      rest = trimmed(rest);
      const std::string_view name = take_word(rest);
      if (name.empty() || take_word(rest) != "from") continue;
      const std::string_view client = take_word(rest);
      if (!is_address(client)) continue;
      out.add(name, client, type);
      return Reading::question;
    }
    // What dnsmasq's DNS says else: forwarded, reply, cached, config, started. Its DHCP is another program.
    const auto program = line.find("dnsmasq");
    if (program == std::string_view::npos) return Reading::foreign;
    const char next = program + 7 < line.size() ? line[program + 7] : '\0';
    return next == '[' || next == ':' ? Reading::other : Reading::foreign;
  }
};

}  // namespace

LogForm dnsmasq_log() noexcept {
  return {.id = "dnsmasq", .title = "dnsmasq and Pi-hole: log-queries", .make = make_form<Dnsmasq>};
}

}  // namespace dgacast

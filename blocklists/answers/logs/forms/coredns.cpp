// SPDX-License-Identifier: Apache-2.0
// CoreDNS' plugin log, format common or combined, with and without a time; its banner stands before it:
//   [INFO] 192.0.2.1:63325 - 28625 "A IN a.example. udp 49 false 4096" NXDOMAIN qr,rd,ra 107 0.010882923s
#include "blocklists/answers/logs/log_form.h"
#include "blocklists/answers/logs/log_text.h"

namespace dgacast {
namespace {

class CoreDns final : public FormReader {
 public:
  Reading read(std::string_view line, LogTimes&, Questions& out) override {
    const auto open = line.find(" \"");
    if (open != std::string_view::npos && open > 0) {
      std::string_view before = line.substr(0, open);
      std::string_view quoted = line.substr(open + 2);
      quoted = quoted.substr(0, quoted.find('"'));
      const std::string_view type = take_word(quoted), record_class = take_word(quoted), name = take_word(quoted);
      const auto dash = before.find(" - ");
      if (dash != std::string_view::npos && is_type(type) && is_class(record_class) && !name.empty()) {
        const std::string_view peer = before.substr(0, dash);
        const std::string_view client = without_port(peer.substr(peer.rfind(' ') + 1));
        if (is_address(client)) {
          out.add(name, client, type);
          return Reading::question;
        }
      }
    }
    if (line.find("[INFO] ") != std::string_view::npos || line.find("[ERROR] ") != std::string_view::npos ||
        line.find("[WARNING] ") != std::string_view::npos || line.starts_with("CoreDNS-") || line.starts_with(".:"))
      return Reading::other;
    return line.starts_with("linux/") && line.find(", go") != std::string_view::npos ? Reading::other
                                                                                     : Reading::foreign;
  }
};

}  // namespace

LogForm coredns_log() noexcept { return {.id = "coredns", .title = "CoreDNS: plugin log", .make = make_form<CoreDns>}; }

}  // namespace dgacast

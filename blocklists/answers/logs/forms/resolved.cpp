// SPDX-License-Identifier: Apache-2.0
// systemd-resolved at log level debug, and what `resolvectl monitor` prints. The host itself asked:
//   systemd-resolved[500]: Looking up RR for a.example IN A.
//   (arrow) Q: a.example IN A
#include "blocklists/answers/logs/log_form.h"
#include "blocklists/answers/logs/log_text.h"

namespace dgacast {
namespace {

class Resolved final : public FormReader {
 public:
  Reading read(std::string_view line, LogTimes&, Questions& out) override {
    constexpr std::string_view kLookup = "Looking up RR for ", kMonitor = "\xE2\x86\x92 Q: ";
    auto at = line.find(kLookup);
    std::size_t size = kLookup.size();
    if (at == std::string_view::npos) {
      at = line.find(kMonitor);
      size = kMonitor.size();
    }
    if (at == std::string_view::npos) {
      return line.find("systemd-resolved[") != std::string_view::npos || line.starts_with("\xE2\x86\x90 ")
                 ? Reading::other
                 : Reading::foreign;
    }
    std::string_view rest = line.substr(at + size);
    const std::string_view name = take_word(rest);
    const std::string_view record_class = take_word(rest);
    std::string_view type = take_word(rest);
    if (type.ends_with('.')) type.remove_suffix(1);
    if (!is_class(record_class) || !is_type(type)) return Reading::other;
    out.add(name, {}, type);
    return Reading::question;
  }
};

}  // namespace

LogForm resolved_log() noexcept {
  return {.id = "systemd-resolved",
          .title = "systemd-resolved: debug log, resolvectl monitor",
          .make = make_form<Resolved>};
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// Infoblox' rewrites by response policy zones, in the Common Event Format; its queries are those of BIND:
//   CEF:0|Infoblox|NIOS|8.6|RPZ-QNAME|NXDOMAIN|7|app=DNS dst=192.0.2.53 src=192.0.2.1 spt=5107 view=_default qtype=A
//   msg="rpz QNAME NXDOMAIN rewrite a.example [A] via a.example.rpz.example"
#include "blocklists/answers/logs/log_form.h"
#include "blocklists/answers/logs/log_text.h"

namespace dgacast {
namespace {

class Infoblox final : public FormReader {
 public:
  Reading read(std::string_view line, LogTimes&, Questions& out) override {
    if (line.find("CEF:0|Infoblox|") == std::string_view::npos) return Reading::foreign;
    constexpr std::string_view kRewrite = " rewrite ";
    const auto at = line.find(kRewrite);
    const std::string_view client = logfmt_value(line, "src");
    if (at == std::string_view::npos || !is_address(client)) return Reading::other;
    std::string_view rest = line.substr(at + kRewrite.size());
    out.add(take_word(rest), client, logfmt_value(line, "qtype"), Telling::action);
    return Reading::question;
  }
};

}  // namespace

LogForm infoblox_log() noexcept {
  return {.id = "infoblox", .title = "Infoblox: rpz in the Common Event Format", .make = make_form<Infoblox>};
}

}  // namespace dgacast

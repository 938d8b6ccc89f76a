// SPDX-License-Identifier: Apache-2.0
// Cisco Umbrella's DNS logs, which have no header:
//   "2026-11-24 09:00:00","identity","identities","192.0.2.1","203.0.113.1","Allowed","1
//   (A)","NXDOMAIN","a.example.","x"
#include "blocklists/answers/logs/log_form.h"
#include "blocklists/answers/logs/log_row.h"
#include "blocklists/answers/logs/log_text.h"
#include "blocklists/answers/logs/log_time.h"

namespace dgacast {
namespace {

class Umbrella final : public FormReader {
 public:
  Reading read(std::string_view line, LogTimes& times, Questions& out) override {
    if (!line.starts_with('"')) return Reading::foreign;
    constexpr std::size_t kLeast = 9;
    const auto row = row_.split(line, ',');
    if (row.size() < kLeast) return Reading::foreign;
    const std::string_view action = row[5], type = row[6];
    if (action != "Allowed" && action != "Blocked" && action != "Proxied") return Reading::foreign;
    const auto open = type.find('(');
    if (open == std::string_view::npos || !type.ends_with(')') || row[8].empty()) return Reading::foreign;
    // The internal address tells the host; without a virtual appliance only the network's is known.
    const std::string_view client = is_address(row[3]) ? row[3] : row[4];
    LogRecord& record = out.add(row[8], client, type.substr(open + 1, type.size() - open - 2));
    record.time = times.field(row[0]);
    record.own_time = true;
    return Reading::question;
  }

 private:
  LogRow row_;
};

}  // namespace

LogForm umbrella_log() noexcept {
  return {.id = "umbrella", .title = "Cisco Umbrella: DNS logs (CSV)", .make = make_form<Umbrella>};
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// dnsdist's LogAction and LogResponseAction, not binary:
//   Packet from 192.0.2.1:51800 for a.example. A with id 1234
//   Answer to 192.0.2.1:51800 for a.example. A (Non-Existent domain) with id 1234
#include "blocklists/answers/logs/log_form.h"
#include "blocklists/answers/logs/log_text.h"

namespace dgacast {
namespace {

class Dnsdist final : public FormReader {
 public:
  Reading read(std::string_view line, LogTimes&, Questions& out) override {
    for (const std::string_view begin : {"Packet from ", "Answer to "}) {
      const auto at = line.find(begin);
      if (at == std::string_view::npos) continue;
      std::string_view rest = line.substr(at + begin.size());
      const std::string_view client = without_port(take_word(rest));
      if (take_word(rest) != "for" || !is_address(client)) continue;
      const std::string_view name = take_word(rest), type = take_word(rest);
      if (name.empty() || rest.find("with id ") == std::string_view::npos) continue;
      out.add(name, client, type, begin.starts_with('P') ? Telling::query : Telling::reply);
      return Reading::question;
    }
    return Reading::foreign;
  }
};

}  // namespace

LogForm dnsdist_log() noexcept {
  return {.id = "dnsdist", .title = "dnsdist: LogAction, LogResponseAction", .make = make_form<Dnsdist>};
}

}  // namespace dgacast

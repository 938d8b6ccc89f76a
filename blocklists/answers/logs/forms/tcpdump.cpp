// SPDX-License-Identifier: Apache-2.0
// tcpdump's text of queries, on one line, and with -v on two; with -v answers have the question too:
//   2026-11-24 09:00:00.123456 IP 192.0.2.1.53123 > 192.0.2.53.53: 1234+ [1au] A? a.example. (33)
//       192.0.2.1.53123 > 192.0.2.53.53: [udp sum ok] 1234+ A? a.example. (33)
// Only with -tt, -ttt or -tttt a line tells more than the time of its day.
#include "blocklists/answers/logs/log_form.h"
#include "blocklists/answers/logs/log_text.h"
#include "blocklists/answers/logs/log_time.h"

namespace dgacast {
namespace {

class Tcpdump final : public FormReader {
 public:
  Reading read(std::string_view line, LogTimes& times, Questions& out) override {
    const auto arrow = line.find(" > ");
    if (arrow == std::string_view::npos) {
      // The first of the two lines of -v.
      if (line.find(" IP (tos ") == std::string_view::npos && line.find(" IP6 (") == std::string_view::npos)
        return Reading::foreign;
      header_time_ = times.of_line(line);
      has_header_ = true;
      return Reading::other;
    }
    std::string_view from = line.substr(0, arrow);
    from.remove_prefix(from.rfind(' ') + 1);
    std::string_view rest = line.substr(arrow + 3);
    const auto end = rest.find(": ");
    if (end == std::string_view::npos) return Reading::foreign;
    const std::string_view to = rest.substr(0, end);
    const std::string_view peer = before_last(from, '.'), server = before_last(to, '.');
    if (peer.size() == from.size() || !is_address(peer) || !is_address(server)) return Reading::foreign;
    rest.remove_prefix(end + 2);
    const bool has_own_line = line.find("IP") < arrow;
    const std::optional<UtcSeconds> header = has_header_ && !has_own_line ? header_time_ : std::nullopt;
    const bool is_second = has_header_ && !has_own_line;
    has_header_ = false;
    const auto mark = rest.find("? ");
    if (mark == std::string_view::npos) return Reading::other;
    std::string_view type = rest.substr(0, mark);
    type.remove_prefix(type.rfind(' ') + 1);
    std::string_view name = rest.substr(mark + 2);
    name = take_word(name);
    if (!is_type(type) || name.empty()) return Reading::other;
    const bool is_answer = rest.find("q: ") < mark;
    LogRecord& record = out.add(name, is_answer ? server : peer, type, is_answer ? Telling::reply : Telling::query);
    record.time = header;
    record.own_time = is_second;
    constexpr std::string_view kSubnet = "[ECS ";
    if (const auto at = rest.find(kSubnet); at != std::string_view::npos) {
      std::string_view subnet = rest.substr(at + kSubnet.size());
      record.subnet = take_field(subnet, ']');
    }
    return Reading::question;
  }

 private:
  std::optional<UtcSeconds> header_time_;
  bool has_header_ = false;
};

}  // namespace

LogForm tcpdump_log() noexcept { return {.id = "tcpdump", .title = "tcpdump -n port 53", .make = make_form<Tcpdump>}; }

}  // namespace dgacast

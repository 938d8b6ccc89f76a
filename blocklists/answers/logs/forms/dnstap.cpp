// SPDX-License-Identifier: Apache-2.0
// What dnstap-read prints, one line a message, and the quiet text of the dnstap program in Go and of dnstap-ldns:
//   25-Nov-2026 11:20:47.123 CQ 192.0.2.1:53123 -> 192.0.2.53:53 UDP 40b a.example/IN/A
//   11:20:47.123456 CQ 192.0.2.1 UDP 40b "a.example." IN A
// CQ and CR are a client's query and its reply; all other types are the server's own with others.
#include "blocklists/answers/logs/log_form.h"
#include "blocklists/answers/logs/log_text.h"

namespace dgacast {
namespace {

class Dnstap final : public FormReader {
 public:
  Reading read(std::string_view line, LogTimes&, Questions& out) override {
    std::string_view rest = line;
    std::string_view type;
    for (int words = 0; words < 4 && !rest.empty(); ++words) {
      type = take_word(rest);
      if (is_message_type(type)) return message(type, rest, out);
    }
    return Reading::foreign;
  }

 private:
  static bool is_message_type(std::string_view word) {
    return word.size() == 2 && (word[1] == 'Q' || word[1] == 'R') &&
           std::string_view{"ACFRSTU"}.find(word[0]) != std::string_view::npos;
  }

  static Reading message(std::string_view type, std::string_view rest, Questions& out) {
    std::string_view peer = take_word(rest);
    if (rest.starts_with("-> ") || rest.starts_with("<- ")) {
      take_word(rest);
      take_word(rest);
      peer = without_port(peer);
    }
    const std::string_view protocol = take_word(rest);
    if (protocol != "UDP" && protocol != "TCP" && protocol != "DOT" && protocol != "DOH" && protocol != "DOQ" &&
        protocol != "DNSCryptUDP" && protocol != "DNSCryptTCP")
      return Reading::foreign;
    take_word(rest);  // 40b
    if (type[0] != 'C') return Reading::other;
    if (!is_address(peer)) return Reading::foreign;
    const Telling telling = type[1] == 'Q' ? Telling::query : Telling::reply;
    if (rest.starts_with('"')) {  // "a.example." IN A
      rest.remove_prefix(1);
      const std::string_view name = take_field(rest, '"');
      rest = trimmed(rest);
      const std::string_view record_class = take_word(rest);
      if (!is_class(record_class)) return Reading::other;
      out.add(name, peer, take_word(rest), telling);
      return Reading::question;
    }
    const std::string_view question = take_word(rest);  // a.example/IN/A
    const auto last = question.rfind('/');
    if (last == std::string_view::npos || last == 0) return Reading::other;
    const auto first = question.rfind('/', last - 1);
    if (first == std::string_view::npos || !is_class(question.substr(first + 1, last - first - 1)))
      return Reading::other;
    out.add(question.substr(0, first), peer, question.substr(last + 1), telling);
    return Reading::question;
  }
};

}  // namespace

LogForm dnstap_log() noexcept {
  return {.id = "dnstap", .title = "dnstap-read, dnstap -q: clients' queries and replies", .make = make_form<Dnstap>};
}

}  // namespace dgacast

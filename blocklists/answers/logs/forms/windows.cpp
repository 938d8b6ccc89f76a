// SPDX-License-Identifier: Apache-2.0
// The debug log of Windows' DNS server. Names have the length of each label before it; the date is that of the locale:
//   11/24/2026 09:00:00 AM 0D0C PACKET  00000000028657F0 UDP Rcv 192.0.2.1  0002   Q [0001   D   NOERROR] A
//   (1)a(7)example(0)
// `Rcv ... Q` is a client's question, `Snd ... R Q` the answer to it; the other two are the server's own with others.
#include <array>
#include "blocklists/answers/logs/log_form.h"

#include "blocklists/answers/logs/log_text.h"

namespace dgacast {
namespace {

class Windows final : public FormReader {
 public:
  Reading read(std::string_view line, LogTimes&, Questions& out) override {
    const auto packet = line.find(" PACKET ");
    if (packet == std::string_view::npos) return message(line);
    std::string_view rest = trimmed(line.substr(packet + 8));
    std::string_view word = take_word(rest);
    if (word != "UDP" && word != "TCP") word = take_word(rest);  // behind the packet's address
    if (word != "UDP" && word != "TCP") return Reading::other;
    const std::string_view direction = take_word(rest), client = take_word(rest);
    if ((direction != "Rcv" && direction != "Snd") || !is_address(client)) return Reading::foreign;
    take_word(rest);  // the message's number
    word = take_word(rest);
    const bool is_response = word == "R";
    if (is_response) word = take_word(rest);
    if (word != "Q" || is_response == (direction == "Rcv")) return Reading::other;
    rest.remove_prefix(std::min(rest.find(']') + 1, rest.size()));
    rest = trimmed(rest);
    const std::string_view type = take_word(rest);
    if (!plain_name(rest)) return Reading::foreign;
    out.add({name_.data(), size_}, client, type, is_response ? Telling::reply : Telling::query);
    return Reading::question;
  }

 private:
  static Reading message(std::string_view line) {
    return line.find("DNS Server log") != std::string_view::npos ||
                   line.find("Log file wrap at") != std::string_view::npos ||
                   line.find(" EVENT ") != std::string_view::npos || line.starts_with("Message logging key")
               ? Reading::other
               : Reading::foreign;
  }

  /// (3)www(7)example(3)com(0)
  bool plain_name(std::string_view text) {
    size_ = 0;
    while (text.starts_with('(')) {
      const auto end = text.find(')');
      const auto length = number(text.substr(1, end == std::string_view::npos ? 0 : end - 1));
      if (!length || *length > 63) return false;
      if (*length == 0) return size_ > 0;
      text.remove_prefix(end + 1);
      if (text.size() < *length || size_ + *length + 1 > name_.size()) return false;
      if (size_ > 0) name_[size_++] = '.';
      size_ += text.copy(name_.data() + size_, *length);
      text.remove_prefix(*length);
    }
    return false;
  }

  std::array<char, 256> name_{};
  std::size_t size_ = 0;
};

}  // namespace

LogForm windows_log() noexcept {
  return {.id = "windows", .title = "Windows DNS server: debug log", .make = make_form<Windows>};
}

}  // namespace dgacast

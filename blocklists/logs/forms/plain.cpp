// SPDX-License-Identifier: Apache-2.0
// One name a line, as people write them: with a final dot, a comment, quotes, a port, defanged (`a[.]example`), or in a
// URL. A line is one only when the name is a host name with a dot and its last label is no number.
#include "blocklists/logs/log_form.h"
#include "blocklists/logs/log_text.h"
#include "blocklists/names/hostname.h"

namespace dgacast {
namespace {

class Plain final : public FormReader {
 public:
  Reading read(std::string_view line, LogTimes&, Questions& out) override {
    std::string_view text = trim(line);
    for (const std::string_view mark : {"#", ";", " //"}) text = trim(text.substr(0, text.find(mark)));
    if (text.empty()) return Reading::foreign;
    if (text.ends_with(',')) text.remove_suffix(1);
    text = unquoted(text);
    constexpr std::size_t kLongest = 2048;
    if (text.empty() || text.size() > kLongest || text.find_first_of(" \t") != std::string_view::npos)
      return Reading::foreign;
    text = host_of(fanged(text));
    if (text.starts_with("*.")) text.remove_prefix(2);
    if (text.ends_with('.')) text.remove_suffix(1);
    if (text.find('.') == std::string_view::npos) return Reading::foreign;
    const bool is_ascii =
        std::ranges::none_of(text, [](char c) { return (static_cast<unsigned char>(c) & 0x80) != 0; });
    if (is_ascii) {
      lower_.assign(text);
      for (char& c : lower_) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    } else {
      const auto name = canonical_name(text);
      if (!name) return Reading::foreign;
      lower_ = *name;
    }
    if (check_name(lower_) != NameFault::none) return Reading::foreign;
    if (!is_letter(lower_[lower_.rfind('.') + 1])) return Reading::foreign;  // an address, a version
    LogRecord& record = out.add(text, {}, {});
    record.own_time = true;
    return Reading::question;
  }

 private:
  /// a[.]example -> a.example, hxxp -> http
  std::string_view fanged(std::string_view text) {
    if (text.find_first_of("[({\\") == std::string_view::npos) return text;
    text_.clear();
    for (std::size_t i = 0; i < text.size();) {
      const std::string_view rest = text.substr(i);
      bool taken = false;
      for (const std::string_view dot : {"[.]", "(.)", "{.}", "[dot]", "(dot)", "{dot}", "\\.", "[.", ".]"}) {
        if (!rest.starts_with(dot)) continue;
        text_ += '.';
        i += dot.size();
        taken = true;
        break;
      }
      if (taken) continue;
      if (rest.starts_with("[:]") || rest.starts_with("[://]")) {
        text_ += rest.substr(1, rest.find(']') - 1);
        i += rest.find(']') + 1;
        continue;
      }
      text_ += text[i++];
    }
    return text_;
  }

  /// Of scheme://user@host:port/path, host:port or host.
  static std::string_view host_of(std::string_view text) {
    const auto scheme = text.find("://");
    if (scheme != std::string_view::npos) {
      text.remove_prefix(scheme + 3);
      text = text.substr(0, text.find_first_of("/?#"));
      if (const auto user = text.find('@'); user != std::string_view::npos) text.remove_prefix(user + 1);
    }
    const auto port = text.rfind(':');
    if (port != std::string_view::npos && port + 1 < text.size() &&
        std::ranges::all_of(text.substr(port + 1), is_digit))
      text = text.substr(0, port);
    return text;
  }

  std::string text_, lower_;
};

}  // namespace

LogForm plain_log() noexcept {
  return {.id = "plain", .title = "one name a line, defanged or in a URL too", .make = make_form<Plain>};
}

}  // namespace dgacast

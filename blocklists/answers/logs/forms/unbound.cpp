// SPDX-License-Identifier: Apache-2.0
// Unbound: queries (log-queries), replies (log-replies), both with tags (log-tag-queryreply), response policy zones
// (rpz-log) and local zones (log-local-actions). The program's name may be another one (log-identity):
//   [1795000000] unbound[12:0] info: 192.0.2.1 a.example. A IN
//   [1795000000] unbound[12:0] reply: 192.0.2.1 a.example. A IN NOERROR 0.000000 1 44
//   [1795000000] unbound[12:0] info: rpz: applied [zone] a.example. rpz-nxdomain 192.0.2.1@5107 a.example. A IN
//   [1795000000] unbound[12:0] info: example. always_nxdomain 192.0.2.1@5107 a.example. A IN
#include "blocklists/answers/logs/log_form.h"
#include "blocklists/answers/logs/log_text.h"

namespace dgacast {
namespace {

constexpr std::string_view kLevels[] = {"info: ", "query: ", "reply: "};
constexpr std::string_view kOtherLevels[] = {"] notice: ", "] warning: ", "] error: ", "] debug: ", "] fatal error: "};

class Unbound final : public FormReader {
 public:
  Reading read(std::string_view line, LogTimes&, Questions& out) override {
    bool own = false;  // `] info: ` stands behind the program's number
    for (const std::string_view level : kLevels) {
      for (auto at = line.find(level); at != std::string_view::npos; at = line.find(level, at + 1)) {
        if (at > 0 && line[at - 1] != ' ') continue;
        const bool behind_number = at > 1 && line[at - 2] == ']';
        own = own || (behind_number && has_thread(line.substr(0, at - 1)));
        const Telling telling = level.starts_with('r') ? Telling::reply : Telling::query;
        if (question(line.substr(at + level.size()), telling, out)) return Reading::question;
        if (action(line.substr(at + level.size()), out)) return Reading::question;
      }
    }
    if (own) return Reading::other;
    for (const std::string_view level : kOtherLevels) {
      const auto at = line.find(level);
      if (at != std::string_view::npos && has_thread(line.substr(0, at + 1))) return Reading::other;
    }
    return Reading::foreign;
  }

 private:
  /// True when `text` ends with `[12:0]`.
  static bool has_thread(std::string_view text) {
    const auto open = text.rfind('[');
    if (open == std::string_view::npos || text.size() < open + 5) return false;
    const std::string_view inside = text.substr(open + 1, text.size() - open - 2);
    return inside.find(':') != std::string_view::npos &&
           std::ranges::all_of(inside, [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || c == ':'; });
  }

  // 192.0.2.1 a.example. A IN, and for replies the rest behind it.
  static bool question(std::string_view text, Telling telling, Questions& out) {
    const std::string_view client = take_word(text);
    if (!is_address(client)) return false;
    const std::string_view name = take_word(text), type = take_word(text), record_class = take_word(text);
    if (name.empty() || !is_type(type) || !is_class(record_class)) return false;
    if (!text.empty()) telling = Telling::reply;
    out.add(name, client, type, telling);
    return true;
  }

  // ... rpz-nxdomain 192.0.2.1@51072 a.example. A IN
  static bool action(std::string_view text, Questions& out) {
    constexpr int kWords = 6;
    for (int i = 0; i < kWords && !text.empty(); ++i) {
      const std::string_view word = take_word(text);
      const auto at = word.rfind('@');
      if (at == std::string_view::npos || !number(word.substr(at + 1)) || !is_address(word.substr(0, at))) continue;
      const std::string_view name = take_word(text), type = take_word(text), record_class = take_word(text);
      if (name.empty() || !is_type(type) || !is_class(record_class)) return false;
      out.add(name, word.substr(0, at), type, Telling::action);
      return true;
    }
    return false;
  }
};

}  // namespace

LogForm unbound_log() noexcept {
  return {.id = "unbound",
          .title = "Unbound: log-queries, log-replies, rpz-log, log-local-actions",
          .make = make_form<Unbound>};
}

}  // namespace dgacast

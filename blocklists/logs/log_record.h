// SPDX-License-Identifier: Apache-2.0
// One question of a DNS log, whatever wrote the log.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "dga/core/calendar.h"

namespace dgacast {

/// A name that somebody asked for. The views are good until the reader's next line.
struct LogRecord {
  std::string_view name;           ///< as the log has it: any case, perhaps with a final dot
  std::string_view client;         ///< address without port; empty when the log does not tell
  std::optional<UtcSeconds> time;  ///< empty when the log does not tell
};

/// The forms that are known. The words are those of --log-format.
enum class LogForm : std::uint8_t {
  bind,     ///< BIND's query log (category queries)
  unbound,  ///< Unbound with log-queries or log-replies
  dnsmasq,  ///< dnsmasq with log-queries (also =extra)
  zeek,     ///< Zeek's dns.log as TSV, which begins with #separator or #fields
  json,     ///< Zeek's dns.log as JSON, Suricata's EVE JSON, passive-DNS JSON lines (COF); told apart line by line
  dnstap,   ///< what `dnstap-read FILE` prints
  plain     ///< one name a line
};

/// "bind", "unbound", "dnsmasq", "zeek", "json", "dnstap", "plain".
std::string_view to_text(LogForm form) noexcept;
/// Throws InputError with `where` and the nearest word.
LogForm parse_log_form(std::string_view text, std::string_view where);

/// Reads lines of one log. The form is that of the first line that has one; not thread-safe.
class LogParser {
 public:
  /// `now` gives the year to logs whose lines have none: the last in which the line is not in the future. Times without
  /// a zone are UTC.
  LogParser(std::optional<LogForm> form, UtcSeconds now);
  ~LogParser();
  LogParser(const LogParser&) = delete;
  LogParser& operator=(const LogParser&) = delete;

  /// True when `line` (without its line feed) is a question, which is then in `record`. Answers, comments, other
  /// messages and lines that cannot be read are no questions.
  bool read(std::string_view line, LogRecord& record);
  /// The form, when a line told it.
  std::optional<LogForm> form() const noexcept { return form_; }

 private:
  class Json;
  struct ZeekColumns {
    char separator = '\t';
    int time = -1, client = -1, name = -1;
  };
  std::optional<LogForm> guess(std::string_view line) const;
  bool read_as(LogForm form, std::string_view line, LogRecord& record);
  bool read_bind(std::string_view line, LogRecord& record);
  bool read_unbound(std::string_view line, LogRecord& record);
  bool read_dnsmasq(std::string_view line, LogRecord& record);
  bool read_zeek(std::string_view line, LogRecord& record);
  bool read_dnstap(std::string_view line, LogRecord& record);
  std::optional<UtcSeconds> leading_time(std::string_view line);

  std::optional<LogForm> form_;
  UtcSeconds now_;
  ZeekColumns zeek_;
  std::unique_ptr<Json> json_;
  // Lines of one second have the same text of time: the last one is kept.
  std::array<char, 20> last_text_{};
  std::size_t last_size_ = 0;
  std::optional<UtcSeconds> last_time_;
};

}  // namespace dgacast

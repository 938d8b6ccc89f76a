// SPDX-License-Identifier: Apache-2.0
// The lines of one DNS log, in whatever form each is.
#pragma once
#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "blocklists/answers/logs/log_columns.h"
#include "blocklists/answers/logs/log_form.h"
#include "blocklists/answers/logs/log_json.h"
#include "blocklists/answers/logs/log_record.h"
#include "blocklists/answers/logs/log_time.h"
#include "blocklists/answers/logs/who_asked.h"

namespace [[gnu::visibility("default")]] dgacast {

/// What was read of a log.
struct LogReport {
  struct Form {
    std::string_view id;
    std::uint64_t lines = 0;  ///< that are of the form, questions or not
    std::uint64_t questions = 0;
  };
  std::uint64_t lines = 0;      ///< all, blank ones and comments too
  std::uint64_t questions = 0;  ///< of clients, before those that are told twice are left out
  std::vector<Form> forms;      ///< that were met, most lines first
  std::uint64_t untimed = 0;    ///< questions without a time that could be read
  std::uint64_t not_understood = 0;
  std::uint64_t first_not_understood = 0;  ///< its line, from 1
  std::string first_text;                  ///< its first 200 bytes, as they are: escape them
  std::uint64_t without_subnet = 0;        ///< questions of forwarders that do not tell for whom they asked
};

struct LogParserOptions {
  const LogForm* form = nullptr;                  ///< null: every line tells its own
  std::optional<LogColumns> columns = {};         ///< read these, whatever the form
  LogZone zone = {};                              ///< of times that name none
  UtcSeconds now = {};                            ///< for times without a year
  std::span<const AddressRange> forwarders = {};  ///< must outlive the parser
};

/// Not thread-safe. The form that read the last line is tried first; then the others, on the line and on what an
/// envelope around it holds. Lines of several forms may be mixed. A line that is a bare name counts only in a log that
/// has nothing else, so names may come out some lines later.
class LogParser {
 public:
  explicit LogParser(LogParserOptions options);
  ~LogParser();
  LogParser(const LogParser&) = delete;
  LogParser& operator=(const LogParser&) = delete;

  /// The questions of `line`, which has no line feed; good until the next call. Answers, comments, other messages and
  /// lines that cannot be read are no questions; report() counts them.
  std::span<const LogRecord> read(std::string_view line);
  /// When no more lines come for now: questions that were held back.
  std::span<const LogRecord> pause();
  /// At the end of the log: as pause(), and an object of JSON that is not closed is given up.
  std::span<const LogRecord> finish();
  /// A line that was left out because of its length.
  void skip_line() noexcept { ++lines_; }
  /// For times without a year, in a log that is followed.
  void set_now(UtcSeconds now) noexcept { times_.set_now(now); }

  LogReport report() const;

 private:
  struct Count {
    std::uint64_t lines = 0, questions = 0;
  };

  bool is_wanted(std::size_t form) const noexcept;
  bool read_last(std::string_view line);
  void read_anew(std::string_view line);
  bool read_export(std::string_view line);
  bool try_forms(std::string_view text, std::size_t stage);
  bool read_json(std::string_view text, std::size_t depth);
  bool read_object(const JsonFields& fields, std::size_t depth);
  void own_json_times(std::size_t begin) noexcept;
  void read_pieces(std::string_view line);
  void give_up_json();
  bool take_plain(std::string_view line);
  void release_plain();
  void refuse_plain();
  bool count(std::size_t form, Reading reading);
  void not_understood(std::string_view line, std::uint64_t number);
  std::span<const LogRecord> accepted(std::string_view line);
  void name_client(LogRecord& record);
  std::optional<UtcSeconds> time_in_envelope();
  void keep_texts();

  LogTimes times_;
  std::span<const AddressRange> forwarders_;
  // By the number of the form; null where a form does not read text, or JSON.
  std::vector<std::string_view> ids_;
  std::vector<std::unique_ptr<FormReader>> text_;
  std::vector<std::unique_ptr<JsonFormReader>> json_;
  std::vector<Count> counts_;
  std::size_t plain_ = 0;
  std::optional<std::size_t> only_;  // --log-format
  // Of the last question: its form, and the stage of the envelope, 0 for the whole line.
  std::size_t last_ = 0, last_stage_ = 0, last_json_ = 0, form_of_line_ = 0;
  bool has_last_ = false;

  Questions questions_;
  std::array<JsonLines, 3> parsers_;  // a JSON text in a JSON text has its own
  JsonSplitter splitter_;
  std::optional<UtcSeconds> envelope_time_, export_time_;
  bool is_export_ = false;                         // within a message of journalctl -o export
  std::deque<std::string> texts_;                  // of questions, when a line has several objects
  std::size_t kept_ = 0;                           // questions whose texts are there
  std::string_view timed_text_;                    // whose beginning may tell the time
  bool refused_ = false;                           // a question of this line
  std::vector<std::unique_ptr<AskerText>> rooms_;  // for addresses that are written anew
  std::size_t used_rooms_ = 0;
  // Bare names that are held back.
  std::vector<std::string> held_;
  std::string held_text_;
  std::uint64_t held_first_ = 0;
  bool plain_decided_ = false, plain_refused_ = false;

  std::uint64_t lines_ = 0, asked_ = 0, untimed_ = 0, not_understood_ = 0, first_not_understood_ = 0;
  std::uint64_t without_subnet_ = 0;
  std::string first_text_;
};

}  // namespace dgacast

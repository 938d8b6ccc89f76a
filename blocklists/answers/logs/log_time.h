// SPDX-License-Identifier: Apache-2.0
// Times as logs write them.
#pragma once
#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "dga/core/calendar.h"

namespace [[gnu::visibility("default")]] dgacast {

/// The zone of times that name none: UTC, a fixed offset, or one of the IANA data base (by ICU).
class LogZone {
 public:
  LogZone();  ///< UTC
  /// "Asia/Shanghai", "+08:00", "-0330", "UTC". Throws InputError with `where`.
  LogZone(std::string_view text, std::string_view where);
  ~LogZone();
  LogZone(LogZone&&) noexcept;
  LogZone& operator=(LogZone&&) noexcept;

  /// The instant at which clocks of the zone show `local`. Of an hour that there is twice, the first; an hour that
  /// there is not is taken by the offset before it.
  UtcSeconds to_utc(UtcSeconds local) const;
  /// False for the default: then a line's own abbreviation that may mean several zones ("CST") cannot be read.
  bool is_told() const noexcept { return told_; }

 private:
  class Rules;
  std::unique_ptr<Rules> rules_;
  std::chrono::seconds offset_{};
  bool told_ = false;
};

/// 1 to 12 for the name of a month, or three letters or more of it, in one of the languages that ICU knows ("Nov",
/// "nov.", Chinese "11" with the sign of month). English first, then by the number of speakers where languages
/// disagree. 0 for all else.
std::uint32_t month_of(std::string_view word);

/// Reads times. Not thread-safe.
class LogTimes {
 public:
  /// `now` gives the year to times that have none: the last in which the time is not more than a day ahead.
  LogTimes(LogZone zone, UtcSeconds now) : zone_(std::move(zone)), now_(now) {}
  void set_now(UtcSeconds now) noexcept { now_ = now; }

  struct Front {
    std::optional<UtcSeconds> time;
    std::size_t size = 0;  ///< bytes that the time takes; 0 when the text does not begin with a time
    bool has_year = true;
  };
  /// The time with which `text` begins: `25-Nov-2026 11:20:47.123`, `Nov 25 11:20:47` (RFC 3164; any language),
  /// ISO 8601, `Tue Nov 24 09:00:01 2026`, `Fri 2026-10-02 09:00:00 UTC`, `24/Nov/2026:09:00:01 +0100`, dates by locale
  /// (`11/24/2026 9:00:01 AM`, `24.11.2026 09:00:01`), seconds to nanoseconds since 1970 with nine digits or more.
  Front front(std::string_view text);

  /// The time of a field that holds nothing else; brackets and quotes around it may be there. Also seconds since 1970
  /// of any length.
  std::optional<UtcSeconds> field(std::string_view text);
  /// Seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by their size.
  static std::optional<UtcSeconds> epoch(double value);

  /// The time at the beginning of a line, behind a priority (`<30>`), a version of syslog, a bracket or a quote. Lines
  /// of one second have the same text of time: it is read once.
  std::optional<UtcSeconds> of_line(std::string_view line);

 private:
  struct Date {
    std::int32_t year = 0;
    std::uint32_t month = 0, day = 0;
    bool has_year = true;
    std::uint32_t first = 0, second = 0;  // instead of month and day, in an order that is not known yet
    char mark = '\0';                     // between these two
  };
  class Reader;
  static bool year_first(Reader& in, Date& date);
  static bool number_first(Reader& in, Date& date);
  static bool word_first(Reader& in, Date& date, bool& is_weekday);
  Front compact(Reader& in);
  Front finish(Reader& in, Date date);
  bool day_first(std::uint32_t first, std::uint32_t second, bool has_half);

  LogZone zone_;
  UtcSeconds now_;
  std::optional<bool> day_first_;  // what dates such as 13/10/2026 have told of the others
  std::array<char, 48> last_text_{};
  std::size_t last_size_ = 0;
  std::optional<UtcSeconds> last_time_;
};

}  // namespace dgacast

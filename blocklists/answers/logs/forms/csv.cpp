// SPDX-License-Identifier: Apache-2.0
// Any CSV or TSV whose header calls its columns by names that are known: a name, and a client or a time.
#include "blocklists/answers/logs/log_columns.h"
#include "blocklists/answers/logs/log_form.h"
#include "blocklists/answers/logs/log_row.h"
#include "blocklists/answers/logs/log_text.h"
#include "blocklists/answers/logs/log_time.h"

namespace dgacast {
namespace {

class Csv final : public FormReader {
 public:
  Reading read(std::string_view line, LogTimes& times, Questions& out) override {
    if (mark_ == '\0' || line == header_) return header(line);
    const auto row = row_.split(line, mark_);
    if (row.size() != columns_) return Reading::foreign;
    const auto at = [row](std::optional<std::size_t> column) {
      return column ? trimmed(row[*column]) : std::string_view{};
    };
    const std::string_view name = at(name_);
    if (!may_be_name(name) || name == "-") return Reading::other;
    LogRecord& record = out.add(name, at(client_), at(type_));
    record.time = times.field(at(time_));
    record.own_time = true;
    return Reading::question;
  }

 private:
  Reading header(std::string_view line) {
    if (line.starts_with("#fields") || line.starts_with("#types")) return Reading::foreign;  // Zeek's
    const std::string_view text = line.starts_with('#') ? trimmed(line.substr(1)) : line;
    const char mark = LogRow::mark_of(text);
    if (mark == '\0' || text.find_first_of("{=") != std::string_view::npos) return Reading::foreign;
    std::optional<std::size_t> name, client, time, type;
    const auto row = row_.split(text, mark);
    for (std::size_t i = 0; i < row.size(); ++i) {
      const auto set = [i](std::optional<std::size_t>& column) { column = column.value_or(i); };
      switch (known_column(row[i])) {
        case KnownColumn::name:
          set(name);
          break;
        case KnownColumn::client:
          set(client);
          break;
        case KnownColumn::time:
          set(time);
          break;
        case KnownColumn::type:
          set(type);
          break;
        case KnownColumn::none:
          break;
      }
    }
    if (!name || (!client && !time)) return Reading::foreign;
    mark_ = mark;
    columns_ = row.size();
    name_ = name;
    client_ = client;
    time_ = time;
    type_ = type;
    header_ = line;
    return Reading::other;
  }

  char mark_ = '\0';
  std::size_t columns_ = 0;
  std::optional<std::size_t> name_, client_, time_, type_;
  std::string header_;  // it may come again, in files that were put together
  LogRow row_;
};

}  // namespace

LogForm csv_log() noexcept {
  return {.id = "csv", .title = "CSV and TSV with a header that tells name, client and time", .make = make_form<Csv>};
}

}  // namespace dgacast

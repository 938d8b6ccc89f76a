// SPDX-License-Identifier: Apache-2.0
// What a form of DNS log is. Each is one file in forms/ and one entry of forms/table.cpp; CONTRIBUTING.md has the
// guide.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "blocklists/answers/logs/log_record.h"

namespace [[gnu::visibility("default")]] dgacast {

class JsonFields;
class LogTimes;

/// What a line is to a form.
enum class Reading : std::uint8_t {
  foreign,  ///< not of this form
  other,    ///< of this form, and not a question of a client: a header, an answer, another message
  question  ///< one or more were added
};

/// Where a form puts the questions of a line. Keeps its memory from line to line.
class Questions {
 public:
  LogRecord& add(std::string_view name, std::string_view client, std::string_view type,
                 Telling telling = Telling::query) {
    if (size_ == records_.size()) records_.emplace_back();
    LogRecord& record = records_[size_++];
    record.name = name;
    record.client = client;
    record.time.reset();
    record.type = type;
    record.subnet = {};
    record.telling = telling;
    record.own_time = false;
    return record;
  }
  std::span<LogRecord> all() noexcept { return std::span{records_}.first(size_); }
  bool empty() const noexcept { return size_ == 0; }
  void clear() noexcept { size_ = 0; }

 private:
  std::vector<LogRecord> records_;  // the first size_ of them
  std::size_t size_ = 0;
};

/// Reads lines of one log in one form. Not thread-safe.
class FormReader {
 public:
  virtual ~FormReader() = default;
  /// `line` has no line feed, and no blanks at its end. It is the line as the file has it, and when that is foreign
  /// what an envelope (syslog, Docker, JSON) holds. The views that are added point into it, or into the reader. Must
  /// not throw, and must not allocate for each line.
  virtual Reading read(std::string_view line, LogTimes& times, Questions& out) = 0;
};

/// Reads objects of JSON in one form.
class JsonFormReader {
 public:
  virtual ~JsonFormReader() = default;
  virtual Reading read(const JsonFields& fields, LogTimes& times, Questions& out) = 0;
};

template <class Reader>
std::unique_ptr<FormReader> make_form() {
  return std::make_unique<Reader>();
}
template <class Reader>
std::unique_ptr<JsonFormReader> make_json_form() {
  return std::make_unique<Reader>();
}

struct LogForm {
  std::string_view id;     ///< the word of --log-format
  std::string_view title;  ///< "BIND: categories queries, responses and rpz"
  // One of the two is set, or both for a program that writes either.
  std::unique_ptr<FormReader> (*make)() = nullptr;
  std::unique_ptr<JsonFormReader> (*make_json)() = nullptr;
};

/// All forms, in the order in which a line is tried.
std::span<const LogForm> log_forms() noexcept;

/// The form of this id. Throws InputError with `where` and the nearest word.
const LogForm& find_log_form(std::string_view id, std::string_view where);

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// What changes between two editions of a list: the old record is read at the pace at which the new one is made, and
// neither is ever held whole.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "blocklists/io/append_file.h"
#include "blocklists/io/input.h"
#include "blocklists/io/sink.h"

namespace dgacast {

struct DeltaCounts {
  std::uint64_t added = 0, released = 0, changed = 0;
  std::uint64_t before = 0, after = 0;  ///< names in the two records

  bool any() const noexcept { return added + released + changed > 0; }
  DeltaCounts& operator+=(const DeltaCounts& other) noexcept;
};

/// What a name does between two editions.
enum class Move : std::uint8_t { add, release, change };
std::string_view to_text(Move move) noexcept;

/// The rows of a record, which are sorted by name, one at a time. Not thread-safe.
class RecordRows {
 public:
  /// Reads the header and the first row of `input`; nullptr: a record that is not there, which has neither. Throws
  /// InputError, as next() does, when the record cannot be read.
  explicit RecordRows(std::unique_ptr<Input> input);

  /// Without the line feed; empty when there is no record.
  const std::string& header() const noexcept { return header_; }
  /// True behind the last row.
  bool done() const noexcept { return done_; }
  /// Good until next().
  std::string_view row() const noexcept { return row_; }
  std::string_view name() const noexcept { return row_.substr(0, row_.find(',')); }
  void next();

 private:
  std::unique_ptr<Input> input_;
  std::string buffer_;
  std::size_t begin_ = 0;  // in buffer_, of what is not handed out yet
  bool over_ = false;      // input_ has no more
  std::string header_;
  std::string_view row_;
  bool done_ = false;
};

/// Compares the rows of a new record with an old one. Each difference goes to the visitor in the order of the names:
/// the row is the new one, or the old one for a release. Not thread-safe.
class RecordComparison {
 public:
  using Visitor = std::function<void(Move, std::string_view row)>;

  RecordComparison(std::unique_ptr<Input> before, Visitor visitor)
      : old_(std::move(before)), visit_(std::move(visitor)) {}
  /// The next row of the new record, behind all before it. Throws what the old record and the visitor throw.
  void add(std::string_view row);
  /// The new record has no more rows.
  void end();
  const std::string& old_header() const noexcept { return old_.header(); }
  const DeltaCounts& counts() const noexcept { return counts_; }

 private:
  void release();

  RecordRows old_;
  Visitor visit_;
  DeltaCounts counts_;
};

/// Compares two records whole; each may be nullptr. Throws what reading them and the visitor throw.
DeltaCounts compare_records(std::unique_ptr<Input> before, std::unique_ptr<Input> after,
                            const RecordComparison::Visitor& visitor);

/// Takes the octets of a new record, hands them on, and writes the delta against the old one. Not thread-safe.
class DeltaWriter final : public Output {
 public:
  struct Serials {
    std::string from;  ///< of what the consumer has; empty: it has nothing
    std::uint32_t to;
  };
  /// `record` must outlive it. `before` may be nullptr. The delta's file is made at `path`; `shown` is its name for
  /// messages.
  DeltaWriter(Output& record, std::unique_ptr<Input> before, Serials serials, std::string path, std::string shown);

  /// Throws InputError: the old record cannot be read, or one of the two files written.
  void write(std::string_view octets) override;
  /// Writes what is left, and waits until the delta is on the disk. A record of which nothing came is not there any
  /// more: all its names are released.
  void end();
  /// So far.
  const DeltaCounts& counts() const noexcept { return comparison_.counts(); }

 private:
  void take_line(std::string_view line);
  void put_header(std::string_view header);

  Output& record_;
  Serials serials_;
  AppendFile file_;
  Sink sink_;
  bool has_header_ = false;
  std::string line_;  // the beginning of one whose end has not come yet
  RecordComparison comparison_;
};

}  // namespace dgacast

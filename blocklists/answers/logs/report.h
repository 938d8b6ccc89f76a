// SPDX-License-Identifier: Apache-2.0
// The report of a scan: hits, clients and logs, as rows with tabs or as JSON lines.
#pragma once
#include <cstdint>
#include <string_view>

#include "blocklists/answers/logs/scan.h"
#include "blocklists/answers/logs/scan_log.h"
#include "blocklists/engine/source_text.h"
#include "blocklists/io/sink.h"

namespace [[gnu::visibility("default")]] dgacast {

enum class ReportForm : std::uint8_t {
  text,  ///< hits, then a heading and the clients
  json   ///< hits, clients, logs and the sum, an object with its "type" each
};

/// Writes one report, in this order: hits, clients, logs, the end. What logs say is written so that it stays in its
/// line (dga/core/text.h). Not thread-safe. Throws what the output throws.
///
/// In JSON a hit is a source (engine/source_text.h) with "domain", the name that was asked for; "name" is the same
/// under its old key, for one release.
class ScanReport {
 public:
  /// `output` must outlive the report.
  ScanReport(ReportForm form, Output& output) : form_(form), out_(output) {}

  void hit(const LogHit& hit);
  /// The heading of the clients comes before the first.
  void client(const ClientReport& client);
  /// `file` is how the log is called.
  void log(std::string_view file, const LogResult& log);
  /// The sums of the whole scan.
  void end(const Scanner& scanner);
  /// Hands over what was written so far.
  void flush() { out_.flush(); }
  /// How many hits were told, by hit() or by count_hit().
  std::uint64_t hits() const noexcept { return hits_; }
  /// Counts a hit that is not written.
  void count_hit() noexcept { ++hits_; }

 private:
  void put_time(const std::optional<UtcSeconds>& time);

  ReportForm form_;
  Sink out_;
  std::uint64_t hits_ = 0;
  bool is_headed_ = false;
  SourceJson source_{SourceJson::Keys::answer};
  InstantText from_, until_, time_;
};

}  // namespace dgacast

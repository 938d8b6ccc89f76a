// SPDX-License-Identifier: Apache-2.0
// The outputs of one issue: files and folders, records, deltas, reviews; and the guards that look at them.
#pragma once
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "blocklists/feed/feed_plan.h"
#include "blocklists/feed/last_issue.h"
#include "blocklists/feed/record.h"
#include "blocklists/write/list_writer.h"

namespace dgacast {

/// What an operator should hear of the making.
struct MakerReport {
  std::vector<std::string> notes;
  std::vector<std::string> guards;  ///< each guard that fired: what, and by how much
};

class IssueMaker {
 public:
  struct Run {
    UtcSeconds date;
    unsigned threads = 0;
    std::stop_token stop = {};
  };

  /// Makes issues in `folder`, which has folders records and deltas. All must outlive it.
  IssueMaker(const FeedConfig& config, const FeedPlan& plan, const PublicSuffixes& suffixes, const LastIssue& last,
             const Run& run, std::string folder, MakerReport& report);

  /// Makes all outputs and gives their part of the manifest. Throws InputError, Interrupted.
  nlohmann::ordered_json make() const;

 private:
  /// The rows of an output's record by the key of its list; the key is empty when it is not split.
  using Records = std::map<std::string, std::string>;

  NameFilter filter_of(const OutputConfig& output) const;
  void read_lists(const Collection& names, Collisions& collisions) const;
  nlohmann::ordered_json write(const OutputConfig& output, const Collection& names, Screening screening) const;
  WriteReport write_record(const OutputConfig& output, const Collection& names, const Screening& screening,
                           const ListInfo& info, const Recorder& recorder) const;
  static Records records_of(const OutputConfig& output, const std::string& path);
  std::optional<Records> last_records(const OutputConfig& output) const;
  std::string write_output(const OutputConfig& output, const Collection& names, const Screening& screening,
                           ListInfo info, std::uint32_t serial, UtcSeconds time) const;
  void write_deltas(const OutputConfig& output, const Records& before, const Records& after, const std::string& from,
                    std::uint32_t to) const;
  void guard(const OutputConfig& output, const DeltaCounts& delta, bool has_before, std::uint64_t collisions) const;
  /// The limit of max_churn_percent, also when the configuration does not give it.
  std::optional<std::uint64_t> usual_churn(const OutputConfig& output, const DeltaCounts& delta) const;
  void validate(const OutputConfig& output) const;

  const FeedConfig& config_;
  const FeedPlan& plan_;
  const PublicSuffixes& suffixes_;
  const LastIssue& last_;
  Run run_;
  std::string folder_;
  MakerReport& report_;
};

}  // namespace dgacast

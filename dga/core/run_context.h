// SPDX-License-Identifier: Apache-2.0
// What a long call may take, and how it is watched and stopped. Every way in makes one for a call and hands it through;
// nothing of it is a setting of the process, so that several calls may run at the same time, each within its own.
//
//   RunContext run;
//   run.memory = std::uint64_t{256} << 20;
//   run.log = [](Severity, std::string_view text) { std::cerr << text << "\n"; };
//   collect(plan, filter, options, run);
#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

#include "dga/core/issue.h"

namespace [[gnu::visibility("default")]] dgacast {

/// How far an enumeration is, and what follows it; any thread may look at it while the call runs.
struct Progress {
  std::atomic<std::uint64_t> names = 0;                   ///< made so far, with repeats
  std::atomic<std::uint64_t> pieces = 0, all_pieces = 0;  ///< of the plan, of about equal size: done, all
  std::atomic<std::uint64_t> written = 0;                 ///< names of the result that were delivered
};

/// How much a message of RunContext::log matters.
enum class Severity : std::uint8_t {
  note,    ///< something that the user may want to know
  warning  ///< the result is complete as far as it goes, but something was left out or could not be used
};

struct RunContext {
  /// Ends the call with Interrupted. Looked at between period lists, blocks of names and commands: some milliseconds.
  std::stop_token stop = {};
  /// Kept up to date when there is one. It must outlive the call and what the call returns.
  Progress* progress = nullptr;
  /// Bytes that the call may take beside what the process has already, about. What needs more goes to temporary files,
  /// which is slower; the result is the same. Some 64 MiB are taken whatever is given.
  std::uint64_t memory = std::uint64_t{1} << 30;
  /// How many threads work, the calling one included; 0: as many as the machine has. The result is the same.
  unsigned threads = 0;
  /// Where temporary files go; empty: /tmp. They have no name there and vanish with the process.
  std::string temporary_folder = {};
  /// Takes notes and warnings, one line each, without a line end. Called by one thread at a time, that of the call.
  std::function<void(Severity, std::string_view)> log = {};

  /// Throws Interrupted when a stop was requested.
  void check() const {
    if (stop.stop_requested()) throw Interrupted{};
  }
  void note(std::string_view text) const {
    if (log) log(Severity::note, text);
  }
  void warn(std::string_view text) const {
    if (log) log(Severity::warning, text);
  }
};

}  // namespace dgacast

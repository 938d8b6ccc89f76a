// SPDX-License-Identifier: Apache-2.0
// Programs of the operator's: run without a shell, with a time limit.
#pragma once
#include <chrono>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace [[gnu::visibility("default")]] dgacast {

/// A program that is run without a shell, and at most for so long.
struct CommandLine {
  std::vector<std::string> words;
  std::chrono::seconds limit{60};
};

/// Runs `command` in its own process group, with standard input from /dev/null and all that it prints on our standard
/// error. It does not outlive this process: when that is killed, the group is. Call it from a thread that lives as long
/// as the process (prctl(2), PR_SET_PDEATHSIG). Nothing when it ended with 0; otherwise how it ended: "ended with 1",
/// "was killed after 60 s", "cannot be started: No such file or directory". Throws Interrupted (and kills it) when a
/// stop was requested.
std::optional<std::string> run_command(const CommandLine& command, const std::stop_token& stop);

/// Whether a program of this name, or at this path, can be started.
bool is_installed(const std::string& program);

}  // namespace dgacast

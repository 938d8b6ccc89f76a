// SPDX-License-Identifier: Apache-2.0
#include "tools/cli/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <system_error>

namespace dgacast {

std::string progress_text(const Progress& progress, double seconds) {
  const auto names = static_cast<double>(progress.names), pieces = static_cast<double>(progress.pieces),
             all = static_cast<double>(std::max<std::uint64_t>(progress.all_pieces, 1));
  if (progress.written > 0) {
    return fmt::format("{:.1f} M names made, {:.1f} M written", names / 1e6,
                       static_cast<double>(progress.written) / 1e6);
  }
  const auto left = static_cast<std::uint64_t>(pieces > 0 ? seconds * (all - pieces) / pieces : 0);
  return fmt::format("{:.1f} M names, {:.2f} M/s, {:.0f} % of the plan, {}:{:02} left", names / 1e6,
                     names / 1e6 / std::max(seconds, 1e-3), 100 * pieces / all, left / 60, left % 60);
}

ProgressLine::ProgressLine(const Progress& progress, const Context& context, Text text) {
  if (context.quiet || ::isatty(STDERR_FILENO) == 0) return;
  try {
    shower_ = std::jthread{[&progress, text](const std::stop_token& over) {
      const auto began = std::chrono::steady_clock::now();
      bool shown = false;
      for (int tick = 0; !over.stop_requested(); ++tick) {
        std::this_thread::sleep_for(std::chrono::milliseconds{50});
        if (tick < 20 || tick % 10 != 0) continue;
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - began;
        const std::string line = text(progress, seconds.count());
        if (line.empty()) continue;
        std::fprintf(stderr, "\r\033[K%s", line.c_str());
        shown = true;
      }
      if (shown) std::fputs("\r\033[K", stderr);
    }};
  } catch (const std::system_error&) {  // no thread to be had: the run matters more than the line about it
  }
}

}  // namespace dgacast

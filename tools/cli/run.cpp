// SPDX-License-Identifier: Apache-2.0
#include "tools/cli/run.h"

#include <unistd.h>

#include <cstdlib>
#include <fstream>

namespace dgacast {

std::string temporary_folder(const std::string& folder) {
  if (!folder.empty()) return folder;
  const char* const variable = std::getenv("TMPDIR");  // NOLINT(concurrency-mt-unsafe): nothing here sets it
  return variable == nullptr ? "" : variable;
}

std::uint64_t memory_left(std::uint64_t bytes) {
  std::uint64_t pages = 0;
  std::ifstream{"/proc/self/statm"} >> pages >> pages;  // the second number: what is resident, proc(5)
  const std::uint64_t taken = pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  return bytes > taken ? bytes - taken : 0;
}

RunContext run_context(const Context& context, const std::string& folder) {
  RunContext run;
  run.stop = context.stop;
  run.temporary_folder = temporary_folder(folder);
  run.log = [&context](Severity severity, std::string_view text) {
    (severity == Severity::warning ? warn : note)(context, text);
  };
  return run;
}

}  // namespace dgacast

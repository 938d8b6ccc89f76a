// SPDX-License-Identifier: Apache-2.0
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>

#include "blocklists/engine/catalogue_files.h"
#include "blocklists/io/output.h"
#include "blocklists/lists/import.h"
#include "dga/core/text.h"
#include "tools/cli/command.h"

namespace dgacast {

void usage(std::string where, std::string what, std::string mend) {
  throw InputError{{std::move(where), std::move(what), std::move(mend)}};
}

namespace {
/// The program that runs plugins: where it is installed, seen from this one, or beside it where both were built. Empty
/// when it is in neither place.
std::string plugin_worker() {
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  for (const char* const place : {DGACAST_WORKER_FROM_PROGRAM, "dgacast-plugin-worker"}) {
    std::filesystem::path worker = (program.parent_path() / place).lexically_normal();
    if (std::filesystem::is_regular_file(worker, error)) return worker.string();
  }
  return {};
}
}  // namespace

std::shared_ptr<const Catalogue> catalogue_of(const Context& context, const std::vector<std::string>& files,
                                              const std::vector<std::string>& plugins) {
  return load_catalogue({.files = files, .plugins = plugins, .worker = plugins.empty() ? "" : plugin_worker()},
                        {.stop = context.stop});
}

void with_output(const std::string& path, const std::function<void(Output&)>& write) {
  if (path == "-") {
    DescriptorOutput output{STDOUT_FILENO, "standard output"};
    return write(output);
  }
  AtomicFile output{path};
  write(output);
  output.commit();
}

void fail_standard_output(int error) {
  if (error == EPIPE) throw ClosedPipe{};
  throw InputError{{"standard output", std::string("cannot be written: ") + std::strerror(error),
                    error == ENOSPC || error == EDQUOT ? "make room on the disk"
                    : error == EBADF                   ? "open it, or redirect it to /dev/null"
                                                       : "redirect it to a place that you may write to"}};
}

void print(std::string_view text) {
  errno = 0;
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) fail_standard_output(errno);
}

UtcSeconds today() {
  const UtcSeconds day = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  if (day < midnight(1970, 1, 1) || day >= midnight(kLastYear + 1, 1, 1)) {
    // Dates outside of these years have no text here.
    const auto seconds = std::to_string(unix_time(day));
    usage("clock", "it stands at " + seconds + " seconds of Unix time, and dates go from 1970 to 2199",
          "set the clock, or give a date");
  }
  return day;
}

namespace {
/// True when standard error is the journal, as systemd tells it: JOURNAL_STREAM=DEVICE:INODE (systemd.exec(5)).
bool to_journal() {
  const char* const stream = std::getenv("JOURNAL_STREAM");  // NOLINT: nobody sets it
  struct stat status;
  return stream != nullptr && ::fstat(STDERR_FILENO, &status) == 0 &&
         std::to_string(status.st_dev) + ":" + std::to_string(status.st_ino) == stream;
}

void say(const Context& context, Level level, const char* kind, std::string_view text) {
  if (!context.quiet) complain(level, std::string(kind).append(": ").append(text));
}
}  // namespace

const char* journal_prefix(Level level) {
  static const bool kJournal = to_journal();
  static constexpr const char* kPrefixes[] = {"<3>", "<4>", "<5>"};  // sd-daemon(3)
  return kJournal ? kPrefixes[static_cast<std::size_t>(level)] : "";
}

void complain(Level level, std::string_view text) {
  std::fprintf(stderr, "%sdgacast: %s\n", journal_prefix(level), printable(text).c_str());
}
void note(const Context& context, std::string_view text) { say(context, Level::notice, "note", text); }
void warn(const Context& context, std::string_view text) { say(context, Level::warning, "warning", text); }

std::string counted(std::uint64_t number, std::string_view one, std::string_view more) {
  return std::to_string(number).append(" ").append(number == 1 ? one : more);
}

void warn_imports(const Context& context, const Imports& imports) {
  if (imports.unusable() > 0)
    warn(context, counted(imports.unusable(), "row was", "rows were") +
                      " left out: an address, or not a name; the first is " + imports.first_unusable());
  if (imports.renamed() > 0)
    warn(context,
         counted(imports.renamed(), "row has", "rows have") +
             " a seed of other signs than letters, digits, '_', '-' and '.', which was renamed; the first is " +
             imports.first_renamed());
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// What the sub-commands share: how each joins the command line, what all take, how they end.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "blocklists/io/file.h"
#include "blocklists/io/sink.h"
#include "dga/core/catalogue.h"

namespace dgacast {

class Arguments;
class Imports;

/// How a run ended: the exit status.
enum class Exit : int {
  success = 0,
  negative = 1,    ///< a look-up without a hit, a failed verification
  fault = 2,       ///< usage or input error, told in one line
  kept = 3,        ///< a guard fired: the old issue of the feed stays
  unfinished = 4,  ///< readers have the issue of the feed, but something that comes afterwards failed
};

/// What main() gives to each command and takes back.
struct Context {
  bool quiet = false;         ///< no warnings, no progress
  std::stop_token stop;       ///< asked to stop by SIGINT, SIGTERM or SIGHUP
  Exit exit = Exit::success;  ///< set by the command
  /// Set by a command whose work is done before it reports: the status when the report cannot be written.
  std::optional<Exit> settled = std::nullopt;
};

// Each adds the options of its command and what the command does; commands.cpp has the table. One file each:
// tools/cli/NAME.cpp.
void add_complete(Arguments& command, Context& context);
void add_diff(Arguments& command, Context& context);
void add_explain(Arguments& command, Context& context);
void add_families(Arguments& command, Context& context);
void add_feed(Arguments& command, Context& context);
void add_fetch(Arguments& command, Context& context);
void add_forecast(Arguments& command, Context& context);
void add_formats(Arguments& command, Context& context);
void add_generate(Arguments& command, Context& context);
void add_import(Arguments& command, Context& context);
void add_index_append(Arguments& command, Context& context);
void add_index_build(Arguments& command, Context& context);
void add_index_info(Arguments& command, Context& context);
void add_index_merge(Arguments& command, Context& context);
void add_lookup(Arguments& command, Context& context);
void add_man(Arguments& command, Context& context);
void add_merge(Arguments& command, Context& context);
void add_recover(Arguments& command, Context& context);
void add_scan(Arguments& command, Context& context);
void add_selftest(Arguments& command, Context& context);
void add_status(Arguments& command, Context& context);
void add_verify(Arguments& command, Context& context);

/// Throws InputError.
[[noreturn]] void usage(std::string where, std::string what, std::string mend);

/// load_catalogue() with what --catalogue and --plugin name. Throws InputError.
std::shared_ptr<const Catalogue> catalogue_of(const Context& context, const std::vector<std::string>& files,
                                              const std::vector<std::string>& plugins = {});

/// The differences between the embedded golden vectors of these families and the lists that this program makes.
std::vector<std::string> failed_vectors(const Catalogue& catalogue, const std::set<std::string>& families);

/// Hands `write` standard output for "-", or a file that appears only when `write` returns. Throws what `write` throws.
void with_output(const std::string& path, const std::function<void(Output&)>& write);

/// Writes to standard output, by way of stdio: main() flushes it at the end. Throws ClosedPipe, or InputError with the
/// system's reason, when something of it could not be written so far.
void print(std::string_view text);
/// Throws ClosedPipe for EPIPE, else InputError: standard output cannot be written, and why.
[[noreturn]] void fail_standard_output(int error);
/// Midnight of today, UTC. Throws InputError when the clock stands outside of the years 1970 to 2199.
UtcSeconds today();

enum class Level : std::uint8_t { error, warning, notice };
/// "<3>" to "<5>" when standard error is the journal, which takes it as the line's level; otherwise "".
const char* journal_prefix(Level level);
/// One line of standard error, whatever `text` holds (printable() in dga/core/text.h), with the journal's level: for
/// what
/// --quiet must not hide.
void complain(Level level, std::string_view text);
/// One line "dgacast: note: TEXT" on standard error, unless --quiet: something that the user may want to know.
void note(const Context& context, std::string_view text);
/// One line "dgacast: warning: TEXT" on standard error, unless --quiet.
void warn(const Context& context, std::string_view text);
/// Warns of what imported lists hold and could not be taken as it is.
void warn_imports(const Context& context, const Imports& imports);
/// `number` and the word that fits it: "1 row was", "2 rows were".
std::string counted(std::uint64_t number, std::string_view one, std::string_view more);

}  // namespace dgacast

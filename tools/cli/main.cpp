// SPDX-License-Identifier: Apache-2.0
// dgacast: forecasts the domains that malware will call. Each sub-command has its own file in this folder.
#include <malloc.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <optional>
#include <sstream>
#include <system_error>
#include <thread>

#include "blocklists/engine/collect.h"
#include "blocklists/io/mapped_file.h"
#include "blocklists/io/output.h"
#include "dga/core/version.h"
#include "tools/cli/command.h"
#include "tools/cli/process.h"

namespace dgacast {
namespace {

/// Turns SIGINT, SIGTERM and SIGHUP into a request to stop, so that unfinished files are removed on the way out. A run
/// that does not end within two seconds (it hangs in a write to a pipe that nobody reads) is ended.
class SignalWatch {
 public:
  SignalWatch() {
    sigemptyset(&signals_);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals_, signal);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);  // all threads inherit this
    std::signal(SIGPIPE, SIG_IGN);                   // a closed pipe is told by write()
    try {
      watcher_ = std::jthread{[this](std::stop_token over) { watch(over); }};
    } catch (const std::system_error& error) {
      throw InputError{{"", "no thread can be started: " + error.code().message(),
                        "raise the limit of processes or of memory (ulimit -u, ulimit -v, TasksMax=)"}};
    }
  }
  /// Wakes the watcher, so that a command which is done ends at once.
  ~SignalWatch() {
    watcher_.request_stop();
    pthread_kill(watcher_.native_handle(), SIGHUP);
  }
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;
  std::stop_token token() const { return stop_.get_token(); }
  /// The signal that came, or 0.
  int caught() const { return caught_; }

 private:
  void watch(std::stop_token over) {
    const timespec pause{0, 50'000'000};
    int waited = 0;
    while (!over.stop_requested()) {
      const int signal = sigtimedwait(&signals_, nullptr, &pause);
      if (signal > 0 && caught_ == 0 && !over.stop_requested()) {
        caught_ = signal;
        stop_.request_stop();
      }
      if (caught_ != 0 && ++waited > 40) _exit(128 + caught_);
    }
  }

  sigset_t signals_;
  std::stop_source stop_;
  std::atomic<int> caught_ = 0;
  std::jthread watcher_;
};

/// The first word of the command line that is not an option, when it is not a command either; CLI11 answers `--help`
/// behind it as if it were not there.
std::optional<std::string_view> unknown_command(const CLI::App& program, int argc, char** argv) {
  if (!program.get_subcommands().empty()) return std::nullopt;
  for (int i = 1; i < argc; ++i) {
    if (argv[i][0] != '-') return argv[i];
  }
  return std::nullopt;
}

/// The one line for what CLI11 found wrong with the command line.
std::string usage_line(const CLI::App& program, const CLI::ParseError& error, int argc, char** argv) {
  const CLI::App* command = &program;
  if (!program.get_subcommands().empty()) command = program.get_subcommands().front();
  const std::string where = command == &program ? "" : command->get_name() + ": ";
  const std::string help =
      "'dgacast " + (command == &program ? "" : command->get_name() + " ") + "--help' shows what there is";

  const auto unknown = [&](std::string_view word) {
    std::vector<std::string> names;
    if (word.starts_with('-')) {
      for (const CLI::Option* option : command->get_options()) {
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
      }
    } else {
      for (const CLI::App* one : program.get_subcommands(nullptr)) names.push_back(one->get_name());
    }
    const std::vector<std::string_view> known(names.begin(), names.end());
    return where + "unknown " + (word.starts_with('-') ? "option " : "command ") + quote(word) + "; " +
           suggest(word, known, help);
  };
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError)) {
    const std::string text = error.what();
    const auto begin = text.rfind(": ") + 2;
    return unknown(text.substr(begin, text.find(' ', begin) - begin));
  }
  if (const auto word = unknown_command(program, argc, argv)) return unknown(*word);
  if (command == &program && error.get_exit_code() == static_cast<int>(CLI::ExitCodes::RequiredError))
    return "no command; " + help;
  return where + error.what() + "; " + help;
}

/// What remains to be said of an exception that no place has turned into a message: a defect of this program. Nobody's
/// input should lead here, and yet the way out must be that of any error, which removes what is half written.
std::string internal_error(const std::exception& error) {
  return "internal error: " + quote(error.what()) + "; report it with the command line and its input";
}

int fault(const std::string& text) {
  complain(Level::error, text);
  return static_cast<int>(Exit::fault);
}

/// Calls `work` and gives the exit status: what it returns, or that of what it throws, which is told in one line.
template <typename Work>
int guarded(const Work& work) {
  try {
    return work();
  } catch (const InputError& error) {
    return fault(error.what());
  } catch (const std::bad_alloc&) {
    return fault("out of memory; take fewer families or a shorter range");
  } catch (const std::length_error&) {
    return fault("out of memory: a text or a list would be too large; take fewer families or a shorter range");
  } catch (const std::exception& error) {  // std::system_error and filesystem_error too
    return fault(internal_error(error));
  }
}

/// A mapped index that is cut under its reader is an error of that file, and not the end of the process by SIGBUS.
void watch_mapped_files() {
  struct sigaction action {};
  action.sa_flags = SA_SIGINFO;
  action.sa_sigaction = [](int, siginfo_t* info, void*) {
    if (info->si_code > 0 && MappedFile::fill_gone(info->si_addr)) return;
    std::signal(SIGBUS, SIG_DFL);  // another fault, or a signal of somebody's: it ends the process as it would have
    std::raise(SIGBUS);
  };
  sigaction(SIGBUS, &action, nullptr);
}

int run(int argc, char** argv) {
  watch_mapped_files();
  mallopt(M_MMAP_THRESHOLD, 1 << 20);  // large buffers go back to the system when they are freed: --memory counts on it
  SignalWatch signals;
  Context context;
  context.stop = signals.token();
  CLI::App program{
      "Forecasts the domains that malware will call, from its domain generation algorithms, and writes them as lists\n"
      "that registries, CERTs and resolvers take.",
      "dgacast"};
  program.add_flag("-q,--quiet", context.quiet, "no notes, no warnings");
  program.set_version_flag("--version", [] {
    return "dgacast " + std::string(version()) + " (catalogue " + Catalogue::builtin().digest().substr(0, 12) + ")";
  });
  program.require_subcommand(1);
  program.fallthrough();
  program.footer(
      "'dgacast COMMAND --help' has options and examples.\n\nExit status: 0 success, 1 a negative result, 2 a usage or "
      "input error, 3 a feed that a guard kept as it was, 4 a feed that is published, but something after it failed.");
  program.get_formatter()->column_width(34);
  add_complete(program, context);
  add_diff(program, context);
  add_explain(program, context);
  add_families(program, context);
  add_feed(program, context);
  add_fetch(program, context);
  add_forecast(program, context);
  add_formats(program, context);
  add_generate(program, context);
  add_import(program, context);
  add_index(program, context);
  add_lookup(program, context);
  add_merge(program, context);
  add_recover(program, context);
  add_scan(program, context);
  add_selftest(program, context);
  add_status(program, context);
  add_verify(program, context);
  try {
    try {
      program.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      if (error.get_exit_code() != 0 || unknown_command(program, argc, argv))
        return fault(usage_line(program, error, argc, argv));
      std::ostringstream text;  // --help, --version
      program.exit(error, text, text);
      print(text.str());
    }
    finish_standard_output();
  } catch (const Interrupted&) {
    return 128 + signals.caught();
  } catch (const ClosedPipe&) {
    // The reader of the result has seen enough of it; the status still tells the result.
  } catch (const InputError& error) {
    // What readers of a feed have matters more than a report of it that got lost.
    if (!context.settled) throw;
    fault(error.what());
    return static_cast<int>(*context.settled);
  }
  return static_cast<int>(context.exit);
}

}  // namespace
}  // namespace dgacast

int main(int argc, char** argv) {
  dgacast::prepare_process();
  return dgacast::guarded([&] { return dgacast::run(argc, argv); });
}

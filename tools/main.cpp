// SPDX-License-Identifier: Apache-2.0
// dgacast: forecasts the domains that malware will call. Each sub-command has its own file in this folder.
#include <malloc.h>
#include <unistd.h>

#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <mutex>
#include <thread>

#include "blocklists/publish/output.h"
#include "blocklists/select/collect.h"
#include "tools/command.h"

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
    watcher_ = std::jthread{[this](std::stop_token over) { watch(over); }};
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
  if (command == &program && error.get_exit_code() == static_cast<int>(CLI::ExitCodes::RequiredError)) {
    for (int i = 1; i < argc; ++i) {
      if (argv[i][0] != '-') return unknown(argv[i]);
    }
    return "no command; " + help;
  }
  return where + error.what() + "; " + help;
}

int run(int argc, char** argv) {
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
    return "dgacast " DGACAST_VERSION " (catalogue " + Catalogue::builtin().digest().substr(0, 12) + ")";
  });
  program.require_subcommand(1);
  program.fallthrough();
  program.footer(
      "'dgacast COMMAND --help' has options and examples.\n\nExit status: 0 success, 1 a negative result, 2 a usage or "
      "input error, 3 a feed that a guard kept as it was.");
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
    program.parse(argc, argv);
    std::fflush(stdout);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return program.exit(error);  // --help, --version
    std::fprintf(stderr, "dgacast: %s\n", usage_line(program, error, argc, argv).c_str());
    return static_cast<int>(Exit::fault);
  } catch (const InputError& error) {
    std::fprintf(stderr, "%sdgacast: %s\n", journal_prefix(Level::error), error.what());
    return static_cast<int>(Exit::fault);
  } catch (const ClosedPipe&) {
    return static_cast<int>(Exit::success);
  } catch (const Interrupted&) {
    return 128 + signals.caught();
  } catch (const std::bad_alloc&) {
    std::fprintf(stderr, "dgacast: out of memory; take fewer families or a shorter range\n");
    return static_cast<int>(Exit::fault);
  }
  return static_cast<int>(context.exit);
}

}  // namespace
}  // namespace dgacast

int main(int argc, char** argv) { return dgacast::run(argc, argv); }
